"""A letter on screen stays within its sheet, in wide windows and narrow ones."""

import pytest
from django.urls import reverse

from requests_app.models import FOIRequest
from responses.issuing.services import issue_response
from responses.models import Answer
from tests.responses import kinds
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WIDTHS = (1280, 961, 640, 400, 320)
URL = "https://www.authority.example/" + "very-long-folder/" * 8 + "?q=" + "a1b2" * 30
CELLS = "".join(f"<td><p>Expenditure {n},000,000.00</p></td>" for n in range(8))
LONG = (
    f'<p>See <a href="{URL}">{URL}</a> and {"Donaudampfschifffahrts" * 6}.</p>'
    f"<table><tbody><tr><th><p>Year</p></th>{CELLS}</tr></tbody></table>"
    f"<ul><li><p>{'ho' * 75}</p></li></ul>"
)
# What stands out of the sheet, but for what scrolls within a table's own region.
BURST = """() => {
    const sheet = document.querySelector("article.letter");
    const {left, right} = sheet.getBoundingClientRect();
    return [...sheet.querySelectorAll("*")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && !one.parentElement.closest(".letter-scrolls")
            && (box.right > right + 0.5 || box.left < left - 0.5);
    }).map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`);
}"""


@pytest.fixture
def cleared(officer, approver):
    made = kinds.partial_disclosure(
        authority=officer.authority,
        requester_name="Wolfeschlegelsteinhausenbergerdorff-" * 2 + "Requester",
        requester_email="a" * 60 + "@" + "domain-of-the-requester." * 3 + "example",
        subject="Speed cameras " + "and" * 60,
    )
    Answer.objects.filter(foi_request=made).update(text=LONG)
    kinds.nothing_warns(made, by=officer, on=kinds.ON, at=kinds.AT)
    made = FOIRequest.objects.get(pk=made.pk)
    return kinds.cleared(made, by=officer, approver=approver)


def check_sheet(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(BURST) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_long_words_addresses_and_tables_stay_within_the_sheet(
    cleared, officer, page, sign_in, check_widths
):
    sign_in(page, officer)
    for name in ("preview-response", "issue-response"):
        page.goto(reverse(name, args=[cleared.reference]))
        check_sheet(page)

    letter = issue_response(
        foi_request=cleared, number=1, by=officer, on=kinds.ON, at=kinds.AT
    )
    page.goto(letter.get_absolute_url())
    check_sheet(page)
    check_widths(page)

    # The keyboard reaches a table wider than the sheet, and scrolls the table.
    table = page.get_by_role("region", name="Table 1", exact=True)
    table.focus()
    page.keyboard.press("ArrowRight")
    assert wait_until(lambda: table.evaluate("one => one.scrollLeft") > 0, seconds=5)
