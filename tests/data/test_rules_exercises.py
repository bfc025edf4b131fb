"""Rules of the tables on exercises, training grounds and operations."""

import pytest
from rules import (
    PRECISION,
    by_id,
    fault,
    filled_when,
    offending,
    require,
    require_equal,
    short,
    strangers,
    sums,
    together,
    true_when,
)

from csto.tables import load, split

#: Exercises inside the total of another that have a figure of their own.
COUNTED_TWICE = {"echelon-2021": "a plan of its own, more than 500, inside the total"}
#: Plans that were stated, or stated again, after the first day of the exercise.
LATE_PLANS = {
    "combat-brotherhood-2017-participants-3": "the plan of one stage, which began later",
    "rubezh-2022-equipment-1": "the plan, repeated at the start of the active phase",
    "rubezh-2022-participants-1": "the plan, repeated at the start of the active phase",
}
#: Grounds of which no position was found.
NOWHERE = {"momirak": "near the Afghan border; no position was found"}
#: Grounds that the article lists.
NAMED = "chebarkul edelweiss kharb-maidon mulino sverdlovsky"
#: The peacekeeping series 2012-2022: editions held, by host.
HOSTS = {"ARM": 1, "BLR": 2, "KAZ": 2, "KGZ": 1, "RUS": 3, "TJK": 1}
#: Items of a seizure that are no drugs, or that sum them up.
NO_DRUGS = ["all_drugs", "drugs_and_raw_material", "precursors", "goods_and_money"]
#: Totals that are less than their parts, as reported.
LESS_THAN_PARTS = {
    "nelegal-2018-criminal-cases-all": "'more than 5,000', while the kinds of cases make 6,548",
}
#: Totals that have grown since an earlier one by more than was seized in between, as reported.
LEAPS = {
    "kanal-cumulative-2018-seized-all-drugs": "'more than 360' tonnes, while 335 and 20.5 make less"
}


def lists(rows, column):
    """Cells with several codes as sets."""
    return [set(split(cell)) for cell in rows[column]]


def participants():
    """The preferred numbers of participants."""
    rows = load("exercise_figures")
    return rows[rows.preferred & (rows.measure == "participants")]


def test_the_host_is_among_the_hosts():
    """`host_iso3` is one of `host_iso3s`."""
    rows = load("exercises").dropna(subset=["host_iso3"])
    hosts = zip(rows.host_iso3, lists(rows, "host_iso3s"), strict=True)
    require(offending(rows[[h not in all_ for h, all_ in hosts]], "host_iso3s", "also 'host_iso3'"))


def test_the_ground_lies_with_a_host():
    """The state of the main training ground is one of `host_iso3s`."""
    rows = load("exercises").dropna(subset=["training_ground_id"])
    states = rows.training_ground_id.map(by_id("training_grounds").iso3)
    pairs = zip(states, lists(rows, "host_iso3s"), strict=True)
    outside = [state not in hosts for state, hosts in pairs]
    require(offending(rows[outside], "training_ground_id", "a ground in one of 'host_iso3s'"))


def test_other_grounds_are_known_and_others():
    """Further training grounds stand in the table of grounds and are not the main one."""
    rows, known = load("exercises"), set(load("training_grounds").id)
    pairs = zip(rows.training_ground_id.fillna(""), lists(rows, "other_ground_ids"), strict=True)
    wrong = [bool(others - known) or main in others for main, others in pairs]
    require(offending(rows[wrong], "other_ground_ids", "grounds of the table, not the main one"))


def test_no_state_takes_part_and_is_absent():
    """A state is a participant or absent, not both."""
    rows = load("exercises")
    pairs = zip(lists(rows, "participant_iso3s"), lists(rows, "absent_iso3s"), strict=True)
    require(offending(rows[[bool(a & b) for a, b in pairs]], "absent_iso3s", "no participant"))


@pytest.mark.parametrize("column", ["participant_iso3s", "absent_iso3s"])
def test_states_of_an_exercise_were_members(column):
    """States that took part or stayed away were members at the start of the exercise."""
    rows = load("exercises").dropna(subset=["start"])
    require(strangers(rows, column, lambda row: row.start))


def test_contingents_came_from_members():
    """The state of a contingent was a member at the start of the exercise."""
    start = by_id("exercises").start
    rows = load("exercise_contingents")
    require(strangers(rows, "iso3s", lambda row: start[row.exercise_id]))


def test_states_of_an_operation_were_members():
    """The members that took part in an operation were members at its start."""
    rows = load("operations").dropna(subset=["start"])
    require(strangers(rows, "participant_iso3s", lambda row: row.start))


def test_years_and_periods():
    """The year of the start is the year; the epilogue begins after 2022; ends follow starts."""
    rows = load("exercises")
    late = rows.period == "epilogue"
    require(
        offending(rows[rows.start.dt.year != rows.year], "start", "a day of the year in 'year'")
        + offending(rows[late != (rows.year > 2022)], "period", "epilogue exactly after 2022")
        + offending(rows[rows.end < rows.start], "end", "'start' or a later day")
    )


