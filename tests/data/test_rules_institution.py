"""Rules of the tables on members, offices, sessions, acts, forces and bases."""

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
    strangers,
    together,
    true_when,
)

from csto.tables import load

#: The members at the end of a year.
MEMBERS = {
    "2003-12-31": "ARM BLR KAZ KGZ RUS TJK",
    "2006-12-31": "ARM BLR KAZ KGZ RUS TJK UZB",
    "2011-12-31": "ARM BLR KAZ KGZ RUS TJK UZB",
    "2012-12-19": "ARM BLR KAZ KGZ RUS TJK UZB",
    "2012-12-31": "ARM BLR KAZ KGZ RUS TJK",
    "2022-12-31": "ARM BLR KAZ KGZ RUS TJK",
}
#: Acts signed since 2002 that were not signed at a session of the Council.
SIGNED_ELSEWHERE = {
    "eurasec-borders-2003": "an act of the Eurasian Economic Community",
    "mtc-protocol-2003": "signed at the summit of the Commonwealth in Yalta",
    "charter-amendment-2022": "signed on 26 August 2022, the place is unknown",
}
#: Acts that Russia ratified after they had taken effect.
RATIFIED_LATE = {
    "crrf-2009": "in force on 10 September 2010, the Russian law was announced in December",
    "forces-means-2010": "in force on 13 June 2012, the Russian law was reported on 16 June",
}
#: Days that belong to two spells in the office of Secretary General.
HANDOVERS = {
    "bordyuzha-2003": "took over on the day on which the organization was set up",
    "semerikov-2018": "took over on the day on which Khachaturov was relieved",
}


def test_a_spell_of_membership_ends_after_it_starts():
    """A spell lasts at least a day."""
    rows = load("memberships")
    require(offending(rows[rows.end <= rows.start], "end", "a day after 'start'"))


def test_a_spell_says_what_ended_it():
    """`event_end` is filled exactly when `end` is."""
    require(together(load("memberships"), "end", "event_end"))


@pytest.mark.parametrize("day", MEMBERS)
def test_members_on_a_day(day):
    """The preferred rows give the members that the organization had."""
    found = " ".join(sorted(members(pd.Timestamp(day))))
    require_equal("memberships", f"members on {day}", found, MEMBERS[day])


@pytest.mark.parametrize(
    ("table", "shared"),
    [
        ("memberships", ["iso3", "role"]),
        ("force_figures", ["force", "measure", "unit"]),
        ("base_personnel", ["base"]),
    ],
)
def test_rivals_concern_one_thing(table, shared):
    """Rows of one group agree in what they are about."""
    rows = load(table)
    faults = []
    for column in shared:
        several = rows.groupby("group")[column].transform("nunique") > 1
        faults += offending(rows[several], column, "the same in all rows of the group")
    require(faults)


@pytest.mark.parametrize("table", ["force_figures", "base_personnel"])
def test_rival_figures_are_of_one_year(table):
    """Rows of one group were stated in one year."""
    rows = load(table)
    several = rows.as_of.dt.year.groupby(rows.group).transform("nunique") > 1
    require(offending(rows[several], "as_of", "a day of the same year as its rivals"))


def test_the_office_of_secretary_general_is_never_vacant():
    """From 28 April 2003 on each spell starts on the day after the one before, or on its last."""
    rows = load("secretaries_general")
    gap = (rows.start - rows.end.shift()).dt.days.iloc[1:]
    wrong = rows.loc[gap.index[~gap.isin([0, 1])]]
    require(offending(wrong, "start", "the day after the last of the spell before, or that day"))


def test_only_two_days_belong_to_two_secretaries_general():
    """A spell starts on the last day of the one before only where the hand-over was on that day."""
    rows = load("secretaries_general")
    shared = rows[rows.start == rows.end.shift()]
    require(offending(shared, "start", "the day after the last of the spell before"), HANDOVERS)


def test_days_without_an_appointed_secretary_general():
    """The post was vacant for 121 days in 2017 and for 425 days from 2018 to 2020."""
    start = by_id("secretaries_general").start
    first = (start["khachaturov-2017"] - start["semerikov-2017"]).days
    second = (start["zas-2020"] - start["semerikov-2018"]).days
    require_equal(
        "secretaries_general", "days without an appointed head", (first, second), (121, 425)
    )


def test_a_session_online_is_in_no_state():
    """`online` is true exactly when `iso3` is empty."""
    rows = load("council_sessions")
    require(true_when(rows, "online", rows.iso3.isna(), "'iso3' is empty"))


def test_hosts_in_central_asia():
    """`central_asia_host` is true exactly when the host is a Central Asian state."""
    rows, states = load("council_sessions"), load("states")
    central = rows.iso3.isin(states.iso3[states.central_asia])
    require(true_when(rows, "central_asia_host", central, "the host is Central Asian"))
    require_equal("council_sessions", "sessions in Central Asia", int(central.sum()), 13)


def test_no_more_leaders_than_members():
    """The leaders present are at most as many as the members on the day."""
    rows = load("council_sessions")
    too_many = rows.leaders_present > rows.date.map(lambda day: len(members(day)))
    require(
        offending(
            rows[too_many], "leaders_present", lambda row: f"at most {len(members(row.date))}"
        )
    )


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("council_sessions", "date"),
        ("secretaries_general", "start"),
        ("legal_acts", "signed"),
        ("events", "date"),
        ("memberships", "start"),
    ],
)
def test_rows_stand_in_order_of_date(table, column):
    """Rows follow their dates."""
    require(falls(load(table), column))


