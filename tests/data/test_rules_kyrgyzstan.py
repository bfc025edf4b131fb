"""Rules of the tables on Kyrgyzstan in 2010 and on the law of the organization."""

import pandas as pd
import pytest
from rules import (
    by_id,
    falls,
    filled_when,
    offending,
    require,
    require_equal,
    sums,
    together,
    true_when,
)

from csto.tables import load

VIOLENCE = pd.Timestamp("2010-06-10")
FIGURES = ["kyrgyzstan_2010_casualties", "kyrgyzstan_2010_displacement", "kyrgyzstan_2010_damage"]
#: Rivals that are counted in different units or measures, because the sources offer no others.
MIXED = {
    "osh-city": "buildings affected, destroyed, or damaged and destroyed",
    "south-houses": "houses, compounds and buildings",
    "displaced-end-2010": "internally displaced and still displaced",
}
#: Figures of people who crossed the border that are known to be wrong.
MISREPORTS = {
    "kgz-2010-06-18-ani-misreport": "the number of all uprooted people",
    "kgz-2010-06-22-reuters-caption-misreport": "a caption; the article beside it has a quarter",
    "kgz-2010-07-29-borgen-misreport": "a blog, with the number of all uprooted people",
    "kgz-2023-beloglazov-crossed": "the article, with the number of all uprooted people",
}
#: Provisions in force in June 2010 that speak of an attack from outside.
OUTSIDE_ATTACK = {"treaty-art4-1992": "collective defence against aggression"}
#: A place for a whole area, which has no point.
AREAS = {"southern-kyrgyzstan": "an area without a point of its own"}
CASUALTY_SUMS = {
    "june-2010-06-13-moh-killed-reuters": [
        "june-2010-06-13-moh-killed-osh",
        "june-2010-06-13-moh-killed-jalalabad",
    ],
    "june-2010-06-14-moh-killed-morning": [
        "june-2010-06-14-moh-killed-osh",
        "june-2010-06-14-moh-killed-jalalabad",
    ],
    "june-2010-06-15-official-killed": [
        "june-2010-06-15-official-killed-osh",
        "june-2010-06-15-official-killed-jalalabad",
    ],
    "june-2010-07-27-moh-injured": [
        "june-2010-07-27-moh-injured-osh",
        "june-2010-07-27-moh-injured-jalalabad",
    ],
}
DISPLACEMENT_SUMS = {
    "kgz-2010-06-17-unhcr-uprooted": [
        "kgz-2010-06-17-unhcr-idps",
        "kgz-2010-06-17-unhcr-crossed",
    ],
    "kgz-2011-09-idmc-with-needs": ["kgz-2011-09-idmc-idps", "kgz-2011-09-idmc-returned"],
}
DAMAGE_SUMS = {
    "osh-unosat-affected": ["osh-unosat-destroyed", "osh-unosat-severely-damaged"],
    "jalal-abad-unosat-affected": [
        "jalal-abad-unosat-destroyed",
        "jalal-abad-unosat-severely-damaged",
    ],
    "south-ocha-compounds": ["osh-area-ocha-compounds", "jalal-abad-area-ocha-compounds"],
    "osh-area-aaas-structures": [
        "osh-centre-aaas-structures",
        "kizil-kishtak-aaas-structures",
        "cheremushki-aaas-structures",
        "furkat-aaas-structures",
        "nariman-aaas-structures",
    ],
}


@pytest.mark.parametrize("table", FIGURES)
def test_preferred_is_said_only_among_rivals(table):
    """`preferred` is filled exactly when `rivalry` is."""
    require(together(load(table), "rivalry", "preferred"))


@pytest.mark.parametrize("table", FIGURES)
def test_a_rivalry_has_at_least_two_rows(table):
    """A figure without a rival is in no rivalry."""
    rows = load(table).dropna(subset=["rivalry"])
    alone = rows.groupby("rivalry").id.transform("size") < 2
    require(offending(rows[alone], "rivalry", "a rivalry with another row"))


def test_rivals_count_one_thing():
    """Rows of one rivalry have one measure and one unit."""
    faults = []
    for table in FIGURES:
        rows = load(table).dropna(subset=["rivalry"])
        kinds = (rows.measure + " in " + rows.unit).groupby(rows.rivalry).nunique()
        for name in kinds[kinds > 1].index:
            group = rows[rows.rivalry == name].iloc[:1]
            faults += [f._replace(key=name) for f in offending(group, "rivalry", "one measure")]
    require(faults, MIXED)


