"""Rules of the tables on Kazakhstan in January 2022."""

import pandas as pd
import pytest
from rules import (
    by_id,
    falls,
    filled_when,
    members,
    offending,
    require,
    require_equal,
    short,
    sums,
    together,
    true_when,
)

from csto.tables import load, split

SENDERS = ["ARM", "BLR", "KGZ", "RUS", "TJK"]
FIRST, LAST = pd.Timestamp("2022-01-06"), pd.Timestamp("2022-01-19")
#: States that published no strength.
NO_NUMBER = {
    "blr-kazakhstan-2022": "Minsk spoke of one company and never gave a number",
    "rus-kazakhstan-2022": "Moscow gave no number; only press estimates exist",
}
#: Totals that were reported with their parts: table -> whole -> parts.
SUMS = {
    "kazakhstan_2022_airlift": {
        # 25 before 9 January and two flights of 145 stand in notes only.
        "civ-total-0110": ["civ-day-0109-moscow", "civ-day-0109-yekaterinburg", 25],
        "civ-total-0111": ["civ-total-0110", "civ-day-0110"],
        "civ-total-0111-two-flights": ["civ-total-0111", 145, 145],
        "civ-total-0112": ["civ-total-0111-two-flights", "civ-flight3-0111"],
        "out-allies-sum-0114": ["out-armenia-0114", "out-belarus-0114", "out-tajik-0114"],
        "out-allies-planned-0114": ["out-armenia-0114", "out-belarus-0114", "out-tajik-0114"],
    },
    "kazakhstan_2022_casualties": {
        "killed-almaty-0314": ["killed-attackers-almaty-0314", "killed-unclear-almaty-0314"],
        "killed-total-20230105": [
            "killed-attackers-20230105",
            "killed-regime-20230105",
            "killed-other-crimes-20230105",
            "killed-security-0314",
            "killed-custody-0629",
        ],
        "killed-total-0816": ["killed-total-0629", "killed-custody-0629"],
    },
}
#: Computed rows of casualties: the total, and the security forces taken off it.
REST = {
    "killed-others-0115": ("killed-total-0115", "killed-security-0115"),
    "killed-others-0314": ("killed-total-0314", "killed-security-0314"),
    "killed-others-0816": ("killed-total-0816", "killed-security-0314"),
}
#: The daily flights home that the computed total adds up, by the lowest and the highest reading.
RETURNS = {
    "value_low": (
        "out-russia-0113 out-allies-sum-0114 out-russia-0115-info24 out-russia-0116-landed "
        "out-russia-0118 out-russia-0119"
    ),
    "value_high": (
        "out-russia-0113 out-allies-sum-0114 out-russia-0115-mod out-russia-0116-flights "
        "out-russia-0117 out-russia-0118 out-russia-0119"
    ),
}
MOMENTS = ["kazakhstan_2022_timeline", "kazakhstan_2022_decision"]


def universal(row):
    """Date and time of a row in universal time, as the column `utc` writes it."""
    offset = int(row.time_zone.removeprefix("UTC"))
    moment = row.date + pd.Timedelta(row.time + ":00") - pd.Timedelta(hours=offset)
    return moment.strftime("%Y-%m-%dT%H:%MZ")


@pytest.mark.parametrize("table", MOMENTS)
def test_universal_time_follows_from_the_clock(table):
    """`utc` is date and time less the offset of the zone, and is filled exactly when both are."""
    rows = load(table)
    both = rows.time.notna() & rows.time_zone.notna()
    timed = rows[both]
    wrong = timed[[universal(row) != row.utc for _, row in timed.iterrows()]]
    require(
        filled_when(rows, "utc", both, "time and zone are known")
        + offending(wrong, "utc", universal)
    )


@pytest.mark.parametrize("table", MOMENTS)
def test_a_clock_time_says_how_it_is_known(table):
    """Zone and the bases of zone and time are filled exactly when the time is."""
    rows = load(table)
    companions = [c for c in ("time_zone", "zone_basis", "time_basis") if c in rows]
    require(together(rows, "time", *companions))