def test_an_act_takes_effect_after_it_was_signed():
    """`in_force` and the ratifications are later than `signed`."""
    rows = load("legal_acts")
    faults = []
    for column in ("in_force", "kazakhstan_ratified", "russia_ratified"):
        faults += offending(rows[rows[column] <= rows.signed], column, "a day after 'signed'")
    require(faults)


def test_an_act_takes_effect_after_its_ratifications():
    """Kazakhstan and Russia ratified an act before it took effect."""
    rows = load("legal_acts")
    faults = []
    for column in ("kazakhstan_ratified", "russia_ratified"):
        faults += offending(rows[rows[column] > rows.in_force], column, "a day before 'in_force'")
    require(faults, RATIFIED_LATE)


def test_an_act_says_where_it_is_in_force():
    """`in_force_scope` is filled exactly when `in_force` is."""
    require(together(load("legal_acts"), "in_force", "in_force_scope"))


def test_a_ratification_says_what_its_date_is():
    """`russia_ratified_basis` is filled exactly when `russia_ratified` is."""
    require(together(load("legal_acts"), "russia_ratified", "russia_ratified_basis"))


@pytest.mark.parametrize("state", ["russia", "kazakhstan"])
def test_a_ratification_law_has_its_date(state):
    """A number of a law stands beside the date of the ratification."""
    rows = load("legal_acts")
    undated = rows[rows[f"{state}_law"].notna() & rows[f"{state}_ratified"].isna()]
    require(offending(undated, f"{state}_ratified", "a date, because the law is named"))


def test_acts_were_signed_at_sessions():
    """An act signed since 2002 was signed on the day of a session of the Council."""
    rows = load("legal_acts")
    elsewhere = (rows.signed.dt.year >= 2002) & ~rows.signed.isin(load("council_sessions").date)
    require(
        offending(rows[elsewhere], "signed", "a day of data/council_sessions.csv"), SIGNED_ELSEWHERE
    )


def test_who_did_not_sign_was_a_member():
    """States that did not sign an act were members or parties on the day."""
    require(strangers(load("legal_acts"), "not_signed_by_iso3s", lambda row: row.signed))


def test_forces_were_formed_of_members():
    """The states of a force were members on the day of its founding."""
    rows = load("forces").dropna(subset=["established"])
    require(strangers(rows, "composition_iso3s", lambda row: row.established))


def test_the_total_of_forces_has_no_founding():
    """A row of kind total is no force and has no date."""
    rows = load("forces")
    require(
        offending(rows[(rows.kind == "total") & rows.established.notna()], "established", "no date")
    )


def test_battalions_are_counted_in_battalions():
    """`unit` is battalions exactly when `measure` is."""
    rows = load("force_figures")
    mixed = (rows.unit == "battalions") != (rows.measure == "battalions")
    require(offending(rows[mixed], "unit", "the unit of the measure"))


def test_computed_strengths_say_what_was_summed():
    """A computed figure was reported by nobody and explains itself in the note."""
    rows = load("force_figures")
    computed = rows.basis == "computed"
    unexplained = rows[computed & ~rows.note.fillna("").str.contains("Sum of")]
    require(
        filled_when(rows, "reported_by", ~computed, "'basis' is reported")
        + offending(unexplained, "note", "what was summed")
    )


def test_a_base_has_a_point_and_its_basis():
    """`lat`, `lon` and `coordinates_basis` are all filled or all empty."""
    require(together(load("foreign_bases"), "lat", "lon", "coordinates_basis"))


def test_bases_lie_in_central_asia():
    """Each point lies between 36 and 50 degrees north and 46 and 80 degrees east."""
    rows = load("foreign_bases").dropna(subset=["lat"])
    north, east = rows.lat.between(36, 50), rows.lon.between(46, 80)
    require(
        offending(rows[~north], "lat", "36 to 50 degrees north")
        + offending(rows[~east], "lon", "46 to 80 degrees east")
    )


def test_a_base_closes_after_it_opens():
    """`closed` is later than `opened`."""
    rows = load("foreign_bases")
    require(offending(rows[rows.closed <= rows.opened], "closed", "a day after 'opened'"))


def test_a_range_of_personnel_has_two_ends():
    """`value_high` is filled exactly when the qualifier is between, and exceeds `value`."""
    rows = load("base_personnel")
    require(
        filled_when(rows, "value_high", rows.qualifier == "between", "'qualifier' is between")
        + offending(rows[rows.value_high <= rows.value], "value_high", "more than 'value'")
    )


def test_summits_are_sessions():
    """An event of kind summit is on a day of a session of the Council."""
    rows = load("events")
    other = (rows.kind == "summit") & ~rows.date.isin(load("council_sessions").date)
    require(offending(rows[other], "date", "a day of data/council_sessions.csv"))


def test_number_of_core_events():
    """The short timeline has 44 events."""
    require_equal("events", "rows of tier 1", int((load("events").tier == 1).sum()), 44)
