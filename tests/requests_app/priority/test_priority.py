"""Priority is asked for, decided by a manager, shown, and withdrawn."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from requests_app.actions.table import ActionNotPossible
from requests_app.models import FOIRequest, Notice
from requests_app.priority.services import (
    PriorityNotPossible,
    ask_for_priority,
    decide_priority,
    withdraw_priority,
)
from tests.factories import FOIRequestFactory, UserFactory

ON, NEXT = date(2026, 3, 9), date(2026, 3, 10)


@pytest.fixture
def foi_request(manager):
    holder = UserFactory(roles=["officer"], authority=manager.authority)
    return FOIRequestFactory(
        authority=manager.authority, officer=holder, reference="1-26"
    )


def ask(foi_request, by, reason="The debate is on Friday."):
    return ask_for_priority(foi_request=foi_request, reason=reason, by=by, on=ON)


def decide(foi_request, by, decision="granted", reason=""):
    return decide_priority(
        foi_request=foi_request, decision=decision, reason=reason, by=by, on=NEXT
    )


def told():
    found = {one.person: (one.words, one.url) for one in Notice.objects.all()}
    Notice.objects.all().delete()
    return found


def test_priority_is_asked_for_then_granted(foi_request, officer, manager):
    assert ask(foi_request, officer).priority == "priority_asked"

    assert told() == {
        manager: (
            f"{officer} asks for priority for request 1-26: The debate is on Friday.",
            reverse("decide-priority", args=["1-26"]),
        )
    }

    decide(foi_request, manager, reason="Agreed.")

    foi_request.refresh_from_db()
    assert foi_request.priority == "priority"
    asked = foi_request.priorities.get()
    assert (asked.asked_by, asked.asked_on, asked.reason) == (
        officer,
        ON,
        "The debate is on Friday.",
    )
    assert (asked.decision, asked.decided_by, asked.decided_on, asked.note) == (
        "granted",
        manager,
        NEXT,
        "Agreed.",
    )
    page = foi_request.get_absolute_url()
    assert told() == {
        foi_request.officer: (
            f"{manager} gave priority to request 1-26: Agreed.",
            page,
        ),
        officer: (
            f"{manager} granted the priority you asked for for request 1-26. Agreed.",
            page,
        ),
    }
    first, second = foi_request.history.order_by("pk")
    assert (first.kind, first.by, first.note, first.changes) == (
        "priority_asked",
        officer,
        "The debate is on Friday.",
        {"priority": ["", "Priority asked for"]},
    )
    assert (second.kind, second.by, second.changes) == (
        "priority_granted",
        manager,
        {"priority": ["Priority asked for", "Priority"]},
    )


def test_a_manager_who_asks_grants_at_once(foi_request, manager):
    assert ask(foi_request, manager).priority == "priority"

    assert set(told()) == {foi_request.officer}
    assert foi_request.history.get().kind == "priority_granted"
    assert foi_request.priorities.get().decided_by == manager


def test_priority_declined_can_be_asked_for_again(foi_request, officer, manager):
    ask(foi_request, officer)
    decide(foi_request, manager, "declined", "Others are later.")

    foi_request.refresh_from_db()
    assert foi_request.priority == ""
    assert told()[officer][0] == (
        f"{manager} declined the priority you asked for for request 1-26. "
        "Others are later."
    )
    ask(foi_request, officer)
    assert [one.decision for one in foi_request.priorities.all()] == ["declined", ""]


@pytest.mark.parametrize(
    ("decision", "reason", "words"),
    [
        ("declined", " ", "Say why priority is declined"),
        ("perhaps", "x", "Choose whether"),
    ],
)
def test_a_decision_that_cannot_be_changes_nothing(
    foi_request, officer, manager, decision, reason, words
):
    ask(foi_request, officer)

    with pytest.raises(PriorityNotPossible, match=words):
        decide(foi_request, manager, decision, reason)

    foi_request.refresh_from_db()
    assert foi_request.priority == "priority_asked"
    assert foi_request.history.count() == 1


def test_priority_is_not_asked_for_twice(foi_request, officer, manager):
    ask(foi_request, officer)

    with pytest.raises(ActionNotPossible, match="asked for already"):
        ask(foi_request, officer)
    decide(foi_request, manager)
    with pytest.raises(ActionNotPossible, match="has priority already"):
        ask(foi_request, officer)
    with pytest.raises(ActionNotPossible, match="granted already"):
        decide(foi_request, manager)
    assert foi_request.priorities.count() == 1


def test_the_database_keeps_one_priority_in_force(foi_request, officer):
    ask(foi_request, officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        foi_request.priorities.create(asked_by=officer, asked_on=ON, reason="Again")
    with pytest.raises(IntegrityError), transaction.atomic():
        foi_request.priorities.update(decision="granted")


def test_who_asked_withdraws_and_others_do_not(foi_request, officer, manager):
    other = UserFactory(roles=["officer"], authority=manager.authority)
    ask(foi_request, officer)
    wanted = {"foi_request": foi_request, "reason": "Settled.", "on": NEXT}

    with pytest.raises(PriorityNotPossible, match=f"{officer} asked for priority"):
        withdraw_priority(by=other, **wanted)
    withdraw_priority(by=officer, **wanted)

    foi_request.refresh_from_db()
    assert foi_request.priority == ""
    assert foi_request.priorities.get().decision == "withdrawn"
    ask(foi_request, officer)
    decide(foi_request, manager)
    with pytest.raises(PriorityNotPossible, match="A manager granted"):
        withdraw_priority(by=officer, **wanted)
    withdraw_priority(by=manager, **wanted)
    assert foi_request.history.latest("pk").kind == "priority_withdrawn"


def test_a_restricted_request_is_told_to_nobody_who_may_not_see_it(
    foi_request, officer, manager
):
    FOIRequest.objects.filter(pk=foi_request.pk).update(is_restricted=True)
    foi_request.refresh_from_db()
    foi_request.named_people.add(officer, foi_request.officer)

    ask(foi_request, officer)

    assert all("1-26" not in words for words, _ in told().values())


# --- Pages --------------------------------------------------------------------------


@pytest.fixture
def listed(client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")

    def listed(**wanted):
        page = client.get(reverse("foi-requests"), wanted)
        return [str(row.foi_request) for row in page.context["object_list"]], page

    return listed


def test_lists_mark_filter_and_show_priority(foi_request, officer, manager, listed):
    granted = FOIRequestFactory(
        authority=manager.authority, reference="2-26", flags=["sensitive"]
    )
    FOIRequestFactory(
        authority=manager.authority, reference="3-26", flags=["sensitive"]
    )
    ask(foi_request, officer)
    ask(granted, manager)

    assert listed(flag="priority_asked")[0] == ["1-26"]
    assert listed(flag="priority")[0] == ["2-26"]
    assert set(listed(flag="priority,priority_asked")[0]) == {"1-26", "2-26"}
    assert set(listed(flag="priority_asked,sensitive")[0]) == {"1-26", "2-26", "3-26"}
    _, page = listed(columns="priority")
    assert 'class="foi-priority_asked">Priority asked for</span>' in page.text
    assert 'class="foi-priority">Priority</span>' in page.text
    assert "<td" in page.text
    assert 'data-title="Priority">Priority asked for</td>' in page.text


def test_a_closed_request_is_not_marked_any_more(foi_request, manager, listed):
    ask(foi_request, manager)
    FOIRequest.objects.update(
        state="withdrawn", closed_on=ON, registered_on=ON, due_on=None
    )

    found, page = listed(flag="priority", state="all")

    assert found == ["1-26"]
    assert "foi-priority" not in page.text


def test_the_page_of_the_request_says_who_asked_and_leads_to_the_decision(
    foi_request, officer, client, listed, manager
):
    ask(foi_request, officer)
    page = client.get(foi_request.get_absolute_url()).text

    assert "Priority asked for</span>" in page
    assert f"{officer} asked on 9 March 2026: The debate is on Friday." in page
    address = reverse("decide-priority", args=["1-26"])
    assert f'href="{address}"' in page
    assert "The debate is on Friday." in client.get(address).text

    refused = client.post(address, {"decision": "declined", "reason": ""})
    assert "Say why priority is declined." in refused.text
    client.post(address, {"decision": "granted", "reason": "Agreed."})

    foi_request.refresh_from_db()
    assert foi_request.priority == "priority"
    page = client.get(foi_request.get_absolute_url()).text
    assert f"Granted by {manager} on " in page
    assert "Agreed." in page


def test_an_officer_is_not_offered_the_decision(foi_request, officer, client):
    ask(foi_request, officer)
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    page = client.get(foi_request.get_absolute_url()).text

    assert reverse("decide-priority", args=["1-26"]) not in page
    assert reverse("withdraw-priority", args=["1-26"]) in page


def test_requests_with_priority_come_first_in_their_band_on_my_day(
    manager, officer, client
):
    due = date(2099, 1, 5)
    earlier, later = (
        FOIRequestFactory(
            authority=manager.authority,
            officer=officer,
            reference=reference,
            due_on=day,
        )
        for reference, day in (("1-26", due), ("2-26", date(2099, 3, 5)))
    )
    ask(later, manager)
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    page = client.get(reverse("home")).text

    assert page.index("2-26") < page.index("1-26")
    assert 'class="foi-priority">Priority</span>' in page
    assert earlier.priority == ""