def test_a_qualifier_needs_a_time():
    """A time is qualified, or given as a part of the day, only where that has a meaning."""
    faults = []
    for table in MOMENTS:
        rows = load(table)
        idle = rows[rows.time_qualifier.notna() & rows.time.isna()]
        faults += offending(idle, "time_qualifier", "nothing, because there is no time")
    require(faults)


def test_the_appeal_is_one_moment_in_two_days():
    """The broadcast appeal is of 5 January in Moscow and of 6 January in Nur-Sultan."""
    rows = by_id("kazakhstan_2022_timeline")
    two = rows.loc[["kaz-2022-01-05-appeal-broadcast", "kaz-2022-01-06-security-council"]]
    require_equal(
        "kazakhstan_2022_timeline", "utc of the appeal", set(two.utc), {"2022-01-05T18:55Z"}
    )
    require_equal("kazakhstan_2022_timeline", "days of the appeal", list(two.date.dt.day), [5, 6])


@pytest.mark.parametrize("table", ["kazakhstan_2022_timeline", "kazakhstan_2022_facilities"])
def test_a_point_comes_with_its_precision(table):
    """`lat`, `lon` and `coord_precision` are all filled or all empty."""
    require(together(load(table), "lat", "lon", "coord_precision"))


def test_a_place_has_one_point():
    """Rows of the timeline that name one place have one point."""
    rows = load("kazakhstan_2022_timeline").dropna(subset=["lat"])
    faults = []
    for column in ("lat", "lon"):
        several = rows.groupby("place")[column].transform("nunique") > 1
        faults += offending(rows[several], column, "the same in all rows of the place")
    require(faults)


def test_steps_run_from_one_and_follow_the_date():
    """`step` is 1, 2, 3 ... and dates never fall with it."""
    rows = load("kazakhstan_2022_decision").sort_values("step")
    wrong = rows[rows.step != pd.Series(range(1, len(rows) + 1), index=rows.index)]
    require(offending(wrong, "step", "1, 2, 3 ... without a gap") + falls(rows, "date"))


def test_the_timeline_stands_in_order():
    """Rows of the timeline follow their dates."""
    require(falls(load("kazakhstan_2022_timeline"), "date"))


def test_the_first_kyrgyz_vote_fails_and_the_second_passes():
    """The votes for are below the votes needed in the first vote and above in the second."""
    rows = by_id("kazakhstan_2022_decision")
    two = rows.loc[["kaz-decision-kyrgyz-first-vote", "kaz-decision-kyrgyz-second-vote"]]
    passed = (two.votes_for >= two.votes_needed).tolist()
    require_equal("kazakhstan_2022_decision", "Kyrgyz votes that passed", passed, [False, True])


def test_votes_are_counted_together():
    """Votes for, against and needed are all given or all empty."""
    require(
        together(load("kazakhstan_2022_decision"), "votes_for", "votes_against", "votes_needed")
    )


def test_contingents_of_the_five_senders():
    """Each sending state has one row, and all five were members."""
    rows = load("kazakhstan_2022_contingents")
    require_equal("kazakhstan_2022_contingents", "states", sorted(rows.iso3), SENDERS)
    strange = rows[~rows.iso3.isin(members(FIRST))]
    require(offending(strange, "iso3", "a member on 6 January 2022"))


def test_contingents_arrive_before_they_leave():
    """Arrivals and departures follow one another, from 6 to 19 January 2022."""
    rows = load("kazakhstan_2022_contingents")
    steps = ["arrived_first", "arrived_last", "left_first", "left_last"]
    faults = []
    for column in steps:
        known = rows.dropna(subset=[column])
        outside = known[~known[column].between(FIRST, LAST)]
        faults += offending(outside, column, "a day from 6 to 19 January 2022")
    for number, column in enumerate(steps):
        for earlier in steps[:number]:
            faults += offending(rows[rows[column] < rows[earlier]], column, f"'{earlier}' or later")
    require(faults)


