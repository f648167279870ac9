"""A procedural letter is written, previewed and issued; then the request waits."""

import pytest
from django.utils import timezone

from requests_app.workflow import State
from responses.models import ProceduralDraft
from tests.journeys.conftest import WIDE
from tests.responses import procedural_letters as made

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def foi_request(officer):
    return made.request(authority=officer.authority, received_on=today())


def today():
    """Return the server's current day: received today, every letter is in time."""
    return timezone.localdate()  # noqa: TID251


def test_an_officer_asks_for_clarification_by_letter(
    foi_request, officer, new_page, sign_in, check_axe
):
    page = new_page()
    sign_in(page, officer)

    # The request's page offers the letters possible now.
    page.goto(foi_request.get_absolute_url())
    page.get_by_role("link", name="Ask for clarification").click()
    page.get_by_text("Missing: what is unclear").wait_for()
    check_axe(page)

    # Typed text is saved automatically, then previewed.
    page.get_by_label("What is unclear, and what you ask").fill(
        "You ask for “recent figures”. Which years do you mean?"
    )
    page.get_by_label("Every question still to be answered").check()
    page.get_by_text("Saved").wait_for()
    assert ProceduralDraft.objects.get().details["unclear"].startswith("You ask for")
    page.get_by_label("What would help").fill("- figures by month\n- a total a year")
    page.get_by_role("button", name="Save and preview").click()
    letter = page.get_by_role("region", name="Preview of the letter")
    letter.get_by_text("Which years do you mean?").wait_for()
    letter.get_by_text("a total a year").wait_for()
    check_axe(page)

    # Nothing is missing: the letter is issued. Once it is given, the request waits.
    page.get_by_role("button", name="Continue to issue letter").click()
    page.get_by_role("button", name="Issue the letter").wait_for()
    check_axe(page)
    page.get_by_role("button", name="Issue the letter").click()
    page.get_by_text("The letter is issued. It takes effect on the day").wait_for()
    check_axe(page)
    foi_request.refresh_from_db()
    assert foi_request.state == State.ANSWERING
    made.kinds.hand_over(foi_request.letters.get(), by=officer, on=today())
    foi_request.refresh_from_db()
    assert foi_request.state == State.AWAITING_CLARIFICATION
    page.goto(foi_request.get_absolute_url())
    page.get_by_text("No due date for now").wait_for()
    check_axe(page)


def test_an_exemption_is_chosen_by_typing_its_number(
    foi_request, officer, page, sign_in, check_axe
):
    sign_in(page, officer)
    page.goto(f"{foi_request.get_absolute_url()}letters/new/pit_extension/")

    box = page.get_by_role("combobox", name="Exemption")
    box.press_sequentially("43(2")
    page.get_by_role("option", name="Section 43(2)").wait_for()
    check_axe(page)
    box.press("Enter")

    page.get_by_role("heading", name="Section 43(2)").first.wait_for()


def test_every_form_can_be_used_by_everybody(
    foi_request, officer, page, sign_in, check_widths
):
    sign_in(page, officer)

    for kind in ("fees_notice", "pit_extension", "transfer", "invalid_request"):
        made.saved(foi_request, kind, by=officer, on=today())
        page.set_viewport_size(WIDE)
        page.goto(f"{foi_request.get_absolute_url()}letters/new/{kind}/")
        check_widths(page)
