"""Rules of the tables of context: opium, votes, shares, arms, conflicts, indices."""

import pytest
from rules import fault, filled_when, offending, require, require_equal, together

from csto.tables import load, resource

UNITS = {"cultivation": "hectares", "potential_production": "tonnes"}
#: Years without a preferred figure for the production of opium: none was found.
NO_PRODUCTION = [2020]
MEMBERS = ["ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"]
VOTERS = {*MEMBERS, "AZE", "TKM", "UZB"}
#: States of which no source seen says how they voted.
UNKNOWN_VOTES = {
    "ga-es-11-2": "no source says how Uzbekistan voted",
    "ga-es-11-5": "no source says how Azerbaijan voted",
}
#: Votes on territorial questions 2008-2019: yes, no, abstain, did not vote.
BALANCE = {
    "ARM": (0, 14, 0, 0),
    "BLR": (0, 11, 1, 2),
    "KAZ": (0, 4, 9, 1),
    "KGZ": (0, 4, 8, 2),
    "TJK": (0, 2, 2, 10),
    "TKM": (0, 0, 0, 14),
    "UZB": (1, 4, 4, 5),
}
VOTES = ["yes", "no", "abstain", "did_not_vote"]
#: Scores that the producer leaves empty.
NO_SCORE = {"kgz-polity-2010": "Polity codes the year as a transition, without a score"}


def test_opium_has_the_unit_of_its_measure():
    """Cultivation is in hectares, production in tonnes."""
    rows = load("opium")
    require(offending(rows[rows.unit != rows.measure.map(UNITS)], "unit", "that of the measure"))


def test_one_estimate_of_cultivation_a_year_by_the_united_nations():
    """UNODC has at most one row for the cultivation of a year."""
    rows = load("opium")
    rows = rows[(rows.estimator == "UNODC") & (rows.measure == "cultivation")]
    require(offending(rows[rows.duplicated("year")], "year", "a year that no other row has"))


@pytest.mark.parametrize(
    ("measure", "missing"), [("cultivation", []), ("potential_production", NO_PRODUCTION)]
)
def test_opium_is_covered_from_1999_to_2023(measure, missing):
    """Each year has a preferred row, except where no figure was found."""
    rows = load("opium")
    found = set(rows.year[rows.preferred & (rows.measure == measure)])
    require_equal(
        "opium", f"years without {measure}", sorted({*range(1999, 2024)} - found), missing
    )


def test_united_nations_are_preferred_for_opium():
    """The preferred row is that of UNODC, but for the production of 2019, which it did not give."""
    rows = load("opium")
    other = rows[rows.preferred & (rows.estimator != "UNODC")]
    only = [("potential_production", 2019)]
    found = [*zip(other.measure, other.year, strict=True)]
    require_equal("opium", "preferred rows of other estimators", found, only)


def votes():
    """The votes, with the date of their resolution."""
    dates = load("un_resolutions").set_index("id").date
    rows = load("un_votes")
    return rows.assign(date=rows.resolution.map(dates))


def test_every_voter_has_a_vote():
    """Each of nine states has a vote on each resolution, once."""
    rows, faults = load("un_votes"), []
    for name in load("un_resolutions").id:
        found = list(rows.iso3[rows.resolution == name])
        if sorted(found) != sorted(VOTERS):
            missing = f"one vote each of {', '.join(sorted(VOTERS))}"
            faults.append(fault("un_resolutions", name, "id", f"{len(found)} votes", missing))
    require(faults, UNKNOWN_VOTES)


@pytest.mark.parametrize(("state", "vote"), [("RUS", "no"), ("TKM", "did_not_vote")])
def test_a_state_always_votes_the_same(state, vote):
    """Russia votes no on every resolution, Turkmenistan never votes."""
    rows = load("un_votes")
    require(offending(rows[(rows.iso3 == state) & (rows.vote != vote)], "vote", vote))


@pytest.mark.parametrize("state", BALANCE)
def test_votes_on_territorial_questions(state):
    """Votes of 2008 to 2019 by kind are those that the roll calls give."""
    rows = votes()
    rows = rows[(rows.iso3 == state) & rows.date.dt.year.between(2008, 2019)]
    counted = rows.vote.value_counts()
    found = tuple(int(counted.get(vote, 0)) for vote in VOTES)
    require_equal("un_votes", f"{', '.join(VOTES)} of {state}", found, BALANCE[state])


def test_no_more_votes_than_members_of_the_united_nations():
    """Votes for and against and abstentions are all given or all empty, and at most 193."""
    rows = load("un_resolutions")
    total = rows.votes_yes + rows.votes_no + rows.votes_abstain
    require(
        together(rows, "votes_yes", "votes_no", "votes_abstain")
        + offending(rows[total > 193], "votes_yes", "at most 193 votes in all")
    )


def test_votes_of_the_nine_fit_the_announced_totals():
    """No more of the nine states cast a vote than all states together."""
    rows, faults = load("un_resolutions"), []
    cast = load("un_votes").groupby(["resolution", "vote"]).size()
    for vote in VOTES[:3]:
        some = rows.id.map(lambda name, vote=vote: cast.get((name, vote), 0))
        faults += offending(
            rows[some > rows[f"votes_{vote}"]], f"votes_{vote}", "at least those listed"
        )
    require(faults)


