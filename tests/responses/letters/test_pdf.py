"""The PDF has the preview's words and our fonts, and fetches no address."""

import re
from contextlib import suppress
from html import unescape
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from responses.letters import fonts
from responses.letters.composing import compose
from responses.letters.pages import article_of, page_of
from responses.letters.pdf import LetterNotMade, pdf_of
from tests.responses import kinds

# List marks and the page footer are drawn after the text of a page.
TAIL = r"(?: (?:•|[a-z]\.|\d+\.))* {} · Our reference \S+ · Page (\d+) of (\d+)$"


def page_saying(body):
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><title>Letter</title></head><body>'
        '<article class="letter" data-envelope="window" data-foot-reference="Ref"'
        ' data-foot-page="Page " data-foot-of=" of " data-foot-end="">'
        f"{body}</article></body></html>"
    )


def read(pdf):
    return PdfReader(BytesIO(pdf))


def words_of_page(page):
    """Return the words a person sees in the preview."""
    article = article_of(page)
    text = unescape(re.sub(r"<[^>]+>", " ", article))
    return folded(text)


def words_of_pdf(pdf, sender):
    """Return the words of a PDF without its page headers and footers."""
    reader = read(pdf)
    text = []
    for number, page in enumerate(reader.pages, start=1):
        words = folded(page.extract_text())
        tail = re.search(TAIL.format(re.escape(sender)), words)
        assert tail, words
        assert tail.groups() == (str(number), str(len(reader.pages)))
        text.append(words[: tail.start()])
    return folded(" ".join(text))


def folded(text):
    return " ".join(text.split())


def squeezed(text):
    """Remove spaces, because a line end is not part of a word."""
    return re.sub(r"\s", "", text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", ["partial_disclosure", "mixed_with_ncnd", "interim", "cost_refusal"]
)
def test_what_is_previewed_is_what_is_printed(kind):
    content = compose(kinds.made(kind, "FOIA"), on=kinds.ON)
    page = page_of(content)

    printed = words_of_pdf(pdf_of(page), content.sender.name)

    assert squeezed(printed) == squeezed(words_of_page(page))


@pytest.mark.django_db
def test_a_pdf_says_what_it_is_to_a_screen_reader():
    content = compose(kinds.full_disclosure(), on=kinds.ON)

    reader = read(pdf_of(page_of(content)))

    title = f"{content.title}, {content.reference}"
    assert reader.metadata.title == title
    assert reader.metadata.author == content.sender.name
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert [str(one["/Title"]) for one in reader.outline if isinstance(one, dict)]
    assert reader.pages[0].mediabox.width == pytest.approx(595.3, abs=0.5)


