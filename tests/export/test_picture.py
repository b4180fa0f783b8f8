"""The picture page: what it draws, what it says, and that nothing escapes from a name or to the network."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest

from rostering.domain.certificate import Certificate, Proof, StageProof
from rostering.domain.territory import Category
from rostering.domain.vocabulary import Level
from rostering.export.picture import picture
from rostering.export.picture.figures import figures, proof_sentence
from rostering.export.picture.style import swatches
from rostering.review.report import WishOutcome
from tests.build import doctor, line, problem, roster, window
from tests.export.sample import published, quarter

VOID = frozenset({"meta"})


class Outline(HTMLParser):
    """Checks that elements close in order; keeps their names and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens it."""
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Empty by itself."""
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Closes the last one opened, and no other."""
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    assert parser.open == []
    return parser


def grids(page: str) -> list[ElementTree.Element]:
    """The SVG drawings of the section of the grid."""
    section = page.split('<section class="grid">')[1].split("</section>")[0]
    found = re.findall(r'<svg role="img".*?</svg>', section, flags=re.DOTALL)
    return [ElementTree.fromstring(text) for text in found]


def rows(drawing: ElementTree.Element) -> dict[str, list[str]]:
    """The letters of the cells of each row, by the name written at its left."""
    return {
        str(row.find("text[@class='who']").text): [  # type: ignore[union-attr]
            str(cell.find("text").text)  # type: ignore[union-attr]
            for cell in row.findall("g")
        ]
        for row in drawing.findall("g[@class='r']")
    }


def week(*pairs: str, **fields: Any) -> Any:
    """Monday 1 to Sunday 7 February 2027, one evening a day, doctors Anne and Bruno."""
    doctors = (doctor("anne", last_name="Aubry", first_name="Anne"), doctor("bruno"))
    return published(problem((line(label="MMG"),), doctors), roster(*pairs), **fields)


def test_each_duty_is_a_lettered_cell_of_its_doctor_and_each_carence_a_count() -> None:
    """A soirée (S), a samedi (Sa) and a dimanche (D) for one, four days without anybody at the top."""
    pairs = [f"anne 2027-02-0{day}-mmg-soir" for day in (1, 6, 7)]
    (drawing,) = grids(picture(week(*pairs)))
    assert rows(drawing) == {
        "À POURVOIR": ["1", "1", "1", "1"], "AUBRY Anne": ["S", "Sa", "D"], "BRUNO": [],
    }  # fmt: skip


def test_a_cell_says_who_what_when_and_where() -> None:
    """The tooltip of a duty is a sentence; so is that of a carence."""
    page = picture(week("anne 2027-02-01-mmg-soir"))
    assert "<title>AUBRY Anne — MMG, lundi 1er février 2027, 20h–24h, mmg</title>" in page
    assert "<title>CARENCE — MMG, mardi 2 février 2027, 20h–24h, mmg</title>" in page


def test_two_duties_of_a_day_share_the_height_of_the_row() -> None:
    """Morning and evening of one doctor: two cells at the same abscissa that do not overlap."""
    both = line("mmg", window("matin", "08:00", "12:00"), window("soir", "20:00", "24:00"))
    one = problem((both,), (doctor("a"),), end="2027-02-01")
    (drawing,) = grids(
        picture(published(one, roster("a 2027-02-01-mmg-matin", "a 2027-02-01-mmg-soir")))
    )
    cells = [cell for cell in drawing.iter("g") if "cell" in cell.get("class", "")]
    boxes = [cell.find("rect").attrib for cell in cells]  # type: ignore[union-attr]
    assert len({box["x"] for box in boxes}) == 1
    first, second = boxes
    assert float(first["y"]) + float(first["height"]) <= float(second["y"])


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2027-11-10", ["", "sun", "pont", "sat", "sun", "", ""]),  # Armistice on Thursday
        ("2027-02-01", ["", "", "", "", "", "sat", "sun"]),
    ],
)
def test_weekends_holidays_and_ponts_are_shaded(start: str, expected: list[str]) -> None:
    """Strict ponts: the Friday after the Armistice is hatched, the Saturday two days after is a Saturday."""
    end = date.fromordinal(date.fromisoformat(start).toordinal() + 6).isoformat()
    days = problem((line(),), (doctor("a"),), start, end, calendar={"pont_saturday": "strict"})
    (drawing,) = grids(picture(published(days, roster())))
    shades = {box.get("x"): box.get("class") for box in drawing.findall("rect")}
    xs = [line.get("x") for line in drawing.findall("text") if line.text and line.text.isdigit()]
    width = float(xs[1] or 0) - float(xs[0] or 0)
    assert [shades.get(f"{float(x or 0) - width / 2:g}", "") for x in xs] == expected


def test_names_cannot_break_out_of_the_page() -> None:
    """Markup, quotes and control characters in names and labels are shown, never read."""
    evil = '"><script>alert(1)</script>\x00&'
    someone = doctor("a", last_name=evil, first_name='o\'x" onload="y')
    one = problem(
        (line(label=evil),),
        (someone,),
        end="2027-02-01",
        title=evil,
        sectors=({"id": "S", "label": evil},),
    )
    page = picture(published(one, roster("a 2027-02-01-mmg-soir")))
    seen = outline(page).seen
    assert [tag for tag, _ in seen if tag == "script"] == []
    assert [attrs for _, attrs in seen if any(name.startswith("on") for name in attrs)] == []
    assert "\x00" not in page


def test_the_page_fetches_nothing_and_stands_alone() -> None:
    """No script, no link, no image, no address but the pattern of the page itself."""
    page = picture(quarter(12))
    seen = outline(page).seen
    assert {tag for tag, _ in seen} & {"script", "link", "img", "iframe", "object", "use"} == set()
    assert re.findall(r"https?:|@import|src=|href=", page) == []
    assert set(re.findall(r"url\([^)]*\)", page)) == {"url(#pont)"}


def test_up_to_sixty_doctors_are_one_grid_and_more_are_folded_by_sector() -> None:
    """60 doctors of two sectors: one drawing; 61: one for each sector, in a part that folds."""
    assert len(grids(picture(quarter(60, 2)))) == 1
    page = picture(quarter(61, 2))
    assert [len(rows(drawing)) - 1 for drawing in grids(page)] == [31, 30]
    assert page.count("<details open><summary>Secteur 01") == 2  # grid and fairness


def test_a_long_sector_is_cut_in_equal_parts_and_its_carences_shown_once() -> None:
    """61 doctors of one sector: 31 and 30 rows, the row of the carences filled in the first only."""
    first, second = (rows(drawing) for drawing in grids(picture(quarter(61))))
    assert (len(first) - 1, len(second) - 1) == (31, 30)
    assert (sum(map(int, first["À POURVOIR"])), second["À POURVOIR"]) == (3, [])


def test_a_year_is_drawn_three_months_at_a_time() -> None:
    """From November to March: November to January, then February and March."""
    long = problem((line(),), (doctor("a"),), "2026-11-15", "2027-03-10")
    found = [drawing.get("aria-label") for drawing in grids(picture(published(long, roster())))]
    assert found == [
        "Grille des gardes, du dimanche 15 novembre 2026 au dimanche 31 janvier 2027",
        "Grille des gardes, du lundi 1er février 2027 au mercredi 10 mars 2027",
    ]


def test_the_page_of_a_large_territory_stays_light() -> None:
    """140 doctors, 8 sectors, a quarter of about 2,000 posts: under 3 MB, every duty in the grid."""
    publication = quarter(140, 8)
    page = picture(publication)
    assert len(page.encode()) < 3_000_000
    drawn = sum(
        len(cells)
        for drawing in grids(page)
        for name, cells in rows(drawing).items()
        if name != "À POURVOIR"
    )
    assert drawn == len(publication.roster)


def test_the_same_publication_is_the_same_page() -> None:
    """Nothing comes from the clock or from the order of a set."""
    assert picture(quarter(12)) == picture(quarter(12))


def test_key_figures() -> None:
    """Two of seven evenings filled, one wish of three granted, nothing broken, nothing proved."""
    publication = week("anne 2027-02-01-mmg-soir", "anne 2027-02-07-mmg-soir")
    day = date(2027, 2, 1)
    wishes = tuple(
        WishOutcome("bruno", day, Level.NO, granted, 5) for granted in (True, False, False)
    )
    report = replace(publication.report, wishes=wishes)
    assert [(shown.value, shown.more) for shown in figures(replace(publication, report=report))] == [
        ("2", "2 postes obligatoires pourvus sur 7"),
        ("5", "sur 5 jours, dont 1 de week-end ou férié"),
        ("0", "règles impératives toutes respectées"),
        ("aucune", "tableau saisi ou modifié à la main"),
        ("33\u00a0%", "1 sur 3"),
        ("−2,5", "Soirée, BRUNO"),
    ]  # fmt: skip


def proof(status: Any, gap: float, carences: tuple[int, int]) -> Certificate:
    value, bound = carences
    stages = (StageProof(stage="carences", value=value, bound=bound),)
    whole = Proof(
        name="tout", doctors=2, shifts=7, status=status, stages=stages, gap=gap, seconds=1
    )
    return Certificate(whole=whole, parts=())


@pytest.mark.parametrize(
    ("certificate", "expected"),
    [
        (None, "Sans certificat"),
        (proof("optimal", 0.0, (3, 3)), "Prouvé optimal"),
        (proof("feasible", 0.012, (3, 3)), "Les carences sont prouvées minimales"),
        (
            proof("feasible", 0.012, (3, 2)),
            "Il n'est pas prouvé que les carences soient au minimum",
        ),
    ],
)
def test_the_certificate_is_told_in_a_plain_sentence(
    certificate: Certificate | None, expected: str
) -> None:
    """What is proved of carences and of the rest, never more than the proof says."""
    assert proof_sentence(certificate).startswith(expected)


def test_a_broken_hard_rule_is_told_first_and_named() -> None:
    """A doctor of another sector on the line: the page says not to publish, and why."""
    stranger = doctor("a", last_name="Loin", sectors=("T",))
    one = problem((line(),), (stranger,), end="2027-02-01", sectors=({"id": "S"}, {"id": "T"}))
    page = picture(published(one, roster("a 2027-02-01-mmg-soir")))
    assert "Ce tableau ne peut pas être publié tel quel : 1 manquement" in page
    assert "<li>Dr LOIN ne peut pas tenir" in page


def test_no_two_categories_have_the_same_letters() -> None:
    """Own categories take free letters; those of the catalogue keep theirs whatever the order."""
    ids = ("soiree", "samedi", "maternite", "sport", "sante", "sacre")
    found = swatches([Category(id=id_, label=id_.capitalize()) for id_ in ids])
    assert [swatch.code for swatch in found.values()] == ["S", "Sa", "M", "Sp", "Sn", "Sc"]
