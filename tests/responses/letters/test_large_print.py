"""Letters in large print: at least 16 point, accessible, and fit for windows."""

import pytest

from responses.letters import columns
from responses.letters.composing import compose
from responses.letters.pages import as_draft, page_of
from responses.letters.pdf import pdf_of
from responses.letters.window import ADDRESS, faults_in
from responses.procedural.kinds.catalogue import compose_procedural
from statute.notices import LetterType
from tests.factories import RequesterFactory
from tests.pdfua.checking import broken_rules
from tests.responses import kinds

_POINT = 25.4 / 72
WIDE = (
    "<table><tbody>" + "<tr>" + "<td>12,345,678</td>" * 9 + "</tr>" + "</tbody></table>"
)


def needing(foi_request, size="as_needed", needs="large_print"):
    """Return a request whose requester needs large print."""
    foi_request.requester = RequesterFactory(
        authority=foi_request.authority, format_needs=needs
    )
    foi_request.print_size = size
    foi_request.save()
    return foi_request


def page_for(foi_request):
    return page_of(compose(foi_request, on=kinds.ON))


def sizes_in(pdf):
    """Return the least size of print on each page, in points, but for the window."""
    from pypdfium2 import PdfDocument, raw

    document = PdfDocument(pdf)
    found = []
    for number, page in enumerate(document):
        text = page.get_textpage()
        height = page.get_height()
        for at in range(text.count_chars()):
            left, bottom, _, _ = text.get_charbox(at)
            top = (height - bottom) * _POINT
            if number == 0 and left * _POINT < ADDRESS.right and top < ADDRESS.bottom:
                continue
            if text.get_text_range(at, 1).isalnum():
                found.append(raw.FPDFText_GetFontSize(text.raw, at))
    document.close()
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("size", "needs", "is_large"),
    [
        ("as_needed", "large_print", True),
        ("as_needed", "plain_text", False),
        ("as_needed", "", False),
        ("large", "", True),
        ("usual", "large_print", False),
    ],
)
def test_the_record_decides_unless_an_officer_did(size, needs, is_large):
    page = page_for(needing(kinds.full_disclosure(), size, needs))

    assert ('data-print="large"' in page) is is_large


@pytest.mark.django_db
def test_no_print_is_smaller_than_sixteen_points_but_the_address():
    for mark in (lambda page: page, as_draft):
        made = pdf_of(mark(page_for(needing(kinds.partial_disclosure()))))

        assert min(sizes_in(made)) > 15.9


@pytest.mark.django_db
def test_responses_in_large_print_are_accessible_and_fit_the_window(tmp_path):
    pdfs = []
    for kind, regime in kinds.EVERY_KIND[::4]:
        made = pdf_of(page_for(needing(kinds.made(kind, regime))))

        reasons = {
            str(each) for each in faults_in(made, grace=0) if "pages" not in str(each)
        }
        assert reasons == set(), (kind, regime)
        pdfs.append(tmp_path / f"{kind}-{regime}.pdf")
        pdfs[-1].write_bytes(made)

    broken = broken_rules(*pdfs)
    assert {name: rules for name, rules in broken.items() if rules} == {}


@pytest.mark.django_db
def test_addresses_break_only_between_their_words():
    from pypdfium2 import PdfDocument

    foi_request = needing(kinds.full_disclosure())
    foi_request.authority.email = "information.access@northmoor.example"
    foi_request.authority.website = "https://www.northmoor.example/information"
    foi_request.authority.save()

    made = pdf_of(page_for(foi_request))
    with PdfDocument(made) as document:
        lines = document[0].get_textpage().get_text_range().splitlines()

    assert "northmoor.example" in [line.strip() for line in lines]
    assert "information.access@" in [line.strip() for line in lines]


@pytest.mark.django_db
def test_a_line_that_just_fits_is_not_broken_after_its_first_word():
    from pypdfium2 import PdfDocument

    made = pdf_of(page_for(needing(kinds.full_disclosure())))
    with PdfDocument(made) as document:
        words = document[0].get_textpage().get_text_range()

    assert "We hold the information you asked for" in words


@pytest.mark.django_db
def test_letters_that_move_a_request_have_large_print_too():
    foi_request = needing(kinds.full_disclosure())

    page = page_of(
        compose_procedural(
            foi_request, kind=LetterType.ACKNOWLEDGEMENT, details={}, on=kinds.ON
        )
    )

    assert 'data-print="large"' in page


def test_tables_are_measured_for_the_print():
    from documents.richtext.cleaning import clean
    from responses.letters import prose

    assert "letter-wide" not in str(prose.set_rich_text(clean(WIDE)))
    with columns.in_print(is_large=True):
        set_large = str(prose.set_rich_text(clean(WIDE)))
    assert "letter-wide" in set_large
    assert "letter-wide" not in str(prose.set_rich_text(clean(WIDE)))
