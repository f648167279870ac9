"""Pages of a procedural letter: written, saved, read and issued."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from responses.models import Letter
from responses.procedural.services import procedural_draft_of
from tests.factories import QuestionFactory, UserFactory
from tests.responses import procedural_letters as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def foi_request(officer):
    today = timezone.localdate()
    return made.request(authority=officer.authority, received_on=today)


@pytest.fixture
def page(client, officer, foi_request):
    """Get or post a page of a letter, by default as the officer."""

    def page(kind, name="save-procedural-letter", data=None, by=officer):
        client.force_login(by, backend="accounts.backends.RoleBackend")
        named = {"reference": foi_request.reference, "kind": kind}
        url = reverse(name, kwargs=named)
        return client.get(url) if data is None else client.post(url, data)

    return page


def text_of(answer):
    return answer.content.decode()


DELAY = {
    "reason": "The officer is away.",
    "until_0": "17",
    "until_1": "4",
    "until_2": "2037",
    "version": "0",
}
CLOSE = {"close_on_0": "17", "close_on_1": "4", "close_on_2": "2037"}


def issuing(page, kind):
    """Return the values of the form on the issue page."""
    shown = text_of(page(kind, "issue-procedural-letter"))
    data = dict(re.findall(r'name="(number|page_sha256)" value="([^"]*)"', shown))
    return {**data, "send_by": "elsewhere", "send_elsewhere": "Handed over"}


@pytest.mark.parametrize("kind", ["acknowledgement", "clarification", "fees_notice"])
def test_the_form_stands_beside_the_letter_as_it_will_be(page, kind):
    shown = text_of(page(kind))

    assert "Save and preview" in shown
    assert "Dear Alex Requester" in shown
    assert "How many speed cameras are there?" in shown
    assert "Checks before issue" in shown


def test_saving_shows_the_letter_with_what_was_typed(page, foi_request):
    answer = page("delay_notice", data=DELAY)

    assert answer.status_code == 302
    assert answer.url.endswith("/letters/new/delay_notice/#letter")
    assert "by <strong>17 April 2037</strong>" in text_of(page("delay_notice"))
    assert not foi_request.letters.exists()


def test_what_is_missing_leads_to_its_field(page):
    shown = text_of(page("clarification"))

    assert "Missing: what is unclear" in shown
    assert 'href="/requests/' in shown
    assert "#div_id_unclear" in shown
    assert 'id="div_id_unclear"' in shown
    assert "Continue to issue letter" not in shown


def test_a_day_that_is_none_comes_back_with_all_that_was_typed(page, foi_request):
    answer = page("delay_notice", data={**DELAY, "until_0": "31"})

    shown = text_of(answer)
    assert "There is no day 31/4/2037" in shown
    assert "The officer is away." in shown
    assert procedural_draft_of(foi_request, "delay_notice") is None


def test_two_people_see_both_texts(page, foi_request, officer):
    other = UserFactory(authority=officer.authority, roles=["officer"])
    made.saved(
        foi_request,
        "delay_notice",
        by=other,
        on=timezone.localdate(),
        details={"reason": "The system was down.", "until": ""},
    )

    answer = page("delay_notice", data=DELAY)

    shown = text_of(answer)
    assert answer.status_code == 409
    assert "The officer is away." in shown
    assert "system was down" in shown
    assert 'name="version" value="1"' in shown


def test_the_page_saves_by_itself_what_it_can(page, foi_request):
    answer = page(
        "delay_notice",
        "autosave-procedural-letter",
        {**DELAY, "until_1": "", "until_2": ""},
    )

    told = answer.json()
    assert told["version"] == 1
    assert "all but “When you will answer”" in told["saved_at"]
    draft = procedural_draft_of(foi_request, "delay_notice")
    assert draft.details["reason"] == "The officer is away."


def test_provisions_are_added_and_removed(page, foi_request):
    page(
        "pit_extension", data={"version": "0", "held": "unsaid", "add": "FOIA 31(1)(a)"}
    )
    page(
        "pit_extension",
        data={
            "version": "1",
            "held": "unsaid",
            "provision": ["FOIA 31(1)(a)"],
            "why FOIA 31(1)(a)": "It would show where patrols are.",
            "add": "FOIA 43(2)",
        },
    )

    draft = procedural_draft_of(foi_request, "pit_extension")
    assert [one["key"] for one in draft.details["reliances"]] == [
        "FOIA 31(1)(a)",
        "FOIA 43(2)",
    ]
    assert "where patrols are" in text_of(page("pit_extension"))

    page(
        "pit_extension",
        data={
            "version": "2",
            "held": "unsaid",
            "provision": ["FOIA 31(1)(a)", "FOIA 43(2)"],
            "drop": "FOIA 31(1)(a)",
        },
    )

    draft.refresh_from_db()
    assert [one["key"] for one in draft.details["reliances"]] == ["FOIA 43(2)"]


def test_issuing_moves_the_request_and_shows_the_letter(page, foi_request):
    words = {"unclear": "Which years do you mean?", "help": "Any since 2019."}
    words["questions"] = ["every"]
    page("clarification", data={"version": "0", **words, **CLOSE})

    answer = page(
        "clarification", "issue-procedural-letter", issuing(page, "clarification")
    )

    assert answer.url == foi_request.letters.get().get_absolute_url()
    foi_request.refresh_from_db()
    assert foi_request.state == "awaiting_clarification"


def test_issuing_makes_the_letters_page_once(page):
    page("delay_notice", data=DELAY)
    data = issuing(page, "delay_notice")

    answer = page("delay_notice", "issue-procedural-letter", data)

    made_from = [template.name for template in answer.templates]
    assert made_from.count("letters/procedural/delay_notice.html") == 1


def test_a_second_click_leads_to_the_letter_there_is(page, foi_request):
    page("delay_notice", data=DELAY)
    data = issuing(page, "delay_notice")
    page("delay_notice", "issue-procedural-letter", data)

    answer = page("delay_notice", "issue-procedural-letter", data)

    assert answer.url == foi_request.letters.get().get_absolute_url()
    assert Letter.objects.count() == 1


def test_a_letter_changed_meanwhile_is_read_again_before_it_goes(page, foi_request):
    page("delay_notice", data=DELAY)
    data = issuing(page, "delay_notice")
    page("delay_notice", data={**DELAY, "reason": "Another reason.", "version": "1"})

    answer = page("delay_notice", "issue-procedural-letter", data)

    shown = text_of(answer)
    assert "The letter has changed since you opened this page" in shown
    assert "Another reason." in shown
    assert data["page_sha256"] not in shown
    assert not foi_request.letters.exists()


def test_a_letter_that_is_not_possible_says_so(page):
    shown = text_of(page("eir_extension"))

    assert "This letter cannot be written now" in shown
    assert "Save and preview" not in shown


@pytest.mark.parametrize("kind", ["full_disclosure", "nothing"])
def test_a_letter_that_is_not_written_so_is_not_there(page, kind):
    assert page(kind).status_code == 404


def test_discarding_leads_back_to_the_request(page, foi_request):
    page("delay_notice", data=DELAY)

    answer = page("delay_notice", "discard-procedural-letter", {})

    assert answer.url == foi_request.get_absolute_url()
    assert procedural_draft_of(foi_request, "delay_notice") is None


def test_a_warning_of_such_a_letter_can_be_overridden(page, client, foi_request):
    page("delay_notice", data={**DELAY, "reason": ""})
    shown = text_of(page("delay_notice"))
    assert "Continue to issue letter" not in shown
    url = re.search(r'action="([^"]*/override/)"', shown)[1]

    client.post(url, {"reason": "They know it.", "back": "/"})

    assert "Continue to issue letter" in text_of(page("delay_notice"))


@pytest.mark.parametrize("kind", ["clarification", "pit_extension", "transfer"])
def test_the_page_takes_the_same_queries_however_many_questions(
    page, foi_request, django_assert_max_num_queries, kind
):
    page(kind)
    with django_assert_max_num_queries(40) as few:
        page(kind)
    for order in range(10, 50):
        QuestionFactory(foi_request=foi_request, order=order, label=str(order))

    with django_assert_max_num_queries(len(few)):
        page(kind)


def test_a_letter_begun_is_marked_on_the_requests_page(page, client, foi_request):
    page("delay_notice", data=DELAY)

    assert "Notify the requester of a delay (started)" in text_of(
        client.get(foi_request.get_absolute_url())
    )


def test_saving_by_itself_adds_no_provision_that_is_only_chosen(page, foi_request):
    page(
        "pit_extension",
        "autosave-procedural-letter",
        {"version": "0", "reason": "Two forces.", "add": "FOIA 43(2)"},
    )

    draft = procedural_draft_of(foi_request, "pit_extension")
    assert draft.details["reliances"] == []


FEE = {
    "version": "0",
    "basis": "ordinary",
    "held": "held",
    "copies": "10",
    "copy_pence": "0.10",
    "amount_pence": "2",
    "workings": "Nothing is charged for the index.",
}


def test_figures_that_do_not_add_up_are_refused_and_come_back(page, foi_request):
    shown = text_of(page("fees_notice", data=FEE))

    assert "The fee is £2.00, but the figures come to £1.00." in shown
    assert "Nothing is charged for the index." in shown
    assert procedural_draft_of(foi_request, "fees_notice") is None


def test_half_of_the_figures_are_saved_while_the_officer_types(page, foi_request):
    page("fees_notice", "autosave-procedural-letter", data=FEE)

    details = procedural_draft_of(foi_request, "fees_notice").details
    assert (details["copies"], details["amount_pence"]) == ("10", 200)
