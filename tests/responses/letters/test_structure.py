"""What is one thing in the letter is one element of the PDF's structure."""

from collections import Counter
from io import BytesIO

import pytest
from pypdf import PdfReader

from responses.letters.pdf import pdf_of
from tests.pdfua.checking import broken_rules
from tests.responses.letters.test_pdf import page_saying

WORDS = " ".join(f"word {n} <strong>and more</strong>" for n in range(700))
ROWS = "".join(
    f'<tr><th scope="row">Camera {n}</th><td>{n}</td></tr>' for n in range(150)
)
LONG = {
    "table": (
        '<table><thead><tr><th scope="col">Place</th><th scope="col">Number</th></tr>'
        f"</thead><tbody>{ROWS}</tbody></table>",
        {"/Table": 1, "/THead": 1, "/TBody": 1, "/TR": 151, "/TH": 152, "/TD": 150},
    ),
    "list": (
        f"<ul>{'<li>One<ul><li>within</li></ul></li>' * 80}</ul>",
        {"/L": 81, "/LI": 160, "/LBody": 160, "/Lbl": 160},
    ),
    "paragraph": (f"<p>{WORDS}</p>", {"/P": 1}),
    "item": (f"<ol><li><p>{WORDS}</p></li></ol>", {"/L": 1, "/LI": 1, "/P": 1}),
    "quotation": (
        f'<blockquote class="letter-asked"><p>{WORDS}</p></blockquote>',
        {"/BlockQuote": 1, "/P": 1},
    ),
    "block": (f"<div><p>{'a b</p><p>' * 120}c</p></div>", {"/Div": 1, "/P": 121}),
    "row": (
        f"<table><tbody><tr><td>{WORDS}</td><td>b</td></tr></tbody></table>",
        {"/Table": 1, "/TBody": 1, "/TR": 1, "/TD": 2},
    ),
    "links": (
        "<p>"
        + " ".join(
            f'<a href="https://a.example/{n}">a link over lines and pages, {n}</a>'
            for n in range(500)
        )
        + "</p>",
        {"/P": 1, "/Link": 500},
    ),
}


def elements(reader):
    """Yield the structure elements of a PDF, from its root."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        kid = waiting.pop().get_object()
        if isinstance(kid, list):
            waiting += kid
        elif hasattr(kid, "get") and "/S" in kid:
            yield kid
            waiting += [kid["/K"]] if "/K" in kid else []


@pytest.fixture(scope="module")
def made():
    return {
        name: pdf_of(page_saying(f"<h1>Letter</h1>{body}"))
        for name, (body, _) in LONG.items()
    }


@pytest.mark.parametrize("name", LONG)
def test_an_element_over_pages_is_one_element(made, name):
    reader = PdfReader(BytesIO(made[name]))

    found = Counter(one["/S"] for one in elements(reader))

    assert len(reader.pages) > 2
    assert found["/Art"] == 1
    assert {kind: found[kind] for kind in LONG[name][1]} == LONG[name][1]


def test_elements_over_pages_pass_pdf_ua(made, tmp_path):
    for name, pdf in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)

    broken = broken_rules(*tmp_path.glob("*.pdf"))

    assert {name: rules for name, rules in broken.items() if rules} == {}


def test_every_cell_names_a_head_that_is_in_the_structure(made):
    cells = list(elements(PdfReader(BytesIO(made["table"]))))
    names = {cell["/ID"] for cell in cells if "/ID" in cell}

    headed = [cell["/A"]["/Headers"] for cell in cells if cell["/S"] == "/TD"]

    assert len(headed) == 150
    assert all(len(heads) == 2 and set(heads) <= names for heads in headed)


def test_content_leads_back_to_the_element_that_holds_it(made):
    for pdf in made.values():
        reader = PdfReader(BytesIO(pdf))
        root = reader.trailer["/Root"]["/StructTreeRoot"]
        kept = {id(one) for one in elements(reader)}
        tree = root["/ParentTree"]["/Nums"]
        for entry in tree[1::2]:
            entry = entry.get_object()
            for one in entry if isinstance(entry, list) else [entry]:
                element = one.get_object()
                while element["/S"] != "/Document" and element["/P"] is not None:
                    parent = element["/P"].get_object()
                    assert parent.get("/Type") == "/StructElem"
                    element = parent
        assert kept