def test_the_count_of_the_health_ministry_never_falls():
    """From one day to the next the highest count of the dead in the south does not fall."""
    rows = load("kyrgyzstan_2010_casualties")
    rows = rows[
        (rows.series == "health_ministry")
        & (rows.event == "june_2010_south")
        & (rows.measure == "killed")
        & (rows.group == "all")
        & (rows.as_of_precision == "day")
        & rows.place_id.isna()
        & rows.as_of.between("2010-06-01", "2010-08-31")
    ]
    highest = rows.loc[rows.groupby("as_of")["value"].idxmax()].sort_values("as_of")
    require_equal("kyrgyzstan_2010_casualties", "days in the series", len(highest) > 10, True)
    require(falls(highest, "value"))


def test_shares_are_percentages():
    """`unit` is percent exactly when the measure is a share of the killed."""
    rows = load("kyrgyzstan_2010_casualties")
    wrong = (rows.unit == "percent") != (rows.measure == "share_of_killed")
    require(offending(rows[wrong], "unit", "percent for shares, persons for counts"))


@pytest.mark.parametrize(
    ("kind", "low", "high"), [("sex and age", 99, 101), ("cause", 100, 100), ("ethnicity", 99, 101)]
)
def test_shares_add_up(kind, low, high):
    """The shares of the killed by sex and age, cause and ethnicity make a hundred per cent."""
    rows = load("kyrgyzstan_2010_casualties")
    rows = rows[rows.measure == "share_of_killed"]
    chosen = {
        "sex and age": rows.group.isin(["men", "women", "children"]),
        "cause": rows.cause.notna(),
        "ethnicity": rows.group.isin(["uzbek", "kyrgyz"]),
    }
    total = rows[chosen[kind]]["value"].sum()
    said = f"data/kyrgyzstan_2010_casualties.csv, shares by {kind}: {total:g} per cent"
    assert low <= total <= high, said


def test_no_outlier_is_preferred():
    """A row of the series outlier or article is never the preferred one."""
    rows = load("kyrgyzstan_2010_casualties")
    wrong = rows.series.isin(["outlier", "article"]) & rows.preferred.fillna(False)
    require(offending(rows[wrong], "preferred", "false"))


def test_parts_by_place_are_parts_of_the_whole():
    """What a body reports by place on a day is together no more than its total of that day."""
    rows = load("kyrgyzstan_2010_casualties")
    rows = rows[rows.group.isin(["all"]) & rows.cause.isna() & (rows.event == "june_2010_south")]
    keys = ["as_of", "reported_by", "measure"]
    local = rows.place_id.notna()
    parts = rows[local].groupby(keys)["value"].sum().rename("parts")
    wholes = rows[~local].join(parts, on=keys)
    wholes.attrs = rows.attrs
    more = wholes[wholes.parts > wholes["value"]]
    require(offending(more, "value", lambda row: f"at least {row.parts:g}, its parts by place"))


def test_reported_parts_of_the_dead_and_injured_add_up():
    """Counts that were reported with their parts by place are the sums of these."""
    require(sums("kyrgyzstan_2010_casualties", "value", CASUALTY_SUMS))


def test_the_national_commission_counts_two_more_by_ethnicity():
    """276 Uzbeks, 105 Kyrgyz and 2 others are two more than the 381 identified: as reported."""
    value = by_id("kyrgyzstan_2010_casualties")["value"]
    groups = [
        value[f"june-2010-12-10-national-commission-{g}"] for g in ("uzbek", "kyrgyz", "other")
    ]
    require_equal("kyrgyzstan_2010_casualties", "dead by ethnicity", groups, [276, 105, 2])


def test_displaced_people_add_up():
    """The uprooted are the displaced and those who crossed, the needy likewise of two parts."""
    require(sums("kyrgyzstan_2010_displacement", "value", DISPLACEMENT_SUMS))


def test_scope_follows_the_kind_of_figure():
    """Planning figures, and only they, have scope, basis and measure of planning."""
    rows = load("kyrgyzstan_2010_displacement")
    planning = rows.scope == "planning"
    basis = (rows.basis == "planning figure") != planning
    measure = rows.measure.str.startswith("planning_") != planning
    require(
        offending(rows[basis], "basis", "planning figure exactly if 'scope' is planning")
        + offending(rows[measure], "measure", "a planning measure exactly if 'scope' is planning")
    )


def test_rival_displacements_have_one_scope():
    """A flow of a day is no rival of a cumulative count or of a stock."""
    rows = load("kyrgyzstan_2010_displacement").dropna(subset=["rivalry"])
    mixed = rows.groupby("rivalry").scope.transform("nunique") > 1
    require(offending(rows[mixed], "scope", "the scope of its rivals"))


def test_no_more_than_110_000_crossed_the_border():
    """No credible figure of people who crossed to Uzbekistan exceeds 110,000."""
    rows = load("kyrgyzstan_2010_displacement")
    more = (rows.measure == "crossed_to_uzbekistan") & (rows["value"] > 110_000)
    require(offending(rows[more], "value", "at most 110000"), MISREPORTS)