def preferred_strength():
    """The preferred figure of each state, by code."""
    rows = load("kazakhstan_2022_contingent_figures")
    rows = rows[rows.preferred & (rows.measure == "personnel")].dropna(subset=["iso3s"])
    return rows.set_index("iso3s")["value"]


def test_strength_is_the_preferred_figure():
    """`personnel` is the preferred figure of the state, empty for Russia and Belarus."""
    rows, figures = load("kazakhstan_2022_contingents"), preferred_strength()
    wrong = rows[rows.personnel != rows.iso3.map(figures)]
    require(offending(wrong, "personnel", lambda row: str(figures.get(row.iso3))))
    require(offending(rows[rows.personnel.isna()], "personnel", "a number"), NO_NUMBER)


def test_the_rest_is_the_total_less_the_known_contingents():
    """The computed rest of 1,580 is 2,030 less Armenians, Kyrgyz and Tajiks."""
    value, known = by_id("kazakhstan_2022_contingent_figures")["value"], preferred_strength()
    rest = value["csto-total-tokayev-0110"] - known[["ARM", "KGZ", "TJK"]].sum()
    require_equal("kazakhstan_2022_contingent_figures", "rest", value["rus-blr-rest-1580"], rest)


def test_in_the_article_means_that_it_names_a_guard():
    """`in_article` is true exactly when `guarded_by_in_article_iso3` is filled."""
    rows = load("kazakhstan_2022_facilities")
    named = rows.guarded_by_in_article_iso3.notna()
    require(true_when(rows, "in_article", named, "the article names a guard"))


def test_verdicts_on_sites_follow_from_the_guards():
    """Confirmed: both columns agree; contradicted: they differ; not established: no report."""
    rows = load("kazakhstan_2022_facilities")
    reported, claimed = rows.guarded_by_iso3s.fillna(""), rows.guarded_by_in_article_iso3.fillna("")
    confirmed, contradicted, open_ = (
        rows.verdict == verdict for verdict in ("confirmed", "contradicted", "not_established")
    )
    other = confirmed & rows.in_article & (reported != claimed)
    same = contradicted & ((reported == claimed) | (reported == "") | (claimed == ""))
    require(
        offending(rows[other], "guarded_by_iso3s", "the state that the article names")
        + offending(rows[same], "guarded_by_iso3s", "another state than the article names")
        + offending(rows[open_ & (reported != "")], "guarded_by_iso3s", "no state")
    )


def test_reports_on_a_site_are_in_order():
    """`first_reported` is not after `last_reported`."""
    rows = load("kazakhstan_2022_facilities")
    late = rows[rows.first_reported > rows.last_reported]
    require(offending(late, "first_reported", "'last_reported' or an earlier day"))


def test_guards_of_sites_sent_contingents():
    """The states that guarded a site are among the five that sent contingents."""
    rows = load("kazakhstan_2022_facilities")
    wrong = [bool(set(split(cell)) - set(SENDERS)) for cell in rows.guarded_by_iso3s]
    require(offending(rows[wrong], "guarded_by_iso3s", f"states of {SENDERS}"))


@pytest.mark.parametrize("table", SUMS)
def test_totals_are_the_sums_of_their_parts(table):
    """Totals that were reported with their parts are the sums of these."""
    require(sums(table, "value", SUMS[table]))


@pytest.mark.parametrize("bound", RETURNS)
def test_the_computed_return_flights_add_up(bound):
    """The computed total of return flights is the sum of the daily rows that its note names."""
    table = "kazakhstan_2022_airlift"
    rows = by_id(table)
    total = rows.loc[RETURNS[bound].split(), "value"].sum()
    require_equal(table, f"{bound} of out-total-sum-0119", rows[bound]["out-total-sum-0119"], total)