def test_operations_have_the_period_of_their_year():
    """An operation is of the epilogue exactly when its year is after 2022."""
    rows = load("operations")
    wrong = rows[(rows.period == "epilogue") != (rows.year > 2022)]
    require(offending(wrong, "period", "epilogue exactly after 2022"))


def test_a_change_of_plan_is_explained():
    """`plan_change` and `plan_change_note` are both filled or both empty."""
    require(together(load("exercises"), "plan_change", "plan_change_note"))


def test_a_cancelled_exercise_had_no_participants():
    """Status cancelled goes with the change of plan cancelled and with no participants."""
    rows = load("exercises")
    rows = rows[rows.status == "cancelled"]
    require(
        offending(rows[~rows.plan_change.isin(["cancelled"])], "plan_change", "cancelled")
        + offending(rows[rows.participant_iso3s.notna()], "participant_iso3s", "no state")
    )


def test_a_planned_exercise_is_only_announced():
    """Status planned goes with announcements alone, and with a low confidence."""
    rows = load("exercises")
    planned = rows.status == "planned"
    announced = rows.status_evidence == "announcement"
    sure = rows[planned & (rows.confidence != "low")]
    require(
        offending(rows[planned != announced], "status_evidence", "announcement exactly if planned")
        + offending(sure, "confidence", "low, because the exercise was only announced")
    )


def test_an_umbrella_covers_its_parts():
    """An umbrella exercise has that type, and holds the dates and hosts of its parts."""
    rows, umbrellas = load("exercises").dropna(subset=["umbrella_id"]), by_id("exercises")
    faults = []
    for _, row in rows.iterrows():
        whole = umbrellas.loc[row.umbrella_id]
        if whole.type != "umbrella":
            faults.append(fault("exercises", whole.id, "type", whole.type, "umbrella"))
        if row.start < whole.start or row.end > whole.end:
            faults.append(fault("exercises", row.id, "start", row.start, f"days of {whole.id}"))
        if set(split(row.host_iso3s)) - set(split(whole.host_iso3s)):
            said = f"hosts of {whole.id} ({whole.host_iso3s})"
            faults.append(fault("exercises", row.id, "host_iso3s", row.host_iso3s, said))
    require(faults)


def test_what_is_counted_elsewhere_has_no_figure():
    """An exercise inside the total of another has no number of participants of its own."""
    rows = load("exercises").dropna(subset=["counted_in_id"])
    twice = rows[rows.id.isin(participants().exercise_id)]
    require(offending(twice, "counted_in_id", "no figure of its own beside it"), COUNTED_TWICE)


def test_an_umbrella_counts_at_least_its_parts():
    """The participants of an umbrella exercise are no fewer than those of its parts together."""
    counted = participants().set_index("exercise_id")["value"]
    parts = load("exercises").dropna(subset=["umbrella_id"])
    total = parts.id.map(counted).groupby(parts.umbrella_id.rename("exercise_id")).sum()
    require(short(participants(), total))


def test_contingents_are_parts_of_the_exercise():
    """The contingents that took part are together no more than the participants."""
    rows = load("exercise_contingents")
    parts = rows[rows.role == "participant"].groupby("exercise_id").personnel.sum()
    require(short(participants(), parts))


def test_a_contingent_is_described():
    """A contingent has a number or a composition, and a unit with the number."""
    rows = load("exercise_contingents")
    empty = rows[rows.personnel.isna() & rows.composition.isna()]
    require(
        offending(empty, "composition", "words, because no number is known")
        + together(rows, "personnel", "unit")
    )


def test_figures_are_of_the_time_they_say():
    """A plan is as old as the start, a figure of the exercise itself of one of its days."""
    rows, dates = load("exercise_figures"), by_id("exercises")
    for column in ("start", "end"):
        rows[column] = rows.exercise_id.map(dates[column])
        known = rows.exercise_id.map(dates[column + PRECISION]).isin(["day"])
        rows[column] = rows[column].where(known)
    rows = rows[rows.as_of_precision.isin(["day"])]
    late = (rows.timing == "plan") & (rows.as_of > rows.start)
    beside = (rows.timing == "during") & ((rows.as_of < rows.start) | (rows.as_of > rows.end))
    early = (rows.timing == "after") & (rows.as_of < rows.end.fillna(rows.start))
    require(
        offending(rows[late], "as_of", lambda row: f"a day up to {row.start.date()}")
        + offending(rows[beside], "as_of", lambda row: f"{row.start.date()} to {row.end.date()}")
        + offending(rows[early], "as_of", lambda row: f"{row.end.date()} or later"),
        LATE_PLANS,
    )


def test_rival_claims_have_rivals():
    """Every point in dispute has at least two claims."""
    rows = load("exercise_rival_claims")
    alone = rows.groupby(["exercise_id", "aspect"]).id.transform("size") < 2
    require(offending(rows[alone], "aspect", "a rival claim on the same point"))


