"""Any two versions compared and restored, and the history that folds."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from responses.drafting.answers import answer_question
from responses.drafting.citations import cite_exemption
from responses.drafting.letter_text import save_letter_text
from responses.models import Answer, Citation
from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 3, 9)


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"], first_name="Priya", last_name="Nair")


@pytest.fixture
def foi_request(officer):
    foi_request = FOIRequestFactory(
        authority=officer.authority, officer=officer, subject="Vans of the council"
    )
    common = {"foi_request": foi_request, "by": officer, "on": TODAY}
    question = QuestionFactory(foi_request=foi_request, order=1, label="1")
    saves = ("Ten vans stood there.", "Ten lorries", "Ten lorries stood there in May.")
    for version, words in enumerate(saves):
        answer_question(
            question=question,
            text=f"<p>{words}</p>",
            outcome="withheld" if version else "disclosed",
            version=version,
            is_autosave=version == 1,
            **common,
        )
    cite_exemption(
        question=question,
        provision_key="FOIA 43(2)",
        harm="Rivals would bid just under the price.",
        **common,
    )
    for version, words in enumerate(("Sorry for the wait.", "Thanks for the wait.")):
        said = {"opening": f"<p>{words}</p>", "ending": ""}
        save_letter_text(version=version, **said, **common)
    return foi_request


@pytest.fixture
def room(page, officer, sign_in, foi_request):
    sign_in(page, officer)
    question = foi_request.questions.get()
    address = reverse("answer-question", args=[foi_request.reference, question.pk])
    page.goto(f"{address}?panel=versions")
    return page


def test_two_versions_chosen_in_the_tab_are_compared_and_one_restored(
    room, check_axe, check_widths
):
    check_axe(room)
    room.get_by_text("1 saved automatically in between").click()
    room.get_by_role("radio", name="Compare version 1,").check()
    room.get_by_role("radio", name="With version 2,").check()
    room.get_by_role("button", name="Compare the two").click()

    expect(room.get_by_role("deletion").last).to_contain_text("vans stood there.")
    expect(room.get_by_role("insertion").last).to_contain_text("lorries")
    check_widths(room)
    room.get_by_role("link", name="Show side by side").click()
    check_widths(room)
    room.get_by_role("button", name="Restore version 1").click()

    expect(room.get_by_text("is the answer again")).to_be_visible()
    assert Answer.objects.get().text == "<p>Ten vans stood there.</p>"
    assert Citation.objects.exists()


def test_what_was_cited_is_compared_and_comes_back(room):
    room.get_by_role("link", name="Version 1", exact=True).click()
    expect(room.locator("#room-middle")).to_contain_text("s.43(2): The harm")
    expect(room.get_by_role("insertion").last).to_contain_text("Rivals would bid")

    room.get_by_label("With its provisions and their reasons").check()
    room.get_by_role("button", name="Restore version 1").click()

    expect(room.get_by_text("is the answer again")).to_be_visible()
    assert not Citation.objects.exists()


def test_opening_and_ending_have_versions_too(room, foi_request, check_axe):
    room.goto(reverse("save-letter-text", args=[foi_request.reference]))
    room.locator("#room-panel nav").get_by_role("link", name="Versions").click()
    room.get_by_role("link", name="Version 1", exact=True).click()

    expect(room.get_by_role("deletion")).to_contain_text("Sorry")
    check_axe(room)


def test_history_opens_by_key_and_is_filtered(page, officer, sign_in, foi_request):
    sign_in(page, officer)
    page.goto(foi_request.get_absolute_url())
    folded = page.get_by_role("heading", name="Answer saved 3 times")
    expect(folded).to_be_visible()
    page.locator(".foi-timeline summary").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="With what changed").first.click()
    expect(page.get_by_role("heading", name="Provision cited")).to_be_visible()

    page.get_by_role("link", name="Back to the whole history").click()
    page.get_by_label("Show").select_option("Provision cited")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".foi-timeline h3")).to_have_text(["Provision cited"])


def test_the_history_is_accessible(page, officer, sign_in, foi_request, check_widths):
    sign_in(page, officer)
    page.goto(foi_request.get_absolute_url())
    page.locator(".foi-timeline summary").first.click()
    check_widths(page)
