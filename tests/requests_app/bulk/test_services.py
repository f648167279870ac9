"""Choosing requests, planning what is done to them, doing it, and undoing it."""

from datetime import date

import pytest

from requests_app.assigning.services import assign_request
from requests_app.bulk import services
from requests_app.bulk.services import (
    BulkActNotPossible,
    act_on_batch,
    carry_out,
    choose_requests,
    plan_act,
    undo_act,
)
from requests_app.models import BulkAct, FOIRequest, HistoryEntry, Job, Notice
from requests_app.priority.services import decide_priority
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory

TODAY = date(2026, 3, 16)
ASSIGN, FLAG, PRIORITY = BulkAct.Kind


@pytest.fixture
def kim(manager):
    return UserFactory(
        roles=["officer"],
        authority=manager.authority,
        first_name="Kim",
        last_name="Lee",
        team=TeamFactory(authority=manager.authority),
    )


@pytest.fixture
def three(manager, officer):
    return [
        FOIRequestFactory(authority=manager.authority, officer=officer)
        for _ in range(3)
    ]


def chosen(by, kind=ASSIGN, **given):
    found = FOIRequest.objects.visible_to(by)
    return choose_requests(found=found, kind=kind, query="", by=by, **given)


def problems(act):
    return {row.foi_request_id: row.problem for row in act.rows.exclude(problem="")}


def test_many_are_assigned_with_history_and_one_notice(manager, officer, kim, three):
    act = plan_act(act=chosen(manager), officer=kim, reason="Sam is away.")
    assert not FOIRequest.objects.filter(officer=kim).exists()

    done = carry_out(act=act, on=TODAY)

    assert done.done_at is not None
    for each in FOIRequest.objects.all():
        entry = each.history.get()
        assert (each.officer, each.team) == (kim, kim.team)
        assert (entry.kind, entry.by, entry.note) == (
            "request_assigned",
            manager,
            "Sam is away.",
        )
        assert entry.changes == {
            "officer": [str(officer), str(kim)],
            "team": [None, str(kim.team)],
        }
    assert Notice.objects.get(person=kim).words == (
        f"{manager} assigned 3 requests to you."
    )
    assert Notice.objects.get(person=officer).words == (
        f"{manager} assigned 3 requests of yours to others."
    )
    assert Notice.objects.count() == 2


def test_what_cannot_be_done_is_said_before(manager, officer, kim, three):
    closed = FOIRequestFactory(
        authority=manager.authority, state="answered", closed_on=TODAY
    )
    restricted = FOIRequestFactory(authority=manager.authority, is_restricted=True)
    restricted.named_people.add(manager)
    hers = FOIRequestFactory(authority=manager.authority, officer=kim, team=kim.team)

    act = plan_act(act=chosen(manager), officer=kim, reason="More hands.")

    found = problems(act)
    assert set(found) == {closed.pk, restricted.pk, hers.pk}
    assert "Reopen the request" in found[closed.pk]
    assert found[restricted.pk].endswith("Kim Lee may not see it.")
    assert found[hers.pk] == "The request is with Kim Lee already."
    carry_out(act=act, on=TODAY)
    assert act.rows.filter(is_done=True).count() == 3


def test_restricted_requests_of_others_are_neither_chosen_nor_counted(manager, three):
    FOIRequestFactory(authority=manager.authority, is_restricted=True)
    FOIRequestFactory()

    assert chosen(manager).rows.count() == 3


def test_a_request_restricted_after_the_preview_is_left_alone(manager, kim, three):
    act = plan_act(act=chosen(manager), officer=kim, reason="More hands.")
    FOIRequest.objects.filter(pk=three[0].pk).update(is_restricted=True)

    carry_out(act=act, on=TODAY)

    assert problems(act) == {three[0].pk: "The request is closed to you now."}
    assert FOIRequest.objects.filter(officer=kim).count() == 2


def test_a_request_changed_since_the_preview_is_not_overwritten(
    manager, officer, kim, three
):
    other = UserFactory(roles=["officer"], authority=manager.authority)
    act = plan_act(act=chosen(manager), officer=kim, reason="More hands.")
    assign_request(foi_request=three[1], team=None, officer=other, by=manager, on=TODAY)

    carry_out(act=act, on=TODAY)

    three[1].refresh_from_db()
    assert three[1].officer == other
    assert problems(act) == {
        three[1].pk: f"It was assigned meanwhile: it is with {other} now."
    }


def test_a_second_press_does_nothing(manager, kim, three):
    act = plan_act(act=chosen(manager), officer=kim, reason="More hands.")

    first, second = carry_out(act=act, on=TODAY), carry_out(act=act, on=TODAY)

    assert first == second
    assert HistoryEntry.objects.filter(kind="request_assigned").count() == 3
    with pytest.raises(BulkActNotPossible, match="done already"):
        plan_act(act=act, officer=None, reason="Other.")


