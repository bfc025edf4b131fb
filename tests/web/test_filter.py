"""The ledger in a real browser: narrow it down, link to a claim, read it without scripts."""

from collections import Counter

import pytest

from csto import ledger

LEDGER = "chapters/apparatus/ledger"
SEEN = (
    "[...document.querySelectorAll('table.filterable tbody tr')].filter(r => r.offsetParent).length"
)


@pytest.fixture(scope="module")
def claims():
    return ledger.claims()


def count(tab) -> int:
    return tab.evaluate(SEEN)


def said(tab) -> str:
    return tab.locator(".filter [role=status]").inner_text()


@pytest.mark.parametrize("width", [390, 1280])
def test_each_verdict_shows_its_claims_and_tells_their_number(visit, claims, width):
    tab = visit(LEDGER, width)
    assert count(tab) == len(claims)
    for verdict, number in Counter(claims["verdict"].map(ledger.VERDICTS)).items():
        tab.get_by_role("combobox", name="Verdict", exact=True).select_option(verdict)
        assert count(tab) == number, verdict
        assert said(tab) == f"{number} of {len(claims)} claims shown"
        shown = tab.evaluate(
            "[...document.querySelectorAll('.facet-verdict')].filter(v => v.offsetParent)"
            ".map(v => v.textContent)"
        )
        assert set(shown) == {verdict}


def test_choices_narrow_each_other_and_hide_empty_sections(visit, claims):
    tab = visit(LEDGER)
    tab.get_by_role("combobox", name="Section", exact=True).select_option("Peacekeeping")
    tab.get_by_role("combobox", name="Kind", exact=True).select_option("number")
    chosen = claims[(claims["section"] == "Peacekeeping") & (claims["kind"] == "number")]
    assert 0 < len(chosen) == count(tab)
    assert not tab.locator("#introduction").is_visible()
    assert tab.locator("#peacekeeping").is_visible()


def test_words_are_found_without_regard_to_case_and_order(visit, claims):
    tab = visit(LEDGER)
    tab.get_by_role("searchbox", name="Words", exact=True).fill("airport ALMATY")
    shown = count(tab)
    assert 0 < shown < 10
    tab.get_by_role("searchbox", name="Words", exact=True).fill("no such words anywhere")
    assert count(tab) == 0
    assert said(tab) == f"0 of {len(claims)} claims shown"
    tab.get_by_role("button", name="Show all").click()
    assert count(tab) == len(claims)


def test_the_choice_is_in_the_address(visit, claims):
    tab = visit(LEDGER)
    tab.get_by_role("combobox", name="Verdict", exact=True).select_option("contradicted")
    tab.get_by_role("searchbox", name="Words", exact=True).fill("2007")
    asked = tab.evaluate("location.search")
    assert "verdict=contradicted" in asked and "q=2007" in asked
    number = count(tab)
    tab.reload()
    assert count(tab) == number > 0
    assert tab.get_by_role("combobox", name="Verdict", exact=True).input_value() == "contradicted"


def test_an_unknown_choice_in_the_address_shows_all(visit, claims, address):
    tab = visit(LEDGER)
    tab.goto(f"{address}/{LEDGER}.html?verdict=nonsense&kind=date")
    assert count(tab) == (claims["kind"] == "date").sum()


def test_an_address_goes_to_its_claim(visit, address):
    tab = visit(LEDGER)
    tab.goto(f"{address}/{LEDGER}.html#claim-041")
    row = tab.locator("tr", has=tab.locator("#claim-041"))
    assert row.locator("td").first.inner_text() == "41"
    # The page glides there.
    tab.wait_for_function(
        "() => { const y = document.getElementById('claim-041').getBoundingClientRect().y;"
        " return 0 <= y && y < innerHeight; }"
    )


def test_a_link_to_a_hidden_claim_shows_all(visit, claims, address):
    tab = visit(LEDGER)
    verdict = claims.set_index("number").loc[41, "verdict"]
    other = next(v for v in ledger.VERDICTS if v != verdict)
    tab.goto(f"{address}/{LEDGER}.html?verdict={ledger.VERDICTS[other]}#claim-041")
    assert count(tab) == len(claims)
    assert tab.locator("#claim-041").locator("xpath=ancestor::tr").is_visible()


def test_the_filter_works_by_keyboard(visit, claims):
    tab = visit(LEDGER)
    tab.get_by_role("searchbox", name="Words", exact=True).focus()
    tab.keyboard.type("kant")
    tab.keyboard.press("Enter")
    assert 0 < count(tab) < len(claims)
    names = []
    for _ in range(4):
        tab.keyboard.press("Tab")
        names.append(
            tab.evaluate("document.activeElement.name || document.activeElement.textContent")
        )
    assert names == ["section", "kind", "verdict", "Show all"] or sorted(names) == sorted(
        ["section", "kind", "verdict", "Show all"]
    )
    tab.keyboard.press("Enter")
    assert count(tab) == len(claims)


def test_without_scripts_all_claims_are_there(visit, claims):
    tab = visit(LEDGER, java_script_enabled=False)
    assert tab.locator("table.filterable tbody tr").count() == len(claims)
    assert tab.locator(".filter form").count() == 0
    assert tab.locator("table.filterable tbody tr").last.is_visible()


def test_on_paper_the_form_is_away(visit, claims):
    tab = visit(LEDGER)
    tab.emulate_media(media="print")
    assert not tab.locator(".filter form").is_visible()
    assert count(tab) == len(claims)


def test_the_boxes_of_a_chapter_lead_there_and_back(visit):
    tab = visit("chapters/institution/from-treaty-to-organization")
    link = tab.locator("#claim-charter-place a", has_text="of the ledger")
    number = link.inner_text().split()[1]
    link.click()
    row = tab.locator("tr", has=tab.locator(f"#claim-{int(number):03d}"))
    row.locator("a", has_text="From treaty to organization").click()
    assert tab.url.endswith("from-treaty-to-organization.html#claim-charter-place")


def test_the_page_is_light(visit, address):
    tab = visit(LEDGER)
    sizes = [len(tab.request.get(url).body()) for url in dict.fromkeys(tab.asked)
             if url.startswith(address)]  # fmt: skip
    assert sum(sizes) <= 500_000, f"{sum(sizes):,} bytes in {len(sizes)} files"
