"""Every letter of the demonstration fits a window envelope."""

from datetime import date

import pytest

from responses.letters.addressed import printed_address, why_not_printed
from responses.letters.pdf import pdf_of
from responses.letters.window import faults_in, is_for_windows
from responses.management.demonstration import Demonstration
from responses.models import Letter

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
POSTED_TO = "".join(
    f'<span class="letter-line">{line}</span>'
    for line in ("Alex Requester", "12 Example Street", "LS2 2BB")
)


def as_posted(page):
    """Return a letter's page; one without a postal address is given an address."""
    if not why_not_printed("\n".join(printed_address(page))):
        return page
    before, _, rest = page.partition('<p class="letter-addressee">')
    after = rest.partition("</p>")[2]
    return f'{before}<p class="letter-addressee">{POSTED_TO}</p>{after}'


def test_every_letter_of_the_demonstration_fits_the_window(settings):
    settings.IS_DEMONSTRATION = True
    Demonstration(today=TODAY).load()
    pages = list(Letter.objects.values_list("html", flat=True))

    assert len(pages) > 5
    for page in pages:
        assert is_for_windows(page)
        assert faults_in(pdf_of(as_posted(page)), grace=0) == ()


def test_every_address_of_the_demonstration_can_be_posted_to(settings):
    settings.IS_DEMONSTRATION = True
    Demonstration(today=TODAY).load()
    posted = Letter.objects.filter(dispatches__channel="post")

    assert posted
    for letter in posted:
        for sending in letter.dispatches.filter(channel="post"):
            assert why_not_printed(sending.address) == []
            assert "\n".join(printed_address(letter.html)) == sending.address