def test_undo_sets_back_what_nobody_has_changed_since(manager, officer, kim, three):
    three[2].officer = None
    three[2].save()
    act = carry_out(
        act=plan_act(act=chosen(manager), officer=kim, reason="A try."), on=TODAY
    )
    other = UserFactory(roles=["officer"], authority=manager.authority)
    assign_request(foi_request=three[0], team=None, officer=other, by=manager, on=TODAY)

    back = undo_act(act=act, by=manager, on=TODAY)
    again = undo_act(act=act, by=manager, on=TODAY)

    assert back == again
    assert [FOIRequest.objects.get(pk=each.pk).officer for each in three] == [
        other,
        officer,
        None,
    ]
    assert list(problems(back)) == [three[0].pk]
    assert three[1].history.first().note == "Undone: A try."
    with pytest.raises(BulkActNotPossible, match="cannot be undone"):
        undo_act(act=back, by=manager, on=TODAY)


def test_flags_are_added_and_removed_and_come_back(manager, three):
    flags = [["political_interest"], ["sensitive"], []]
    for each, own in zip(three, flags, strict=True):
        each.flags = own
        each.save()
    act = plan_act(
        act=chosen(manager, FLAG),
        added=["sensitive"],
        removed=["political_interest"],
        reason="",
    )
    assert problems(act) == {three[1].pk: "The request has these flags already."}

    carry_out(act=act, on=TODAY)
    assert all(each.flags == ["sensitive"] for each in FOIRequest.objects.all())
    assert three[0].history.get().changes == {
        "flags": [["Political interest"], ["Sensitive"]]
    }
    undo_act(act=act, by=manager, on=TODAY)

    assert [FOIRequest.objects.get(pk=each.pk).flags for each in three] == flags
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("added", "removed", "words"),
    [
        ([], [], "Choose a flag"),
        (["sensitive"], ["sensitive"], "added and removed"),
    ],
)
def test_flags_that_make_no_change_are_refused(manager, three, added, removed, words):
    with pytest.raises(BulkActNotPossible, match=words):
        plan_act(act=chosen(manager, FLAG), added=added, removed=removed, reason="")


def test_each_officer_is_asked_for_priority_once(manager, officer, kim, three):
    FOIRequest.objects.filter(pk=three[2].pk).update(officer=kim)
    closed = FOIRequestFactory(authority=manager.authority, state="answered")
    act = plan_act(act=chosen(manager, PRIORITY), reason="The debate is on Friday.")

    carry_out(act=act, on=TODAY)

    assert problems(act)[closed.pk].startswith("This request is “Answered”.")
    assert len(problems(act)) == 1
    notice = Notice.objects.get(person=officer)
    assert notice.words == (
        f"{manager} asks you to give priority to 2 requests. The debate is on Friday."
    )
    assert notice.url.endswith(f"?ticked={three[0].pk}%2C{three[1].pk}")
    assert Notice.objects.get(person=kim).kind == "priority"
    assert three[0].history.get().kind == "priority_granted"
    assert {each.priority for each in FOIRequest.objects.open()} == {"priority"}


def test_priority_asked_by_an_officer_waits_for_managers(manager, officer, three):
    act = plan_act(act=chosen(officer, PRIORITY), reason="The debate is on Friday.")

    carry_out(act=act, on=TODAY)

    assert set(FOIRequest.objects.values_list("priority", flat=True)) == {
        "priority_asked"
    }
    notice = Notice.objects.get()
    assert notice.person == manager
    assert notice.words == (
        f"{officer} asks for priority for 3 requests. The debate is on Friday."
    )
    assert notice.url.endswith("?flag=priority_asked")
    entry = three[0].history.get()
    assert (entry.kind, entry.changes) == (
        "priority_asked",
        {"priority": ["", "Priority asked for"]},
    )
    asked = three[0].priorities.get()
    assert (asked.asked_by, asked.asked_on, asked.reason, asked.decision) == (
        officer,
        TODAY,
        "The debate is on Friday.",
        "",
    )


def test_a_manager_grants_what_was_asked_for_many(manager, officer, three):
    carry_out(act=plan_act(act=chosen(officer, PRIORITY), reason="Now"), on=TODAY)

    granted = plan_act(act=chosen(manager, PRIORITY), reason="Agreed")
    carry_out(act=granted, on=TODAY)

    assert not problems(granted)
    asked = three[0].priorities.get()
    assert (asked.asked_by, asked.decision, asked.decided_by, asked.note) == (
        officer,
        "granted",
        manager,
        "Agreed",
    )
    again = plan_act(act=chosen(manager, PRIORITY), reason="Again")
    assert set(problems(again).values()) == {"The request has priority already."}

    undo_act(act=granted, by=manager, on=TODAY)

    three[0].refresh_from_db()
    assert three[0].priority == "priority_asked"
    assert three[0].priorities.get().decision == ""


