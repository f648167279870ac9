"""The words visible on a page are found by drawing the page, in any way it was made.

`files/` was made by LibreOffice Writer, each PDF from the .fodt beside it: `soffice
--headless --convert-to pdf covered.fodt clean.fodt`.
"""

import subprocess
from pathlib import Path

import pytest

from documents.hidden import looking
from documents.hidden.findings import Severity
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.pdf import pdf_of
from tests.documents.hidden import seen
from tests.responses import kinds, procedural_letters

FILES = Path(__file__).parent / "files"
CHROMIUM = "/usr/bin/chromium"
HIDDEN = seen.hidden()
SHOWN = seen.shown()

LINE = (
    f"<p style='position:relative'>The witness was <b>{seen.CANARY}</b> of this town."
    "{}</p>"
)
BOX = "<i style='position:absolute;left:116px;top:-1px;width:215px;height:21px;{}'></i>"
DRAWN = (
    "<svg style='position:absolute;left:116px;top:-1px' width=215 height=21>{}</svg>"
)
COVERED = {
    "box": LINE.format(BOX.format("background:#000")),
    "rounded box": LINE.format(BOX.format("background:#000;border-radius:9px")),
    "gradient": LINE.format(BOX.format("background:linear-gradient(90deg,#000,#333)")),
    "border": LINE.format(
        BOX.format("height:0;border:11px solid #000;box-sizing:border-box")
    ),
    "polygon": LINE.format(
        DRAWN.format("<polygon points='0,0 215,0 215,21 0,21'></polygon>")
    ),
    "path": LINE.format(
        DRAWN.format("<path d='M0 21 C-4 0 0 0 30 0 L190 0 C215 0 219 0 215 21Z'/>")
    ),
    "line": LINE.format(
        DRAWN.format(
            "<line x1=0 y1=10 x2=215 y2=10 stroke='#000' stroke-width=21></line>"
        )
    ),
    "turned": f"<div style='transform:rotate(30deg) translate(9em, 9em)'>"
    f"{LINE.format(BOX.format('background:#000'))}</div>",
    "scaled": f"<div style='transform:scale(.6)'>"
    f"{LINE.format(BOX.format('background:#000'))}</div>",
    "squares": LINE.format(BOX.format("").replace("></i>", f">{'█' * 18}</i>")),
    "black on black": f"<p><b style='background:#000'>{seen.CANARY}</b></p>",
    "white": f"<p style='color:#fff'>{seen.CANARY}</p>",
    "almost white": f"<p style='color:#fdfdfd'>{seen.CANARY}</p>",
}
PLAIN = {
    "plain": LINE.format(""),
    "dark page": "<div style='background:#111;color:#fff'><h1>Found</h1>Twelve</div>",
    "dark heading": "<h1 style='background:#1d70b8;color:#fff'>What we found</h1>",
    "marks": "<p><s>Struck through</s>, <u>underlined</u>, <mark>marked</mark>, "
    "<del style='text-decoration-thickness:3px'>deleted</del>, H<sub>2</sub>O</p>",
    "small": "<p style='font-size:5pt;color:#767676'>In small pale letters.</p>",
    "shadow": "<h1 style='text-shadow:1px 1px 2px #888'>What we found</h1>",
    "picture": "<h1 style='background:radial-gradient(#fff,#789)'>What we found</h1>",
    "table": "<table border=1><tr style='background:#14333d;color:#fff'><th>Year"
    "<th>Number<tr style='background:#ddd'><td>2025<td>1,204</table>",
    "beside": LINE.format(
        BOX.format("background:#000;top:22px")
        + BOX.format("background:#000;top:-24px")
        + BOX.format("background:#000;left:500px")
    ),
    "beneath": LINE.format(BOX.format("background:#fd0;z-index:-1")),
    "scripts": "<p>Ŵ ẅ́ Ångström čšž Ωμέγα Привет עברית العربية हिन्दी 日本語 😀</p>",
    "columns": "<div style='columns:4;text-align:justify;font-size:7pt'>"
    f"{'The authority has considered whether the public interest favours it. ' * 30}"
    "</div>",
}


def scan(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    return looking.scan(path, "answer.pdf")


def printed(folder, pages):
    """Return a PDF printed by Chromium, with a page for each piece of HTML."""
    source, made = folder / "source.html", folder / "made.pdf"
    body = "".join(
        f"<section style='break-after:page;padding:40px;height:400px'>{page}</section>"
        for page in pages
    )
    source.write_text(
        "<!doctype html><meta charset=utf-8><style>body{font:16px serif;margin:0;"
        f"print-color-adjust:exact}}</style>{body}",
        "utf-8",
    )
    subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={made}",
            source.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return made.read_bytes()


@pytest.mark.parametrize("name", HIDDEN)
def test_words_that_cannot_be_seen_are_named(name, tmp_path):
    content, code = HIDDEN[name]

    found = scan(tmp_path, content).findings

    assert [one.severity for one in found if one.code == code] == [Severity.BLOCK]
    assert all("HIDDEN-CANARY" in one.message for one in found if one.code == code)


@pytest.mark.parametrize("name", SHOWN)
def test_nothing_is_said_of_words_that_can_be_seen(name, tmp_path):
    assert scan(tmp_path, SHOWN[name]).findings == ()


def test_only_the_words_under_a_box_are_named(tmp_path):
    content, _ = HIDDEN["a box by its corners"]

    (finding,) = scan(tmp_path, content).findings

    assert finding.place == "page 1"
    assert finding.message.startswith(
        f"1 word of text under something drawn over it: “{seen.CANARY}”."
    )


@pytest.mark.parametrize("turned", ["", "0 1 -1 0 700 0 cm"], ids=["upright", "aside"])
def test_words_read_from_a_scan_are_only_to_be_looked_at(turned, tmp_path):
    (finding,) = scan(tmp_path, seen.scan(turned)).findings

    assert (finding.code, finding.severity) == ("scanned_words", Severity.WARN)


def test_a_box_drawn_in_libreoffice_is_seen_through(tmp_path):
    (finding,) = scan(tmp_path, (FILES / "covered.pdf").read_bytes()).findings

    assert finding.code == "covered_text"
    assert f"“{seen.CANARY}”" in finding.message


def test_a_clean_page_of_libreoffice_is_clean(tmp_path):
    assert scan(tmp_path, (FILES / "clean.pdf").read_bytes()).findings == ()


def test_boxes_printed_by_a_browser_are_seen_through(tmp_path):
    content = printed(tmp_path, COVERED.values())

    found = scan(tmp_path, content).findings

    named = {one.place for one in found if "HIDDEN-CANAR" in one.message}
    assert named == {f"page {number}" for number in range(1, len(COVERED) + 1)}


def test_a_clean_page_of_a_browser_is_clean(tmp_path):
    content = printed(tmp_path, PLAIN.values())

    assert scan(tmp_path, content).findings == ()


@pytest.mark.django_db
def test_nothing_is_said_of_our_own_letters(tmp_path):
    pages = [
        page_of(compose(kinds.made(*kind), on=kinds.ON))
        for kind in kinds.EVERY_KIND[:4]
    ]
    pages.append(
        page_of(
            procedural_letters.content_of(
                *procedural_letters.EVERY_PROCEDURAL_LETTER[0]
            )
        )
    )

    found = [scan(tmp_path, pdf_of(page)).findings for page in pages]

    # The author, the authority, is meant to be found.
    assert {one.code for findings in found for one in findings} == {"names_author"}
