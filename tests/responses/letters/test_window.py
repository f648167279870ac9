"""Every kind of letter fits a window envelope, held against its millimetres."""

import pytest

from responses.letters.composing import compose
from responses.letters.pages import as_draft, page_of
from responses.letters.pdf import pdf_of
from responses.letters.window import ADDRESS, faults_in, is_for_windows
from tests.responses import kinds, procedural_letters
from tests.responses.letters.test_pdf import page_saying

FRONT = (
    '<div class="letter-front"><div class="letter-front__left">'
    '<div class="letter-head"><p class="letter-head__name">{name}</p></div>'
    '<p class="letter-addressee">{lines}</p></div>'
    '<div class="letter-front__right">{right}</div></div>'
)
LINES = ("Alex Requester", "12 Example Street", "LS2 2BB")


def front(*, name="Midtown Council", lines=LINES, right="", body="<p>Dear Alex</p>"):
    """Return a letter's page with this first sheet."""
    address = "".join(f'<span class="letter-line">{line}</span>' for line in lines)
    return page_saying(FRONT.format(name=name, lines=address, right=right) + body)


def faults(page):
    return [str(fault) for fault in faults_in(pdf_of(page))]


@pytest.mark.django_db
def test_every_response_fits_the_window_without_any_grace():
    for kind, regime in kinds.EVERY_KIND:
        page = page_of(compose(kinds.made(kind, regime), on=kinds.ON))

        assert faults_in(pdf_of(page), grace=0) == (), (kind, regime)


@pytest.mark.django_db
def test_every_letter_that_moves_a_request_fits_the_window_without_any_grace():
    for kind, regime in procedural_letters.EVERY_PROCEDURAL_LETTER:
        page = page_of(procedural_letters.content_of(kind, regime))

        assert faults_in(pdf_of(page), grace=0) == (), (kind, regime)


@pytest.mark.django_db
@pytest.mark.parametrize("mark", [lambda page: page, as_draft])
def test_the_longest_sender_and_addressee_fit_the_window(mark):
    foi_request = kinds.full_disclosure(
        requester_name="The Honourable Alexandra Requester",
        requester_organisation="Residents of the Upper and Lower Harbour Terraces",
        requester_address="Flat 12\nHarbour House\n9 Long Row\nUpper Midtown\nLS2 2BB",
    )
    authority = foi_request.authority
    authority.name = "Police and Crime Commissioner for the County of Upper Midtown"
    authority.address = "Long House\n1 High Street\nOld Town\nMidtown\nLS1 1AA"
    authority.telephone, authority.website = "0113 496 0000", "www.authority.example"
    authority.save()
    page = mark(page_of(compose(foi_request, on=kinds.ON)))

    assert faults_in(pdf_of(page), grace=0) == ()


@pytest.mark.django_db
def test_the_address_block_has_no_email_address():
    page = page_of(compose(kinds.full_disclosure(), on=kinds.ON))
    block = page.split('<p class="letter-addressee">')[1].split("</p>")[0]

    assert "LS2 2BB" in block
    assert "@" not in block


def test_print_in_the_window_or_around_it_is_found():
    assert faults(front()) == []
    beside = faults(
        front(right=f'<p style="margin: 30mm 0 0 -25mm">{"9 March " * 3}</p>')
    )
    below = faults(front(body='<p style="margin-top: -20mm">Dear Alex</p>'))

    assert any("around the address window" in fault for fault in beside)
    assert any("“Dear Alex”" in fault for fault in below)


@pytest.mark.parametrize(
    ("style", "is_found"),
    [
        ("height: 1mm; background: #eee", True),
        ("height: 1mm; background: #fff", False),
        ("height: 0.3mm; background: #000", True),
    ],
)
def test_a_tint_or_a_rule_around_the_window_is_found(style, is_found):
    mark = f'<div style="margin: -10mm 0 9mm; width: 20mm; {style}"></div>'

    assert bool(faults(front(body=f"{mark}<p>Dear Alex</p>"))) is is_found


def test_a_later_page_keeps_clear_of_the_edge():
    page = front(
        body='<p>1</p><p style="break-before: page; margin: -14mm 0 0 -20mm">2</p>'
    )

    (fault,) = faults(page)

    assert fault.startswith("Page 2: There is print too near the edge")


def test_more_than_ten_pages_are_said():
    body = '<p style="break-before: page">More.</p>'

    assert faults(front(body=f"<p>Dear Alex</p>{body * 9}")) == []
    assert "11 pages, and 10 fit" in faults(front(body=f"<p>D</p>{body * 10}"))[0]


def test_a_sheet_that_is_not_a4_upright_is_said():
    sheet = "<style>@page:nth(2) { size: A4 landscape } </style>"
    body = '<p>1</p><p style="break-before: page">2</p>'

    assert faults(front(body=sheet + body)) == ["Page 2: The sheet is not A4 upright."]


def test_a_page_that_was_posted_before_is_found():
    body = (
        '<p>1</p><p style="break-before: page; margin: -16mm 0 0 -25mm;'
        ' font-size: 6pt">NOTIFY</p>'
    )

    assert any("NOTIFY" in fault for fault in faults(front(body=body)))


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([*LINES[:2], "Midtown"], "must be its postcode"),
        ([f"Line {n}" for n in range(7)] + ["LS2 2BB"], "fills 8 lines, and 7 fit"),
        ([*LINES, "alex@requester.example"], "it is “alex@requester.example”"),
    ],
)
def test_the_address_in_the_window_is_read_as_a_machine_reads_it(lines, says):
    assert any(says in fault for fault in faults(front(lines=lines)))


def test_only_letters_for_windows_are_held_against_the_window():
    assert is_for_windows(front())
    assert not is_for_windows(front().replace('"window"', '"plain"'))
    assert not is_for_windows('<article class="letter"><p>data-envelope="window"</p>')


def test_the_window_holds_seven_lines():
    seven = [*(f"Line {n}" for n in range(6)), "LS2 2BB"]

    assert faults(front(lines=seven)) == []
    assert ADDRESS.bottom - ADDRESS.top >= 7 * 3.8