def test_priority_asked_for_many_is_undone_where_nobody_decided_since(
    manager, officer, three
):
    act = plan_act(act=chosen(officer, PRIORITY), reason="Now")
    carry_out(act=act, on=TODAY)
    decide_priority(
        foi_request=three[0], decision="granted", reason="", by=manager, on=TODAY
    )

    back = undo_act(act=act, by=officer, on=TODAY)

    assert problems(back) == {
        three[0].pk: "Its priority was changed meanwhile: priority."
    }
    assert [each.priority for each in FOIRequest.objects.order_by("pk")] == [
        "priority",
        "",
        "",
    ]
    assert three[1].priorities.get().decision == "withdrawn"
    assert three[1].history.latest("pk").kind == "priority_withdrawn"


def test_managers_are_not_told_of_restricted_requests(manager, officer):
    hidden = FOIRequestFactory(authority=manager.authority, is_restricted=True)
    hidden.named_people.add(officer)

    carry_out(act=plan_act(act=chosen(officer, PRIORITY), reason="Now"), on=TODAY)

    hidden.refresh_from_db()
    assert hidden.priority == "priority_asked"
    assert not Notice.objects.exists()


def test_the_queue_of_a_team_is_told_once(manager, kim, three):
    act = plan_act(
        act=chosen(manager), officer=None, team=kim.team, reason="For Parks."
    )

    carry_out(act=act, on=TODAY)

    assert Notice.objects.get(person=kim).words == (
        f"3 requests came to the queue of {kim.team}."
    )
    assert set(FOIRequest.objects.values_list("officer", "team")) == {
        (None, kim.team_id)
    }


def test_a_team_closed_since_the_preview_gets_nothing(manager, kim, three):
    act = plan_act(act=chosen(manager), team=kim.team, reason="For Parks.")
    kim.team.closed_on = TODAY
    kim.team.save()

    carry_out(act=act, on=TODAY)

    assert set(problems(act).values()) == {f"{kim.team} has been closed."}


def test_rights_lost_since_the_preview_stop_the_act(manager, kim, three):
    act = plan_act(act=chosen(manager), officer=kim, reason="More hands.")
    manager.roles = ["officer"]
    manager.save()

    carry_out(act=act, on=TODAY)

    assert set(problems(act).values()) == {f"{manager} may not do this any more."}


def test_roles_decide_who_may_begin(officer, three):
    with pytest.raises(BulkActNotPossible, match="roles"):
        chosen(officer, ASSIGN)

    assert chosen(officer, FLAG).rows.count() == 3


def test_nothing_and_too_many_are_refused(manager, three, monkeypatch):
    with pytest.raises(BulkActNotPossible, match="No request was chosen"):
        choose_requests(
            found=FOIRequest.objects.none(), kind=ASSIGN, query="", by=manager
        )
    monkeypatch.setattr(services, "MOST_IN_AN_ACT", 2)
    with pytest.raises(BulkActNotPossible, match="more than 2 requests"):
        chosen(manager)


def test_only_the_newest_prepared_acts_are_kept(manager, kim, three):
    first = chosen(manager)
    for _ in range(5):
        last = chosen(manager)

    assert BulkAct.objects.count() == 5
    with pytest.raises(BulkActNotPossible, match="Choose the requests again"):
        plan_act(act=first, officer=kim, reason="Late.")
    assert plan_act(act=last, officer=kim, reason="In time.").is_planned


def test_a_killed_worker_leaves_whole_batches_and_the_next_goes_on(
    manager, kim, three, monkeypatch
):
    monkeypatch.setattr(services, "BATCH", 1)
    act = carry_out(
        act=plan_act(act=chosen(manager), officer=kim, reason="Many."), on=TODAY
    )
    assert act.done_at is None
    assert Job.objects.get(kind="bulk_act").idempotency_key == act.job_key

    act_on_batch(act_id=act.pk)
    with monkeypatch.context() as patch:
        patch.setattr(HistoryEntry.objects, "bulk_create", lambda _entries: _raise())
        with pytest.raises(RuntimeError):
            act_on_batch(act_id=act.pk)
    assert FOIRequest.objects.filter(officer=kim).count() == 1
    while act_on_batch(act_id=act.pk):
        pass

    assert FOIRequest.objects.filter(officer=kim).count() == 3
    assert HistoryEntry.objects.filter(kind="request_assigned").count() == 3
    assert Notice.objects.filter(person=kim).count() == 1
    assert act_on_batch(act_id=act.pk) is False


def _raise():
    raise RuntimeError("The worker was killed.")