def test_a_ground_has_a_point_and_its_place():
    """A ground has coordinates with their precision and place, or none of them."""
    rows = load("training_grounds")
    require(together(rows, "lat", "lon", "coord_precision", "coord_place"))
    require(offending(rows[rows.lat.isna()], "lat", "a point"), NOWHERE)


def test_no_ground_is_known_to_the_site():
    """All points are those of towns or regions, none that of the range itself."""
    rows = load("training_grounds")
    exact = rows[rows.coord_precision.isin(["site"])]
    require(offending(exact, "coord_precision", "nearest_town or region"))


def test_grounds_named_in_the_article():
    """The article lists five grounds."""
    rows = load("training_grounds")
    named = rows.id.isin(NAMED.split())
    require(true_when(rows, "named_in_article", named, f"the ground is one of {NAMED}"))


def peacekeeping():
    """The peacekeeping series of the years of the book."""
    rows = load("exercises")
    return rows[(rows.series == "Indestructible Brotherhood") & (rows.period == "main")]


def test_the_peacekeeping_series_has_an_edition_a_year():
    """Eleven editions from 2012 to 2022, ten held and that of 2022 cancelled."""
    rows = peacekeeping()
    expected = dict.fromkeys(range(2012, 2022), "held") | {2022: "cancelled"}
    require_equal("exercises", "editions", dict(zip(rows.year, rows.status, strict=True)), expected)


def test_hosts_of_the_peacekeeping_series():
    """Russia held three editions, Belarus and Kazakhstan two, the others one."""
    rows = peacekeeping()
    found = rows[rows.status == "held"].host_iso3.value_counts().sort_index().to_dict()
    require_equal("exercises", "hosts of the peacekeeping series", found, HOSTS)


def test_grounds_of_the_peacekeeping_series():
    """No edition held before 2023 was at Edelweiss, and none at all at Mulino."""
    rows = load("exercises")
    rows = rows[rows.series == "Indestructible Brotherhood"]
    held = (rows.status == "held") & (rows.year < 2023)
    require(
        offending(
            rows[held & rows.training_ground_id.isin(["edelweiss"])],
            "training_ground_id",
            "another ground than edelweiss",
        )
        + offending(
            rows[rows.training_ground_id.isin(["mulino"])],
            "training_ground_id",
            "another ground than mulino",
        )
    )


def test_a_result_has_the_period_of_its_operation():
    """`scope` is the `period_kind` of the operation, or one_state where `iso3` is filled."""
    rows = load("operation_results")
    national = rows.scope == "one_state"
    other = rows.scope != rows.operation_id.map(by_id("operations").period_kind)
    require(
        filled_when(rows, "iso3", national, "'scope' is one_state")
        + offending(rows[~national & other], "scope", "the period_kind of its operation")
    )


def test_substances_are_parts_of_all_drugs():
    """What was seized of each drug adds up to no more than all drugs of the operation."""
    rows = load("operation_results")
    weighed = (rows.measure == "seized") & (rows.unit == "kilograms")
    rows = rows[rows.preferred & weighed & rows.iso3.isna()]
    parts = rows[~rows.item.isin(NO_DRUGS)].groupby("operation_id")["value"].sum()
    require(short(rows[rows.item == "all_drugs"], parts))


def test_kinds_of_cases_are_parts_of_all_cases():
    """Criminal cases by kind add up to no more than all cases of the operation."""
    rows = load("operation_results")
    rows = rows[rows.measure == "criminal_cases"]
    parts = rows[rows.item != "all"].groupby("operation_id")["value"].sum()
    require(short(rows[rows.item == "all"], parts), LESS_THAN_PARTS)


def test_violations_of_migration_law_add_up():
    """Entry, exit and stay and work make all violations of migration law in Nelegal."""
    require(
        sums(
            "operation_results",
            "value",
            {
                f"nelegal-{year}-violations-migration-law": [
                    f"nelegal-{year}-violations-entry-exit-stay",
                    f"nelegal-{year}-violations-work",
                ]
                for year in (2010, 2018)
            },
        )
    )


def test_a_stage_is_part_of_its_year():
    """The Western Barrier of 2017 seized no more than the whole year 2017."""
    rows = load("operation_results").set_index("operation_id", drop=False)
    stage = rows["value"][["kanal-2017-western-barrier"]].set_axis(["kanal-2017"])
    require(short(rows.loc[["kanal-2017"]], stage.rename_axis("operation_id")))


def test_a_cumulative_total_grows_by_what_was_seized():
    """The total of February 2018 exceeds that of May 2017 by no more than the year 2017."""
    value = by_id("operation_results")["value"]
    later, earlier, year = (
        f"kanal-{part}-seized-all-drugs" for part in ("cumulative-2018", "cumulative-2017", "2017")
    )
    most = value[earlier] + value[year]
    wrong = [fault("operation_results", later, "value", value[later], f"at most {most:g}")]
    require(wrong if value[later] > most else [], LEAPS)
