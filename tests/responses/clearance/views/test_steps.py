"""The pages of routes, of steps, and of the queue."""

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.workflow import State
from responses.clearance.services import send_for_clearance
from responses.models import Clearance
from tests.responses import kinds
from tests.responses.clearance.routes import approver_of, route, states_of, step_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def senior(authority, legal):
    return route(
        authority, "Senior", (1, "Legal", [legal]), (2, "Head", None), is_default=True
    )


@pytest.fixture
def draft(officer, authority, senior):
    made = kinds.full_disclosure(authority=authority)
    return kinds.nothing_warns(made, by=officer)


@pytest.fixture
def sent(draft, officer):
    now = timezone.now()
    return send_for_clearance(
        foi_request=draft, by=officer, on=timezone.localdate(), at=now
    )


def at(name, foi_request, *more):
    return reverse(name, args=[foi_request.reference, *more])


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("page", ["send-for-clearance", "preview-response"])
def test_the_route_and_its_reason_stand_before_sending(client, officer, draft, page):
    client.force_login(officer)

    text = text_of(client.get(at(page, draft)))

    assert "Route: Senior" in text
    assert "“Senior” because no rule applies." in text
    assert "Lee Legal" in text


def test_another_route_is_chosen_with_a_reason(client, officer, draft, authority):
    short = route(authority, "Short", (1, "Head", None))
    client.force_login(officer)
    url = at("send-for-clearance", draft)

    refused = client.post(url, {"route": short.pk, "route_reason": ""})
    assert "Say why the response takes another route." in text_of(refused)

    client.post(url, {"route": short.pk, "route_reason": "A plain question."})
    assert Clearance.objects.get().route_name == "Short"


def test_sending_says_the_route_and_who_reads_first(client, officer, draft):
    client.force_login(officer)

    page = client.post(at("send-for-clearance", draft), follow=True)

    said = "Sent for clearance: Senior. Waits for “Legal” (Lee Legal)."
    assert said in text_of(page)


def test_an_authority_without_routes_has_nothing_to_choose(client, officer):
    plain = kinds.full_disclosure(authority=officer.authority)
    client.force_login(officer)

    page = client.get(at("send-for-clearance", plain))

    assert "Choose another route" not in text_of(page)
    assert page.context["form"].another_route is None


def test_the_preview_shows_where_each_step_is(client, officer, sent):
    client.force_login(officer)

    text = text_of(client.get(at("preview-response", sent)))

    assert "Clearance: Senior" in text
    assert "Waits for earlier steps" in text
    assert "Bypass" not in text


def test_the_desk_shows_the_steps_and_who_is_asked(client, legal, approver, sent):
    client.force_login(legal)
    mine = client.get(at("clearance-desk", sent))
    assert mine.context["may_decide"]
    assert "Clearance: Senior" in text_of(mine)
    assert "Take this response" in text_of(mine)

    client.force_login(approver)
    other = client.get(at("clearance-desk", sent))
    assert not other.context["may_decide"]
    said = "This response waits for “Legal” (Lee Legal), and not for you."
    assert said in text_of(other)


def test_the_queue_is_of_steps_that_wait_for_the_reader(client, legal, approver, sent):
    client.force_login(legal)
    assert "(1)" in text_of(client.get(reverse("clearance-queue")))

    client.force_login(approver)
    assert "No response is waiting for you." in text_of(
        client.get(reverse("clearance-queue"))
    )
    every = client.get(reverse("clearance-queue"), {"all": 1})
    assert str(sent) in text_of(every)


def test_a_manager_sees_in_the_queue_what_no_one_can_clear(
    client, manager, legal, sent
):
    legal.is_active = False
    legal.save()
    client.force_login(manager)

    page = client.get(reverse("clearance-queue"))

    assert "No one can clear this: Lee Legal has left" in text_of(page)
    assert at("name-for-step", sent, step_of(sent, "Legal").pk) in text_of(page)


def test_a_manager_names_another_for_the_step(client, manager, approver, sent):
    client.force_login(manager)
    url = at("name-for-step", sent, step_of(sent, "Legal").pk)

    empty = client.post(url, {})
    assert "Choose who may clear this step" in text_of(empty)

    client.post(url, {"people": [approver.pk], "reason": "Lee is ill."})
    assert approver in step_of(sent, "Legal").people.all()


def test_a_manager_bypasses_a_step(client, manager, sent):
    client.force_login(manager)
    url = at("bypass-step", sent, step_of(sent, "Legal").pk)

    client.post(url, {"reason": "Counsel agreed by telephone."})

    assert states_of(sent) == {"Legal": "skipped", "Head": "open"}
    page = text_of(client.post(url, {"reason": "Again."}))
    assert "This step was decided meanwhile." in page


def test_an_approver_takes_a_response_and_gives_it_back(client, legal, sent):
    client.force_login(legal)

    client.post(at("claim-response", sent))
    assert step_of(sent, "Legal").claimed_by == legal
    assert "Give back" in text_of(client.get(reverse("clearance-queue")))

    client.post(at("release-response", sent))
    assert step_of(sent, "Legal").claimed_by is None


def test_another_takes_over_only_by_saying_so(client, legal, authority, sent):
    other = approver_of(authority)
    step_of(sent, "Legal").people.add(other)
    client.force_login(legal)
    client.post(at("claim-response", sent))
    client.force_login(other)

    refused = client.post(at("claim-response", sent), follow=True)
    assert "Lee Legal has taken this response" in text_of(refused)

    client.post(at("claim-response", sent), {"takes_over": "yes"})
    assert step_of(sent, "Legal").claimed_by == other
    sent.refresh_from_db()
    assert sent.state == State.CLEARANCE
