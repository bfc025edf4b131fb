"""Faults that a tired hand could put into the project, and where each has to be noticed."""

from dataclasses import dataclass

from tests.faults.changes import (
    Change,
    append,
    cells,
    drop_column,
    drop_row,
    encoded,
    last_row_first,
    repeat_row,
    swap_cells,
    swap_columns,
    text,
)


@dataclass(frozen=True)
class Fault:
    """A fault, the part of the tests that has to find it, and the words that name its place.

    A part is what pytest takes as arguments, `build` for a build of the HTML, or `ruff`. The quick
    ones are run by `make test`, all by `make faults`.
    """

    name: str
    change: Change
    part: str
    says: tuple[str, ...]
    quick: bool = False


PACKAGE = "tests/data/test_package.py -k 'not archive'"
ALL = "tests/data/test_rules_all_tables.py"
BORDERS = "tests/data/test_rules_borders.py"
CONTEXT = "tests/data/test_rules_context.py"
EXERCISES = "tests/data/test_rules_exercises.py"
INSTITUTION = "tests/data/test_rules_institution.py"
KAZAKHSTAN = "tests/data/test_rules_kazakhstan.py"
KYRGYZSTAN = "tests/data/test_rules_kyrgyzstan.py"
LEDGER = "tests/data/test_rules_ledger.py"
LITERATURE = "tests/data/test_rules_literature.py"
NUMBERS = "tests/book/test_numbers.py"
CELLS = "tests/book/test_cells.py"
CHARTS = "tests/csto/test_charts_of_the_book.py"

SESSION = "csc-2002-10-07"
OSH = "chapters/crises/kyrgyzstan-2010"
BUILDING = "chapters/institution/building"

