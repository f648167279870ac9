"""Clear, clear with amendments and return from the desk; the next response."""

import pytest
from django.urls import reverse

from requests_app.workflow import State
from responses.approving.services import approve_parts
from responses.comments.services import comment_on
from responses.models import PartApproval, PartReturn
from tests.factories import FOIRequestFactory, LeaveFactory, UserFactory
from tests.responses import kinds
from tests.responses.clearance.routes import approver_of, route
from tests.responses.kinds import AT, ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_approver(client, approver):
    client.force_login(approver)
    return client


def at(name, foi_request):
    return reverse(name, args=[foi_request.reference])


def text_of(response):
    return " ".join(response.content.decode().split())


def posted(response):
    """Return what the form of a page to clear sends."""
    context = response.context
    return {
        "words_sha256": context["words_sha256"],
        "part": [one.value for one in context["desk"].left],
    }


def test_the_page_lists_what_was_not_approved_singly(as_approver, sent, approver, read):
    approve_parts(foi_request=sent, read=read(sent, "start"), by=approver, on=ON, at=AT)

    page = text_of(as_approver.get(at("clear-response", sent)))

    assert "You have not approved 5 of 6 parts singly" in page
    assert "Approve these parts and clear the response" in page


def test_an_approver_clears_what_the_page_showed(as_approver, sent):
    shown = posted(as_approver.get(at("clear-response", sent)))

    response = as_approver.post(at("clear-response", sent), shown)

    sent.refresh_from_db()
    assert response.url == at("clearance-desk", sent)
    assert sent.state == State.CLEARED
    assert sent.response_draft.cleared_sha256 == shown["words_sha256"]


def test_an_approver_whose_page_is_stale_reads_the_letter_again(as_approver, sent):
    shown = posted(as_approver.get(at("clear-response", sent)))
    sent.refresh_from_db()
    sent.authority.signatory = "Another"
    sent.authority.save()

    response = as_approver.post(at("clear-response", sent), shown)

    assert "Start of the letter changed since you opened the page" in text_of(response)
    assert f'value="{response.context["words_sha256"]}"' in text_of(response)


def test_who_wrote_the_response_is_told_that_another_must_clear_it(client, officer):
    both = UserFactory(roles=["officer", "approver"], authority=officer.authority)
    sent = kinds.in_clearance(
        kinds.full_disclosure(authority=officer.authority), by=both
    )
    client.force_login(both)

    page = text_of(client.get(at("clearance-desk", sent)))

    assert "so another approver must clear it" in page
    assert "data-approve" not in page


def test_a_response_is_returned_with_reasons(client, as_approver, sent, officer):
    response = as_approver.post(
        at("return-response", sent), {"reasons": "Say who decided."}
    )

    assert response.url == at("clearance-desk", sent)
    client.force_login(officer)
    page = text_of(client.get(at("preview-response", sent)))
    assert "The approver returned the response" in page
    assert "Say who decided." in page


def test_comments_stand_for_the_reasons_of_a_return(as_approver, sent, approver):
    question = sent.questions.get(order=0)
    comment_on(
        foi_request=sent, question=question, words="Since when?", by=approver, on=ON
    )

    as_approver.post(at("return-response", sent), {"reasons": ""})

    sent.refresh_from_db()
    assert sent.response_draft.return_reason == "See the comments on question 1."
    assert PartReturn.objects.get().part == f"answer-{question.pk}"


def test_a_return_without_a_reason_says_what_is_missing(as_approver, sent):
    page = text_of(as_approver.post(at("return-response", sent), {"reasons": " "}))

    sent.refresh_from_db()
    assert "Say what has to change" in page
    assert sent.state == State.CLEARANCE


def test_a_return_too_late_keeps_the_words(as_approver, sent):
    sent.state = State.CLEARED
    sent.save()

    page = text_of(as_approver.post(at("return-response", sent), {"reasons": "Wait."}))

    assert "A response can be returned while a request is" in page
    assert "Wait.</textarea>" in page


def test_who_may_not_decide_any_more_keeps_the_words(client, sent, approver):
    approver.roles = ["auditor"]
    approver.save()
    client.force_login(approver)

    response = client.post(at("return-response", sent), {"reasons": "Name the street."})

    sent.refresh_from_db()
    assert response.status_code == 403
    assert "You may not clear or return responses any more" in text_of(response)
    assert "Name the street.</textarea>" in text_of(response)
    assert sent.state == State.CLEARANCE


@pytest.fixture
def stands_in(client, officer, foi_request):
    """Sign in the deputy of the only approver named, while the leave lasts."""
    authority = officer.authority
    legal = approver_of(authority, first_name="Lee", last_name="Legal")
    deputy = approver_of(authority)
    leave = LeaveFactory(person=legal, deputy=deputy)
    route(authority, "Senior", (1, "Legal", [legal]), is_default=True)
    kinds.in_clearance(foi_request, by=officer)
    client.force_login(deputy)
    return leave


def end(leave):
    leave.last_on = leave.first_on
    leave.save()


WAITS = "This response waits for “Legal” (Lee Legal), and not for you."


def test_a_deputy_whose_leave_ends_meanwhile_is_told_and_decides_nothing(
    client, stands_in, foi_request, read
):
    before = client.get(at("clearance-desk", foi_request))
    assert before.context["may_decide"]
    end(stands_in)

    parts = [f"{key}:{sha256}" for key, sha256 in read(foi_request).items()]
    page = client.post(at("approve-parts", foi_request), {"part": parts}, follow=True)
    assert WAITS in text_of(page)
    assert not page.context["may_decide"]
    page = client.post(
        at("clear-response", foi_request),
        {"words_sha256": before.context["words_sha256"], "part": parts},
    )
    assert WAITS in text_of(page)

    foi_request.refresh_from_db()
    assert foi_request.state == State.CLEARANCE
    assert not PartApproval.objects.exists()


@pytest.mark.parametrize("name", ["return-response", "clear-with-amendments"])
def test_what_a_deputy_typed_stays_when_the_leave_ends(
    client, stands_in, foi_request, name
):
    end(stands_in)

    page = client.post(at(name, foi_request), {"reasons": "Name the street."})

    assert WAITS in text_of(page)
    assert "Name the street.</textarea>" in text_of(page)


def test_after_a_decision_the_next_response_is_offered(as_approver, sent):
    later, sooner = (
        FOIRequestFactory(authority=sent.authority, state="clearance", due_on=day)
        for day in ("2026-04-02", "2026-04-01")
    )
    shown = posted(as_approver.get(at("clear-response", sent)))

    response = as_approver.post(at("clear-response", sent), shown, follow=True)

    page = text_of(response)
    assert "Response cleared. The officer can issue the letter." in page
    assert f"Read the next response: {sooner}" in page
    assert str(later) not in page


def test_a_response_that_is_not_in_clearance_says_so(as_approver, foi_request):
    page = text_of(as_approver.get(at("clearance-desk", foi_request)))

    assert "is “Answering”, so there is no response to clear" in page


@pytest.mark.parametrize(
    "name", ["clear-response", "return-response", "clear-with-amendments"]
)
def test_a_page_to_decide_leads_to_the_desk_out_of_its_time(
    as_approver, foi_request, name
):
    response = as_approver.get(at(name, foi_request))

    assert response.url == at("clearance-desk", foi_request)