def test_the_reported_return_flights_lie_in_the_computed_range():
    """'More than 100' lies between the bounds of the computed total."""
    rows = by_id("kazakhstan_2022_airlift")
    low, high = rows.loc["out-total-sum-0119", ["value_low", "value_high"]]
    reported = rows["value"]["out-total-mod-0119"]
    require_equal(
        "kazakhstan_2022_airlift", "reported total in range", low <= reported <= high, True
    )


def test_troop_levels_cover_every_day():
    """Each day from 5 to 20 January has a preferred row."""
    rows = load("kazakhstan_2022_troop_levels")
    days = sorted(rows.date[rows.preferred])
    require_equal(
        "kazakhstan_2022_troop_levels",
        "days with a preferred row",
        [day.strftime("%m-%d") for day in days],
        [f"01-{day:02d}" for day in range(5, 21)],
    )


@pytest.mark.parametrize("column", ["return_flights_low", "return_flights_high"])
def test_return_flights_only_grow(column):
    """The return flights never fall, and on 19 January equal the computed total."""
    rows = load("kazakhstan_2022_troop_levels").sort_values("date", kind="stable")
    require(falls(rows, column))
    bound = column.replace("return_flights", "value")
    total = by_id("kazakhstan_2022_airlift")[bound]["out-total-sum-0119"]
    last = by_id("kazakhstan_2022_troop_levels")[column]["level-0119"]
    require_equal("kazakhstan_2022_troop_levels", f"{column} of level-0119", last, total)


def test_the_force_starts_and_ends_at_nothing():
    """The first and the last strength is 0."""
    rows = load("kazakhstan_2022_troop_levels").sort_values("date")
    ends = [int(rows.personnel.iloc[0]), int(rows.personnel.iloc[-1])]
    require_equal("kazakhstan_2022_troop_levels", "first and last strength", ends, [0, 0])


def test_a_retracted_figure_is_not_preferred():
    """What was withdrawn is not used."""
    faults = []
    for table in ("kazakhstan_2022_casualties", "kazakhstan_2022_damage"):
        rows = load(table)
        faults += offending(
            rows[(rows.status == "retracted") & rows.preferred], "preferred", "false"
        )
    require(faults)


def test_figures_of_the_health_ministry_of_9_january_are_retracted():
    """The dead credited to the Health Ministry on 9 January 2022 were withdrawn, nothing else."""
    rows = load("kazakhstan_2022_casualties")
    credited = rows.reported_by.str.contains("Health Ministry") & (rows.measure == "killed")
    credited &= rows.as_of == "2022-01-09"
    wrong = rows[(rows.status == "retracted") != credited]
    require(offending(wrong, "status", "retracted exactly for these figures"))


def test_computed_casualties_are_totals_less_security_forces():
    """A computed row is the total less the security forces of the same statement."""
    rows = load("kazakhstan_2022_casualties")
    value = by_id("kazakhstan_2022_casualties")["value"]
    computed = rows[rows.basis == "computed"]
    rest = {name: value[whole] - value[part] for name, (whole, part) in REST.items()}
    require_equal("kazakhstan_2022_casualties", "computed rows", sorted(computed.id), sorted(REST))
    wrong = computed[[row["value"] != rest[row.id] for _, row in computed.iterrows()]]
    require(offending(wrong, "value", lambda row: str(rest[row.id])))


def test_attackers_of_march_2022_are_those_of_the_reply():
    """86 in Almaty and 63 in the regions make the 149 of the reply to Human Rights Watch."""
    rows = by_id("kazakhstan_2022_casualties")
    total = rows.loc[
        ["killed-attackers-almaty-0314", "killed-attackers-regions-0314"], "value"
    ].sum()
    require_equal("kazakhstan_2022_casualties", "described as attackers", int(total), 149)
    assert "149" in rows.note["killed-total-0505"]


def test_only_dozens_have_no_number():
    """`value` is empty exactly where the source said dozens."""
    rows = load("kazakhstan_2022_casualties")
    counted = ~rows.qualifier.isin(["dozens"])
    require(filled_when(rows, "value", counted, "the source gives a number"))