FAULTS = [
    # Data: one table
    Fault(
        "a word where a number belongs",
        cells("council_sessions", SESSION, leaders_present="six"),
        PACKAGE,
        ("council_sessions", SESSION, "leaders_present", "six"),
        quick=True,
    ),
    Fault(
        "two columns exchanged",
        swap_columns("secretaries_general", "start", "end"),
        PACKAGE,
        ("secretaries_general", "bordyuzha-2003"),
    ),
    Fault(
        "a row without source",
        cells("opium", "unodc-cultivation-2000", sources=""),
        PACKAGE,
        ("opium", "unodc-cultivation-2000", "sources"),
    ),
    Fault(
        "a source that does not exist",
        cells("opium", "unodc-cultivation-2000", sources="nobody1999"),
        PACKAGE,
        ("opium", "unodc-cultivation-2000", "nobody1999"),
    ),
    Fault(
        "a figure of an exercise that does not exist",
        cells("exercise_figures", "air-bridge-2018-equipment-airlifted-1", exercise_id="air-2018"),
        PACKAGE,
        ("exercise_figures", "air-bridge-2018-equipment-airlifted-1", "air-2018"),
    ),
    Fault(
        "a row twice",
        repeat_row("legal_acts", "treaty-1992"),
        PACKAGE,
        ("legal_acts", "treaty-1992", "no other row"),
    ),
    Fault(
        "a day that no calendar has",
        cells("council_sessions", SESSION, date="2002-02-30"),
        PACKAGE,
        ("council_sessions", SESSION, "2002-02-30"),
    ),
    Fault(
        "an end before its start",
        cells("secretaries_general", "bordyuzha-2003", end="1999-12-31"),
        PACKAGE,
        ("secretaries_general", "bordyuzha-2003", "1999-12-31"),
    ),
    Fault(
        "a state that does not exist",
        cells("exercises", "rubezh-2005", host_iso3="TJX"),
        PACKAGE,
        ("exercises", "rubezh-2005", "TJX"),
    ),
    Fault(
        "a word that the codebook does not list",
        cells("council_sessions", SESSION, format="usual"),
        PACKAGE,
        ("council_sessions", SESSION, "usual"),
    ),
    Fault(
        "a column left out",
        drop_column("opium", "estimator"),
        PACKAGE,
        ("opium", "estimator"),
    ),
    Fault(
        "a table saved in another encoding",
        encoded("data/training_grounds.csv", "cp1251"),
        PACKAGE,
        ("training_grounds",),
    ),
    Fault(
        "a table that the package does not describe",
        lambda copy: (copy / "data" / "more.csv").write_text("id,sources\n", encoding="utf-8"),
        PACKAGE,
        ("more.csv",),
    ),
    Fault(
        "a column without description",
        text(
            "data/datapackage.json",
            r'"description": "Short name of the quotation."',
            '"description": ""',
        ),
        PACKAGE,
        ("quotations", "id"),
    ),
    Fault(
        "a space at the end of a cell",
        cells("legal_acts", "treaty-1992", place="Tashkent "),
        ALL,
        ("legal_acts", "treaty-1992", "Tashkent"),
    ),
    Fault(
        "a sentence without full stop",
        cells(
            "kazakhstan_2022_timeline", "kaz-2022-01-01-zhanaozen", description="Residents gather"
        ),
        ALL,
        ("kazakhstan_2022_timeline", "kaz-2022-01-01-zhanaozen"),
    ),
    Fault(
        "a date without precision",
        cells("council_sessions", SESSION, date_precision=""),
        ALL,
        ("council_sessions", SESSION),
    ),
    Fault(
        "a day where only the month is known",
        cells("concept_context", "kaz-change-of-president-2019", date="2019-03-19"),
        ALL,
        ("concept_context", "kaz-change-of-president-2019"),
    ),
    Fault(
        "no rival preferred",
        cells(
            "kyrgyzstan_2010_casualties",
            "june-2011-05-03-kic-killed",
            preferred="false",
            preferred_reason="",
        ),
        ALL,
        ("kyrgyzstan_2010_casualties", "june-2011-05-03-kic-killed"),
    ),
    Fault(
        "a quotation without its language",
        cells("kyrgyzstan_2010_responses", "bakiyev-2010-april-request", quote_language=""),
        ALL,
        ("kyrgyzstan_2010_responses", "bakiyev-2010-april-request"),
    ),
    Fault(
        "a quotation of a whole page",
        cells("kyrgyzstan_2010_responses", "bakiyev-2010-april-request", quote="да " * 50 + "да"),
        ALL,
        ("kyrgyzstan_2010_responses", "bakiyev-2010-april-request"),
    ),
    Fault(
        "an event later than its reports",
        cells("council_sessions", SESSION, date="2012-10-07", id=SESSION),
        ALL,
        ("council_sessions", SESSION),
    ),
    Fault(
        "a state that nothing names",
        append("data/states.csv", "FJI,Fiji,Republic of Fiji,other,false,,,unsd2026m49\n"),
        ALL,
        ("FJI",),
    ),
    # Data: numbers and places
    Fault(
        "a shifted decimal among the dead",
        cells("kyrgyzstan_2010_casualties", "june-2010-06-17-moh-killed", value="1910"),
        KYRGYZSTAN,
        ("kyrgyzstan_2010_casualties", "june-2010-06-24-moh-killed"),
        quick=True,
    ),
    Fault(
        "a figure outside the range of its rivals",
        cells("kyrgyzstan_2010_casualties", "june-2011-05-03-kic-killed", value="47000"),
        ALL,
        ("june-2011-05-03-kic-killed",),
    ),
    Fault(
        "more across the border than anyone counted",
        cells("kyrgyzstan_2010_displacement", "kgz-2010-06-21-unhcr-crossed", value="1000000"),
        KYRGYZSTAN,
        ("kgz-2010-06-21-unhcr-crossed",),
    ),
    Fault(
        "a sum of money in the wrong power of ten",
        cells("member_shares", "kaz-gdp-2002", value="246365985"),
        CONTEXT,
        ("kaz-gdp-2002",),
    ),
    Fault(
        "an agreement that its votes do not give",
        cells("un_agreement", "arm-1994-2001", agreement="92.5"),
        CONTEXT,
        ("arm-1994-2001",),
    ),
    Fault(
        "more votes than the United Nations have members",
        cells("un_resolutions", "ga-62-243", votes_yes="390"),
        CONTEXT,
        ("ga-62-243",),
    ),
    Fault(
        "hectares for tonnes",
        cells("opium", "unodc-cultivation-2000", unit="tonnes"),
        CONTEXT,
        ("unodc-cultivation-2000",),
    ),
    Fault(
        "a ground in the western hemisphere",
        cells("training_grounds", "mulino", lon="-42.92005"),
        BORDERS,
        ("training_grounds", "mulino"),
        quick=True,
    ),
    Fault(
        "latitude and longitude exchanged",
        swap_cells("foreign_bases", "balkhash", "lat", "lon"),
        BORDERS,
        ("foreign_bases", "balkhash"),
    ),
    Fault(
        "a place in the next state",
        cells("kazakhstan_2022_facilities", "almaty-airport", lat="42.8746", lon="74.5698"),
        BORDERS,
        ("kazakhstan_2022_facilities", "almaty-airport"),
    ),
    Fault(
        "an outline that is not closed",
        text("data/borders.geojson", r"\[\[\[(\[?)([\d.]+),([\d.]+)\]", r"[[[\g<1>\g<2>1,\3]"),
        BORDERS,
        ("borders",),
    ),
    # Data: what must agree
    Fault(
        "a state that was no member in an exercise",
        cells("exercises", "rubezh-2008", participant_iso3s="ARM;GEO;RUS;TJK"),
        EXERCISES,
        ("rubezh-2008", "GEO"),
        quick=True,
    ),
    Fault(
        "a cancelled exercise with participants",
        cells("exercises", "indestructible-brotherhood-2022", participant_iso3s="KGZ;RUS"),
        EXERCISES,
        ("indestructible-brotherhood-2022",),
    ),
    Fault(
        "a state both present and absent",
        cells("exercises", "rubezh-2008", absent_iso3s="RUS"),
        EXERCISES,
        ("rubezh-2008",),
    ),
    Fault(
        "a contingent larger than the exercise",
        cells("exercise_contingents", "indestructible-brotherhood-2012-kaz", personnel="53500"),
        EXERCISES,
        ("indestructible-brotherhood-2012",),
    ),
    Fault(
        "more seized in a stage than in its year",
        cells("operation_results", "kanal-2017-western-barrier-seized-all-drugs", value="170000"),
        EXERCISES,
        ("kanal-2017",),
    ),
    Fault(
        "an act in force before it was signed",
        cells("legal_acts", "treaty-1992", in_force="1990-04-20"),
        PACKAGE,
        ("legal_acts", "treaty-1992"),
    ),
    Fault(
        "a session online in a city",
        cells("council_sessions", "csc-2020-12-02", iso3="RUS"),
        INSTITUTION,
        ("csc-2020-12-02",),
    ),
    Fault(
        "a gap between two secretaries general",
        cells("secretaries_general", "bordyuzha-2003", end="2016-06-30"),
        INSTITUTION,
        ("secretaries_general", "semerikov-2017"),
    ),
    Fault(
        "a clock that does not give the universal time",
        cells("kazakhstan_2022_timeline", "kaz-2022-01-01-zhanaozen", utc="2022-01-01T11:20Z"),
        KAZAKHSTAN,
        ("kaz-2022-01-01-zhanaozen",),
    ),
    Fault(
        "a time line out of order",
        last_row_first("kazakhstan_2022_timeline"),
        KAZAKHSTAN,
        ("kazakhstan_2022_timeline", "kaz-2022-01-01-lpg-market"),
    ),
    Fault(
        "a day without its line in the strength of the force",
        drop_row("kazakhstan_2022_troop_levels", "level-0106"),
        KAZAKHSTAN,
        ("kazakhstan_2022_troop_levels", "01-06"),
    ),
    Fault(
        "a total that its parts do not give",
        cells("kazakhstan_2022_contingent_figures", "rus-blr-rest-1580", value="1780"),
        KAZAKHSTAN,
        ("kazakhstan_2022_contingent_figures", "1780"),
    ),
    Fault(
        "an effect before its cause",
        cells("concept_context", "kaz-eu-strategy-2019", days_from_document="263"),
        LITERATURE,
        ("kaz-eu-strategy-2019",),
    ),
    # Ledger
    Fault(
        "a claim without verdict",
        cells("claims", "anniversaries-2022", verdict=""),
        PACKAGE,
        ("claims", "anniversaries-2022", "verdict"),
    ),
    Fault(
        "a claim without reason",
        cells("claims", "anniversaries-2022", reason=""),
        PACKAGE,
        ("claims", "anniversaries-2022", "reason"),
    ),
    Fault(
        "a claim without evidence",
        cells("claims", "most-active-region", evidence_for="", evidence_against=""),
        "tests/data/test_rules_literature.py tests/data/test_rules_ledger.py",
        ("most-active-region",),
    ),
    Fault(
        "a sentence that nobody judged",
        cells("article_sentences", "abstract-02", reason=""),
        LEDGER,
        ("abstract-02",),
        quick=True,
    ),
    Fault(
        "one source on both sides of a claim",
        cells(
            "claims",
            "most-active-region",
            evidence_for="tass2016exercises",
            evidence_against="tass2016exercises",
        ),
        LEDGER,
        ("most-active-region",),
    ),
    Fault(
        "a term that no chapter uses",
        append("data/glossary.csv", "fiji,Fiji,,,place,,An island.,unsd2026m49\n"),
        "tests/book/test_glossary.py -k is_used",
        ("glossary", "fiji"),
    ),
    Fault(
        "a term without source",
        cells("glossary", "kant", sources=""),
        PACKAGE,
        ("glossary", "kant", "sources"),
    ),
    # Bibliography
    Fault(
        "a key of the bibliography twice",
        append("references.bib", "\n@misc{cst1992treaty,\n  title = {Twice},\n}\n"),
        PACKAGE,
        ("cst1992treaty",),
        quick=True,
    ),
    Fault(
        "a brace left open in the bibliography",
        text("references.bib", r"^  title = \{(.*)\},$", r"  title = {\1,"),
        PACKAGE,
        ("references.bib",),
    ),
    Fault(
        "a source without title",
        text("references.bib", r"^  title = \{.*\},\n", ""),
        PACKAGE,
        ("title",),
    ),
    Fault(
        "a source that nothing cites",
        append(
            "references.bib", "\n@misc{idle2022page,\n  author = {Nobody},\n  title = {Idle},\n}\n"
        ),
        PACKAGE,
        ("idle2022page",),
    ),
    # Prose
    Fault(
        "a number typed by hand",
        append(f"{OSH}.md", "\nSome 4711 people were counted.\n"),
        NUMBERS,
        (OSH, "4711"),
        quick=True,
    ),
    Fault(
        "a day that the data lack",
        append(f"{OSH}.md", "\nIt was 31 December 1999.\n"),
        NUMBERS,
        (OSH, "31 December 1999"),
    ),
    Fault(
        "two sentences in a line",
        append(f"{OSH}.md", "\nThis is one. This is another.\n"),
        "tests/book/test_pages.py -k one_sentence",
        (OSH,),
    ),
    Fault(
        "a quotation that no row holds",
        text(f"{OSH}.md", r"^(# [^\n]+\n)", r'\1\nHe spoke of "a storm that never was".\n'),
        "tests/book/test_quotations.py",
        (OSH, "a storm that never was"),
    ),
    Fault(
        "a link to a page that is not there",
        append(f"{OSH}.md", "\nSee [the map](nowhere.md).\n"),
        "build:" + OSH,
        (OSH, "nowhere.md"),
    ),
    Fault(
        "a link to a figure that is not there",
        append(f"{OSH}.md", "\nSee {numref}`chart-of-nothing`.\n"),
        "build:" + OSH,
        (OSH, "chart-of-nothing"),
    ),
    Fault(
        "a citation of nothing",
        append(f"{OSH}.md", "\nIt rained {cite:p}`nobody1999rain`.\n"),
        "build:" + OSH,
        (OSH, "nobody1999rain"),
    ),
    Fault(
        "a number that no cell hands over",
        append(f"{OSH}.md", "\nIt was {glue:text}`never_given`.\n"),
        "build:" + OSH,
        (OSH, "never_given"),
    ),
    Fault(
        "a claim box of a claim that does not exist",
        text(f"{OSH}.md", r'csto\.claim\("[^"]+"\)', 'csto.claim("never-claimed")'),
        "build:" + OSH,
        (OSH, "never-claimed"),
    ),
    Fault(
        "a claim box in another chapter",
        cells("claims", "most-active-region", chapter="institution/strains"),
        "tests/book/test_claims.py -k names_its",
        ("most-active-region", "institution/strains"),
    ),
    Fault(
        "a page that the contents lack",
        lambda copy: (copy / "chapters" / "lost.md").write_text("# Lost\n", encoding="utf-8"),
        "build:" + BUILDING,
        ("chapters/lost.md", "_toc.yml"),
    ),
    # Cells and charts
    Fault(
        "a colour typed in a cell",
        text(
            f"{BUILDING}.md",
            r'name="chart-sites",',
            'name="chart-sites", colour=lambda row: "#ff0000",',
        ),
        CELLS,
        (BUILDING, "#ff0000"),
        quick=True,
    ),
    Fault(
        "a cell that draws for itself",
        text(f"{BUILDING}.md", r"^import csto$", "import csto\nimport matplotlib.pyplot as plt"),
        CELLS,
        (BUILDING, "matplotlib"),
    ),
    Fault(
        "a chart without name",
        text(f"{BUILDING}.md", r'name="chart-sites"', 'name=""'),
        f"{CHARTS} -k building",
        ("chart ''", "name"),
    ),
    Fault(
        "a chart of a column that is not there",
        text(f"{BUILDING}.md", r'lat="lat"', 'lat="latitude"'),
        f"{CHARTS} -k building",
        ("chart-sites", "latitude"),
    ),
    Fault(
        "a scale that does not begin at nothing",
        text(
            "csto/charts/lengths.py",
            r"lengths\[i\] \* scale, height",
            "(lengths[i] - 0.9 * min(lengths)) * scale, height",
        ),
        "tests/csto/test_drawing.py",
        ("bars",),
    ),
    Fault(
        "the colour of another state",
        text("csto/palette.py", r'"KGZ": "#\w+"', '"KGZ": "#332288"'),
        "tests/csto/test_palette.py",
        ("KGZ", "RUS"),
    ),
    Fault(
        "a unit that is not that of the column",
        text(
            "chapters/institution/new-threats.md", r'unit="hectares[^"]*"', 'unit="tonnes of opium"'
        ),
        f"{CHARTS} -k new-threats",
        ("chart-poppy", "tonnes"),
    ),
    # Theme, settings, supply
    Fault(
        "a colour of a chart that dark pages lack",
        text("theme/static/book.css", r"(data-theme=\"dark\"\][\s\S]*?)--state-kgz: #\w+;", r"\1"),
        "tests/csto/test_page_colours.py",
        ("--state-kgz",),
    ),
    Fault(
        "a style sheet that asks another host",
        append("theme/static/book.css", '\n@import url("https://fonts.example.org/css");\n'),
        "tests/build/test_supply.py -k host",
        ("book.css", "fonts.example.org"),
    ),
    Fault(
        "data under terms that the licences do not name",
        text("LICENSES.md", r"military_spending", "spending"),
        "tests/build/test_supply.py -k terms",
        ("military_spending",),
    ),
    Fault(
        "a secret in a file",
        append("README.md", "\nkey: AK" + "IAABCDEFGH12345678\n"),
        "tests/build/test_supply.py -k secret",
        ("README.md",),
    ),
    Fault(
        "a package without hash",
        text("requirements.lock", r" \\\n    --hash=sha256:\w+(?: \\\n    --hash=sha256:\w+)*", ""),
        "tests/build/test_supply.py -k locked",
        ("hash",),
    ),
    Fault(
        "a version that the lock does not hold",
        text("requirements.txt", r"pandas==[\d.]+", "pandas==1.0.0"),
        "tests/tools/test_commands.py",
        ("pandas",),
    ),
    Fault(
        "a citation file without version",
        text("CITATION.cff", r"^version:.*\n", ""),
        "tests/book/test_citation.py -k 'version_title or without'",
        ("version",),
    ),
    Fault(
        "a name that python does not know",
        append("csto/palette.py", "\nNEVER = undefined_name\n"),
        "ruff",
        ("undefined_name", "palette.py"),
    ),
]