def fonts_of(reader):
    """Yield each font's name, its embedded file, and the characters of its glyphs."""
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            inner = font["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            data = descriptor.get("/FontFile2") or descriptor["/FontFile3"]
            codes = font["/ToUnicode"].get_object().get_data().decode()
            glyphs = re.findall(
                r"<([0-9a-f]{4})> <([0-9a-f]{4,})>", codes, re.IGNORECASE
            )
            yield (
                str(inner["/BaseFont"]).split("+")[-1],
                TTFont(BytesIO(data.get_object().get_data())),
                {
                    int(glyph, 16): bytes.fromhex(to).decode("utf-16-be")
                    for glyph, to in glyphs
                },
            )


def outline(font, glyph):
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[glyph].draw(pen)
    return pen.value


def test_every_character_is_drawn_by_our_fonts_with_its_own_glyph():
    text = "Aé Ŵ Ž ά Я Ạ ≥ → ✓"
    page = page_saying(f"<p>{text}</p><p><strong>{text}</strong> <em>{text}</em></p>")
    drawn = set()

    for name, embedded, characters in fonts_of(read(pdf_of(page))):
        faces = [
            one for one in fonts.FACES if name.startswith(one.family.replace(" ", "-"))
        ]
        characters.pop(0, None)  # Every font has the glyph .notdef.
        for glyph, char in characters.items():
            sources = [TTFont(face.path) for face in faces]
            assert outline(embedded, embedded.getGlyphName(glyph)) in [
                outline(source, source.getBestCmap()[ord(char)])
                for source in sources
                if ord(char) in source.getBestCmap()
            ], f"{char} in {name}"
            drawn.add(char)

    assert set(text) <= drawn


def test_every_family_is_named_in_the_stylesheet():
    sheet = (settings.BASE_DIR / "static/css/letter.css").read_text("utf-8")

    for face in fonts.FACES:
        assert sheet.count(f'"{face.family}"') == 2, face.family


HOSTILE = [
    '<img src="{}" alt="x">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<p style="background: url({})">x</p>',
    '<ul style="list-style-image: url({})"><li>x</li></ul>',
    '<style>@import "{}";</style>',
    "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font: 9pt x }}</style>",
    '<p style="content: url({})">x</p>',
    '<svg><image href="{}" width="9" height="9"/></svg>',
    '<svg><use href="{}#x"/></svg>',
    '<svg><style>@import "{}"; rect {{ fill: url({}) }}</style><rect/></svg>',
    '<meta http-equiv="refresh" content="0;url={}">',
    '<base href="{}"><img src="x" alt="x">',
    '<iframe src="{}"></iframe>',
    '<img srcset="{} 2x" alt="x">',
    '<picture><source srcset="{}"><img alt="x"></picture>',
    '<video src="{}" poster="{}"></video>',
    '<input type="image" src="{}">',
    '<table background="{}"><tr><td background="{}">x</td></tr></table>',
    '<script src="{}"></script>',
    "<style>@page {{ background: url({}) }} p::before {{ content: url({}) }}</style>",
    '<p style="border-image: url({}) 9; list-style: url({})">x</p>',
]
ADDRESSES = [
    "http://127.0.0.1:9/x",
    "https://a.example/x",
    "file:///etc/passwd",
    "ftp://a.example/x",
    "letter-font:99",
    "letter-font:../../etc/passwd",
    "letter-font:govuk-frontend/package.json",
    "letter-font:@fontsource-variable/noto-emoji/../../../manage.py",
    "https://letter.invalid/letterheads/x.png",
    "https://letter.invalid/letterheads/../../etc/passwd",
    "/etc/passwd",
    "/letterheads/" + "0" * 64 + ".png",
    "data:image/png;base64,iVBORw0KGgo=",
]


def test_no_address_in_a_page_is_ever_opened(monkeypatch):
    opened = []
    monkeypatch.setattr("socket.socket.connect", lambda *at: opened.append(at))

    for vector, address in product(HOSTILE, ADDRESSES):
        hostile = vector.format(address, address)
        with suppress(LetterNotMade):
            pdf = pdf_of(page_saying(hostile))
            assert b"/EmbeddedFile" not in pdf, hostile
            assert "root:" not in read(pdf).pages[0].extract_text(), hostile
        assert not opened, hostile


def test_a_picture_that_cannot_be_had_fails_the_letter():
    with pytest.raises(LetterNotMade, match=r"a\.example"):
        pdf_of(page_saying('<img src="https://a.example/x" alt="x">'))


def test_a_link_is_kept_as_a_link():
    page = page_saying('<p><a href="https://a.example/x">here</a></p>')

    (annotation,) = read(pdf_of(page)).pages[0]["/Annots"]

    assert annotation.get_object()["/A"]["/URI"] == "https://a.example/x"


def test_long_tables_repeat_their_head_on_every_page():
    rows = "".join(f"<tr><td>Camera {n}</td><td>{n}</td></tr>" for n in range(120))
    head = (
        '<thead><tr><th scope="col">Place</th><th scope="col">Number</th></tr></thead>'
    )

    reader = read(pdf_of(page_saying(f"<table>{head}<tbody>{rows}</tbody></table>")))

    assert len(reader.pages) > 2
    assert all("Place" in page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("lines", range(28, 36))
def test_a_signature_never_stands_alone_on_the_last_page(lines):
    signature = (
        '<div class="letter-signature"><p>Yours sincerely</p><p>A Name</p></div>'
    )
    body = "".join(f"<p>Line {number}.</p>" for number in range(lines))

    reader = read(pdf_of(page_saying(body + signature)))

    last = folded(reader.pages[-1].extract_text())
    assert re.search(r"Line \d+\. Yours sincerely", last)


def test_a_row_is_never_parted_over_two_pages():
    rows = "".join(
        f"<tr><td>Begin{n}<br>middle<br>end{n}</td><td>{n}</td></tr>" for n in range(60)
    )

    reader = read(pdf_of(page_saying(f"<table><tbody>{rows}</tbody></table>")))

    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) > 2
    for n in range(60):
        (page,) = [text for text in texts if re.search(rf"Begin{n}\b", text)]
        assert re.search(rf"end{n}\b", page)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Ŵales, naïve, £5 – 10 €, “quoted” … ½ ²", ()),
        ("≤ ≥ → ✓ ☐ α Ж Ω 😀", ()),
        ("漢字 한국어 ひらがな हिन्दी বাংলা ਪੰਜਾਬੀ தமிழ் ไทย አማርኛ 👍🏽 🇬🇧 1️⃣", ()),
        ("العربية اردو עברית", ()),
        ("𓀀 and 𓀀 \ue123", ("𓀀", "\ue123")),
        ("soft\u00adhyphen, zero\u200bwidth, no\u00a0break\u202f\u2060", ()),
    ],
)
def test_characters_that_no_font_draws_are_found(text, missing):
    assert fonts.undrawable(text) == missing


def test_a_character_is_named_for_who_has_to_find_it():
    assert fonts.named("漢") == "漢 (cjk unified ideograph-6f22, U+6F22)"


def test_a_character_that_no_font_draws_is_printed_as_its_name():
    page = page_saying(
        '<p>See 𓀀 and \ue123; <a href="https://a.example/𓀀">𓁀</a> \uf0b7 x</p>'
    )

    reader = read(pdf_of(page))

    text = folded(reader.pages[0].extract_text())
    (link,) = reader.pages[0]["/Annots"]
    assert "See [U+13000 egyptian hieroglyph a001] and [U+E123];" in text
    assert "• x" in text
    assert "𓀀" in link.get_object()["/A"]["/URI"] or "%F0%93%80%80" in str(link)


def test_a_letter_in_latin_letters_loads_no_further_font():
    assert fonts.extra_fonts_for("Ŵales ž Ж α ✓ عربي") == ()
    assert {Path(face.file).stem for face in fonts.extra_fonts_for("हिन्दी 👍")} == {
        "noto-emoji-9-wght-normal",
        "noto-sans-devanagari-devanagari-wght-normal",
    }


def test_fonts_that_are_drawn_with_are_the_packages_own():
    assert all(face.path.is_file() for face in fonts.FACES)