def test_killed_security_forces_fall_as_reported():
    """The count falls from 18 on 6 January to 16 on 9 January: so in the sources."""
    value = by_id("kazakhstan_2022_casualties")["value"]
    found = [int(value["killed-security-0106"]), int(value["killed-security-0109"])]
    require_equal("kazakhstan_2022_casualties", "security forces killed", found, [18, 16])


def test_places_are_parts_of_the_country():
    """The dead by place of one statement are together no more than the dead of the country."""
    rows = load("kazakhstan_2022_casualties")
    rows = rows[(rows.measure == "killed") & (rows.group == "total")]
    local = rows.place != "Kazakhstan"
    require(short(rows[~local], rows[local].groupby("as_of")["value"].sum()))


def test_damage_has_an_amount():
    """A row has a value, a value in dollars, or a range in dollars."""
    rows = load("kazakhstan_2022_damage")
    none = rows[["value", "value_low", "dollars_millions", "dollars_low"]].isna().all(axis=1)
    require(offending(rows[none], "value", "a value, here or in dollars"))


@pytest.mark.parametrize(
    ("table", "value"),
    [
        ("kazakhstan_2022_airlift", "value"),
        ("kazakhstan_2022_damage", "value"),
        ("kazakhstan_2022_casualties", "value"),
        ("kazakhstan_2022_damage", "dollars"),
    ],
)
def test_a_range_has_two_ends(table, value):
    """Lower and upper bound are both filled or both empty, and a range has no value beside it."""
    rows = load(table)
    single = "dollars_millions" if value == "dollars" else value
    both = rows[rows[f"{value}_low"].notna() & rows[single].notna()]
    require(
        together(rows, f"{value}_low", f"{value}_high")
        + offending(both, single, "nothing, because a range is given")
    )


def test_international_organizations_are_no_states():
    """`actor_iso3` is empty exactly for international organizations."""
    rows = load("positions")
    state = rows.actor_kind != "international_organization"
    require(filled_when(rows, "actor_iso3", state, "the actor is of a state"))


def test_kinds_of_actors_follow_from_membership():
    """Kazakhstan is the host; member states were members; other states were not."""
    rows = load("positions")
    faults = []
    for kind, states in {"host_state": {"KAZ"}, "member_state": members(FIRST) - {"KAZ"}}.items():
        chosen = rows[rows.actor_kind == kind]
        faults += offending(
            chosen[~chosen.actor_iso3.isin(states)], "actor_iso3", f"one of {states}"
        )
    others = rows[(rows.actor_kind == "other_state") & rows.actor_iso3.isin(members(FIRST))]
    require(faults + offending(others, "actor_kind", "member_state or host_state"))


REASONS = [f"reason_{number}" for number in range(1, 6)]


def test_a_different_explanation_takes_up_no_reason():
    """A different explanation leaves the reasons empty; a mixed one fills at least two."""
    rows = load("explanations")
    filled = rows[REASONS].notna().sum(axis=1)
    different, mixed = rows.relation == "different_explanation", rows.relation == "mixed"
    require(
        offending(rows[different & (filled > 0)], "relation", "no reason filled")
        + offending(rows[mixed & (filled < 2)], "relation", "two reasons filled")
        + offending(rows[~different & (filled == 0)], "relation", "a reason filled")
    )


def test_an_overall_relation_is_that_of_its_reasons():
    """A work that supports, partly supports or weakens does so for each reason that it takes up."""
    rows = load("explanations")
    faults = []
    for relation in ("supports", "partly_supports", "weakens"):
        chosen = rows[rows.relation == relation]
        apart = (chosen[REASONS].notna() & (chosen[REASONS] != relation)).any(axis=1)
        faults += offending(chosen[apart], "relation", "that of the reasons, or mixed")
    require(faults)


def test_nobody_tests_the_fourth_reason():
    """No work weighs the risk of aggravating ethnic strife, so that `reason_4` is empty."""
    rows = load("explanations")
    require(offending(rows[rows.reason_4.notna()], "reason_4", "nothing"))