def test_agreement_is_the_share_of_same_votes():
    """`agreement` is the same votes in a hundred common roll calls, to one decimal."""
    rows = load("un_agreement")
    share = (100 * rows.same_votes / rows.common_roll_calls).round(1)
    wrong = rows[(rows.agreement - share).abs() > 0.001]
    require(offending(wrong, "agreement", lambda row: f"{share[row.name]:.1f}"))


def test_russia_is_no_distance_from_itself():
    """Russia has the distance 0 in every year and series."""
    rows = load("un_ideal_points")
    away = rows[(rows.iso3 == "RUS") & (rows.distance_to_russia != 0)]
    require(offending(away, "distance_to_russia", "0"))


def test_distance_is_the_difference_of_ideal_points():
    """`distance_to_russia` is the difference of the ideal points, but for rounding."""
    rows = load("un_ideal_points")
    russia = rows[rows.iso3 == "RUS"].set_index(["year", "series"]).ideal_point
    own = rows.join(russia.rename("russia"), on=["year", "series"]).russia
    distance = (rows.ideal_point - own).abs()
    wrong = rows[~((rows.distance_to_russia - distance).abs() <= 0.006)]
    require(offending(wrong, "distance_to_russia", lambda row: f"about {distance[row.name]:.2f}"))


@pytest.mark.parametrize(
    ("table", "value", "keys", "slack", "rounding"),
    [
        ("member_shares", "value", ["measure", "year"], 0.3, 0.001),
        ("military_spending", "spending", ["year"], 0.3, 0.1),
    ],
)
def test_shares_of_the_members(table, value, keys, slack, rounding):
    """The six members have a share each, which is their part of the sum; shares make a hundred."""
    rows, faults = load(table), []
    for name, group in rows.groupby(keys):
        require_equal(table, f"states of {name}", sorted(group.iso3), MEMBERS)
        share = (100 * group[value] / group[value].sum()).round(1)
        wrong = group[(group.share - share).abs() > rounding + 1e-9]
        wrong.attrs = rows.attrs
        faults += offending(wrong, "share", lambda row, share=share: f"{share[row.name]:.1f}")
        if abs(group.share.sum() - 100) > slack:
            faults += offending(group, "share", f"a hundred in all, not {group.share.sum():.1f}")
    require(faults)


def test_russian_deliveries_are_part_of_all():
    """Deliveries from Russia are at most all deliveries, and the share is their quotient."""
    rows = load("arms_imports")
    share = 100 * rows.deliveries_from_russia / rows.deliveries
    more = rows[rows.deliveries_from_russia > rows.deliveries]
    wrong = rows[(rows.russian_share - share).abs() > 0.1]
    require(
        offending(more, "deliveries_from_russia", "at most 'deliveries'")
        + offending(wrong, "russian_share", lambda row: f"about {share[row.name]:.1f}")
    )


@pytest.mark.parametrize("table", ["military_spending", "arms_imports"])
def test_tables_of_sipri_have_their_own_licence(table):
    """The excerpts of SIPRI are not under the licence of the package."""
    names = [licence["name"] for licence in resource(table).get("licenses", [])]
    require_equal(table, "licences in datapackage.json", names, ["SIPRI-terms"])


def test_only_violence_with_a_state_has_a_type():
    """`conflict_type` is given for state-based violence and only for it."""
    rows = load("conflict_deaths")
    state = rows.violence == "state_based"
    require(filled_when(rows, "conflict_type", state, "'violence' is state_based"))


def test_conflicts_between_states_are_interstate():
    """A conflict is interstate exactly when both sides are governments."""
    rows = load("conflict_deaths")
    governments = rows.side_a.str.startswith("Government") & rows.side_b.str.startswith(
        "Government"
    )
    wrong = rows[rows.conflict_type.isin(["interstate"]) != governments]
    require(offending(wrong, "conflict_type", "interstate exactly between governments"))


@pytest.mark.parametrize(("index", "low", "high"), [("vdem_polyarchy", 0, 1), ("polity5", -10, 10)])
def test_an_index_lies_on_its_scale(index, low, high):
    """Each value is within the scale of its index."""
    rows = load("regime_indices")
    rows = rows[rows.index_name == index]
    outside = ~rows["value"].fillna(low).between(low, high)
    require(offending(rows[outside], "value", f"{low} to {high}"))


def test_only_one_index_has_bounds():
    """V-Dem gives an interval, Polity5 does not."""
    rows = load("regime_indices")
    vdem = rows.index_name == "vdem_polyarchy"
    require(
        filled_when(rows, "value_low", vdem, "V-Dem gives an interval")
        + filled_when(rows, "value_high", vdem, "V-Dem gives an interval")
    )


def test_an_index_has_a_value():
    """Each year of an index has a score."""
    rows = load("regime_indices")
    require(offending(rows[rows["value"].isna()], "value", "a score"), NO_SCORE)


def test_ethnic_shares_are_parts_of_the_population():
    """The groups of one state and period are together at most the whole population."""
    rows = load("ethnic_power")
    total = rows.groupby(["iso3", "start_year"]).share.transform("sum")
    require(offending(rows[total > 100], "share", "at most 100 per cent in all"))


@pytest.mark.parametrize("table", ["un_agreement", "arms_imports", "ethnic_power", "drug_context"])
def test_periods_run_forward(table):
    """The last year of a period is not before the first."""
    rows = load(table)
    first, last = ("year", "year_end") if table == "drug_context" else ("start_year", "end_year")
    require(offending(rows[rows[last] < rows[first]], last, f"'{first}' or later"))