def test_counts_of_adults_are_not_preferred():
    """A row about adults alone is never the preferred one."""
    rows = load("kyrgyzstan_2010_displacement")
    adults = rows[(rows.group == "adults") & rows.preferred.fillna(False)]
    require(offending(adults, "preferred", "false or empty"))


def test_damage_has_a_value_or_a_range():
    """`value` is empty exactly when both bounds are filled, the lower one lower, in one row."""
    rows = load("kyrgyzstan_2010_damage")
    ranged = rows["value"].isna()
    words = "'value' is empty"
    require_equal(
        "kyrgyzstan_2010_damage", "ranges", list(rows.id[ranged]), ["osh-unosat-first-estimate"]
    )
    require(
        filled_when(rows, "value_low", ranged, words)
        + filled_when(rows, "value_high", ranged, words)
        + offending(rows[rows.value_low >= rows.value_high], "value_low", "less than 'value_high'")
    )


def test_damage_adds_up():
    """Totals of UNOSAT, OCHA and AAAS are the sums of their parts."""
    require(sums("kyrgyzstan_2010_damage", "value", DAMAGE_SUMS))


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("kyrgyzstan_2010_timeline", "date"),
        ("kyrgyzstan_2010_damage", "as_of"),
        ("kyrgyzstan_2010_displacement", "as_of"),
    ],
)
def test_rows_stand_in_order_of_date(table, column):
    """Rows follow their dates."""
    require(falls(load(table), column))


def test_responses_are_numbered_in_order():
    """`sequence` runs from 1 and follows the date; a row known to the year ends its year."""
    rows = load("kyrgyzstan_2010_responses")
    last = rows.date_precision == "year"
    rows["date"] = rows.date.where(~last, rows.date + pd.offsets.YearEnd())
    wrong = rows[rows.sequence != pd.Series(range(1, len(rows) + 1))]
    require(offending(wrong, "sequence", "1, 2, 3 ... in the order of rows") + falls(rows, "date"))


def test_a_request_for_troops_is_addressed():
    """A request for troops after 10 June 2010 says to whom it went."""
    rows = load("kyrgyzstan_2010_responses")
    due = (rows.position == "request") & (rows.subject == "troops") & (rows.date > VIOLENCE)
    require(offending(rows[due & rows.addressed_to.isna()], "addressed_to", "an addressee"))


def test_provisions_in_force_in_june_2010():
    """`in_force_in_june_2010` is true exactly when the provision was in force by 10 June."""
    rows = load("legal_provisions")
    in_force = rows.in_force_since <= VIOLENCE
    require(true_when(rows, "in_force_in_june_2010", in_force, "in force by 10 June 2010"))


def test_no_provision_but_collective_defence_asks_for_an_outside_attack():
    """Of what was in force in June 2010 only article 4 of the Treaty asks for an outside attack."""
    rows = load("legal_provisions")
    wrong = rows.in_force_in_june_2010 & rows.outside_attack_required.fillna(False)
    require(offending(rows[wrong], "outside_attack_required", "false or empty"), OUTSIDE_ATTACK)


def test_provisions_take_effect_with_their_act():
    """A provision has been in force since the date that the table of acts has for its act."""
    rows, acts = load("legal_provisions"), load("legal_acts").dropna(subset=["signed"])
    faults = []
    for _, row in rows.iterrows():
        dates = acts.in_force[acts.signed == row.signed]
        if row.in_force_since not in set(dates):
            faults += offending(
                rows[rows.id == row.id], "in_force_since", "the date of its act in legal_acts"
            )
    require(faults)


def test_a_place_has_a_point_and_its_precision():
    """Both coordinates are filled, or neither and the precision is none."""
    rows = load("kyrgyzstan_2010_places")
    point = rows.latitude.notna()
    blurred = rows[point == (rows.precision == "none")]
    require(
        together(rows, "latitude", "longitude")
        + offending(blurred, "precision", "none exactly without a point")
    )
    require(offending(rows[~point], "latitude", "a point"), AREAS)


def test_a_place_near_another_has_its_point():
    """A place drawn at another has the coordinates of that place."""
    places = by_id("kyrgyzstan_2010_places")
    rows = load("kyrgyzstan_2010_places").dropna(subset=["near_place_id"])
    faults = []
    for column in ("latitude", "longitude"):
        other = rows[rows[column] != rows.near_place_id.map(places[column])]
        faults += offending(other, column, "that of the place in 'near_place_id'")
    wrong = rows[rows.precision != "nearest town"]
    require(faults + offending(wrong, "precision", "nearest town"))
