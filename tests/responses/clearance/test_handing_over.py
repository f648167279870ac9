"""Steps of clearance that name a leaver go to a colleague with the other work."""

import pytest
from django.urls import reverse

from requests_app.assigning.handing_over import (
    HandOverNotPossible,
    hand_over,
    hand_over_url,
)
from requests_app.models import AdministrationEntry, HandOver, Notice
from responses.clearance.history import ClearanceHistory
from responses.clearance.steps import claim_response
from tests.factories import (
    AuthorityFactory,
    CommentFactory,
    FOIRequestFactory,
    UserFactory,
)
from tests.responses import kinds
from tests.responses.clearance.routes import approver_of, clear, route, send, step_of
from tests.responses.kinds import AT, ON


@pytest.fixture
def leaver(authority):
    return approver_of(authority, first_name="Lee", last_name="Legal")


@pytest.fixture
def colleague(authority):
    return approver_of(authority, first_name="Kit", last_name="Law")


@pytest.fixture
def senior(authority, leaver):
    return route(authority, "Senior", (1, "Legal", [leaver]), is_default=True)


def leave(person):
    person.is_active = False
    person.save()


def give(leaver, to, by, receivers=()):
    return hand_over(
        giver=leaver,
        receivers=receivers,
        foi_requests=None,
        takers={"clearance": to} if to else {},
        reason="Lee has left.",
        by=by,
        on=ON,
    )


def people_of(step):
    return list(step.people.all()), list(step.deputies.all())


def test_a_colleague_is_named_in_routes_and_in_running_clearances(
    officer, authority, leaver, colleague, senior, manager
):
    senior.steps.create(order=2, name="Head").deputies.add(leaver)
    sent = send(kinds.full_disclosure(authority=authority), by=officer)
    leave(leaver)

    made = give(leaver, colleague, manager)

    assert made.besides == "4 steps of clearance"
    assert [people_of(each) for each in senior.steps.all()] == [
        ([colleague], []),
        ([], [colleague]),
    ]
    assert people_of(step_of(sent, "Legal")) == ([colleague], [])
    entry = sent.history.get(
        kind=ClearanceHistory.STEP_PEOPLE_NAMED, note__startswith="Legal"
    )
    assert entry.note == "Legal: handed over from Lee Legal."
    assert entry.changes["people_named"] == [["Lee Legal"], ["Kit Law"]]
    told = Notice.objects.filter(person=colleague, foi_request=sent)
    assert "waits for you: Legal" in told.get().words
    clear(sent, colleague)


def test_the_record_of_changes_has_each_step_of_a_route(
    leaver, colleague, senior, manager
):
    give(leaver, colleague, manager)

    entry = AdministrationEntry.objects.get(what="Step “Legal” handed over")
    assert entry.changes["people"] == [["Lee Legal"], ["Kit Law"]]


def test_a_step_taken_by_the_leaver_is_free_again(
    officer, authority, leaver, colleague, senior, manager
):
    sent = send(kinds.full_disclosure(authority=authority), by=officer)
    claim_response(foi_request=sent, by=leaver, on=ON, at=AT)
    leave(leaver)

    give(leaver, colleague, manager)

    assert step_of(sent, "Legal").claimed_by is None


def test_decided_steps_and_retired_routes_stay_as_they_were(
    officer, authority, leaver, colleague, senior, manager
):
    sent = send(kinds.full_disclosure(authority=authority), by=officer)
    clear(sent, leaver)
    senior.is_default, senior.retired_on = False, ON
    senior.save()

    with pytest.raises(HandOverNotPossible, match="left to hand over"):
        give(leaver, colleague, manager)

    assert sent.clearances.get().steps.get().by == leaver
    assert not HandOver.objects.exists()


def test_a_step_stays_where_the_colleague_wrote_part_of_the_response(
    officer, authority, leaver, colleague, senior, manager
):
    sent = kinds.full_disclosure(authority=authority)
    sent.answers.update(updated_by=colleague)
    send(sent, by=officer)

    made = give(leaver, colleague, manager)

    assert made.besides == "1 step of clearance"
    assert people_of(step_of(sent, "Legal")) == ([leaver], [])


@pytest.mark.parametrize(
    "taker",
    [
        pytest.param(lambda a, _: UserFactory(authority=a), id="no approver"),
        pytest.param(lambda *_: approver_of(AuthorityFactory()), id="elsewhere"),
        pytest.param(lambda _, leaver: leaver, id="the leaver"),
    ],
)
def test_only_another_approver_of_the_authority_takes_steps(
    authority, leaver, senior, manager, taker
):
    with pytest.raises(HandOverNotPossible, match="cannot take steps of clearance"):
        give(leaver, taker(authority, leaver), manager)

    assert people_of(senior.steps.get()) == ([leaver], [])


def test_requests_still_need_an_officer(leaver, colleague, senior, manager):
    FOIRequestFactory(authority=leaver.authority, officer=leaver)

    with pytest.raises(HandOverNotPossible, match="at least one colleague"):
        give(leaver, colleague, manager)

    assert people_of(senior.steps.get()) == ([leaver], [])


def test_without_a_colleague_for_steps_only_the_rest_goes(
    officer, leaver, senior, manager
):
    CommentFactory(foi_request__authority=leaver.authority, assigned_to=leaver)

    made = give(leaver, None, manager, receivers=[officer])

    assert made.besides == "1 open task"
    assert people_of(senior.steps.get()) == ([leaver], [])


def test_the_page_offers_approvers_for_the_steps(
    client, leaver, colleague, senior, manager
):
    leave(leaver)
    client.force_login(manager)
    url = hand_over_url(leaver)

    page = client.get(url)
    assert "Who gets the 1 step of clearance" in page.text
    assert "Who gets the requests" not in page.text
    page = client.post(url, {"reason": "Lee has left."})
    assert "Choose a colleague" in page.text
    page = client.post(
        url,
        {"reason": "Lee has left.", "clearance_taker": colleague.pk},
        follow=True,
    )

    assert "Also handed over: 1 step of clearance." in page.text
    assert people_of(senior.steps.get()) == ([colleague], [])


@pytest.fixture
def administrator(authority):
    return UserFactory(authority=authority, roles=["administrator"])


def test_closing_an_approver_s_account_leads_to_the_hand_over(
    client, leaver, senior, administrator
):
    client.force_login(administrator)
    url = reverse("deactivate-person", args=[leaver.pk])

    assert "holds 1 step of clearance" in client.get(url).text
    page = client.post(url, {})

    assert page.url == hand_over_url(leaver)


def test_who_is_no_approver_any_more_is_to_hand_over_the_steps(
    client, leaver, senior, administrator
):
    client.force_login(administrator)
    url = reverse("change-person", args=[leaver.pk])
    form = client.get(url).context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None}

    page = client.post(url, {**typed, "roles": ["auditor"]})

    assert page.url == hand_over_url(leaver)


def test_an_approver_whose_name_is_corrected_keeps_the_steps(
    client, leaver, senior, administrator
):
    client.force_login(administrator)
    url = reverse("change-person", args=[leaver.pk])
    form = client.get(url).context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None}

    page = client.post(url, {**typed, "first_name": "Leigh"})

    assert page.url == reverse("person", args=[leaver.pk])
