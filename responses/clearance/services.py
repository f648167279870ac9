"""Clearance of a response: send, clear, return and recall."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from accounts import policy
from accounts.models import User
from requests_app.history.steps import lock, step
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.workflow import State
from responses.checks.services import check_ready, override_warning
from responses.clearance.actions import check_response_action
from responses.clearance.blocking import check_not_blocked
from responses.clearance.choosing import (
    Choice,
    PlannedStep,
    choose,
    chosen_route,
    may_clear,
    routes_of,
)
from responses.clearance.claims import taken_by_another
from responses.clearance.history import ClearanceHistory
from responses.clearance.own_work import (
    check_not_own_work,
    check_took_no_part,
    writers_of,
)
from responses.clearance.people import decides_for, steps_for
from responses.clearance.rounds import (
    begin_round,
    carry_clearances,
    end_round,
    is_finished,
    latest_round,
    open_next,
    round_in_clearance,
)
from responses.clearance.telling import tell_cleared, tell_opened, tell_returned
from responses.letters.composing import compose
from responses.letters.content import LetterContent
from responses.letters.pages import sha256_of_words
from responses.models import (
    Clearance,
    ClearanceRoute,
    ClearanceStep,
    PartReturn,
    ResponseDraft,
)
from responses.refusals import LetterChanged


class NoReasonGiven(Refusal):
    """The approver gave no reason for returning the response."""


class NotYourStep(Refusal):
    """No open step of the clearance waits for this person."""


class StepTaken(Refusal):
    """Another approver has taken the step."""


class RouteNotPossible(Refusal):
    """The response cannot take this route."""

    field = "route"


@transaction.atomic
def send_for_clearance(
    *,
    foi_request: FOIRequest,
    reasons: Mapping[str, str] = MappingProxyType({}),
    route: ClearanceRoute | None = None,
    route_reason: str = "",
    by: User,
    on: date,
    at: datetime,
) -> FOIRequest:
    """Send a finished draft to the approvers, by the route of the rules.

    A clearance given in a round that was returned still holds for a step, where not a
    word has changed since.

    Args:
        foi_request: A request in the state "answering".
        reasons: Why warnings are overridden, by `Found.fingerprint`. A blank reason
            overrides nothing. Unless the draft is sent, no warning is overridden.
        route: Another route than the rules choose; None to follow the rules.
        route_reason: Why another route is taken.
        by: The officer who sends it, and so cannot clear it.
        on: The London day.
        at: The moment.

    Raises:
        ActionNotPossible: The request is not being answered.
        OwnWork: The request is the review of a decision that `by` took part in.
        CannotOverride: The letter no longer has a warning for which a reason is given.
        ResponseNotReady: The letter lacks something that the law requires, or a warning
            is neither fixed nor overridden.
        ClearanceBlocked: Something else must come first, such as advice asked for.
        RouteNotPossible: The route is another authority's or retired, no reason is
            given, or the route lacks a step of the rules and `by` may not bypass
            steps. A writer of the response bypasses none (OwnWork).

    Source: FOIA 2000 s.17, FOISA 2002 s.16 and EIR 2004 reg 14, by `statute.notices`.
    """
    given = {key: reason for key, reason in reasons.items() if reason.strip()}
    for fingerprint, reason in given.items():
        override_warning(
            foi_request=foi_request,
            content=compose(foi_request, on=on),
            fingerprint=fingerprint,
            reason=reason,
            by=by,
            on=on,
            at=at,
        )
    kind = ClearanceHistory.SENT_FOR_CLEARANCE
    changes: dict[str, list[Any]] = {}
    with step(foi_request, kind=kind, by=by, on=on, changes=changes) as locked:
        check_response_action(locked, "send-for-clearance")
        check_took_no_part(locked, by)
        content = compose(locked, on=on)
        check_ready(locked, content)
        check_not_blocked(locked)
        choice, bypassed = _choice(locked, route, route_reason, by=by)
        locked.move_to(State.CLEARANCE)
        ResponseDraft.objects.update_or_create(
            foi_request=locked,
            defaults={
                "submitted_by": by,
                "submitted_at": at,
                "return_reason": "",
                **_NOT_CLEARED,
            },
        )
        PartReturn.objects.filter(foi_request=locked, done_at__isnull=True).update(
            done_at=at
        )
        _begin(
            locked,
            choice,
            content,
            bypassed=bypassed,
            reason=route_reason,
            is_chosen=route is not None,
            by=by,
            on=on,
            at=at,
        )
        if choice.routes:
            changes["route"] = ["", choice.name]
            changes["why_route"] = ["", route_reason or "; ".join(choice.why)]
        if bypassed:
            changes["bypassed"] = ["", ", ".join(one.name for one in bypassed)]
    return locked


def _choice(
    foi_request: FOIRequest, route: ClearanceRoute | None, reason: str, *, by: User
) -> tuple[Choice, list[PlannedStep]]:
    """Return the route to take, and the steps of the rules left out."""
    routes = routes_of(foi_request.authority_id)
    by_rule = choose(foi_request, routes)
    if route is None:
        return by_rule, []
    wanted = next((each for each in routes if each.pk == route.pk), None)
    if wanted is None:
        raise RouteNotPossible(
            f"“{route}” is not a route of this authority any more. Choose another."
        )
    if not reason.strip():
        raise RouteNotPossible("Say why the response takes another route.")
    choice = chosen_route(wanted)
    if not by_rule.is_by_rule:
        return choice, []
    has = {one.key for one in choice.steps}
    missing = [one for one in by_rule.steps if one.key not in has]
    if missing and policy.BYPASS_CLEARANCE not in by.role_permissions:
        names = " and ".join(f"“{one.name}”" for one in missing)
        raise RouteNotPossible(
            f"The rules ask for {names}: {'; '.join(by_rule.why)}. Only a manager may "
            "send the response on a route without this."
        )
    if missing:
        check_not_own_work(foi_request, by)
    return choice, missing


def _begin(
    foi_request: FOIRequest,
    choice: Choice,
    content: LetterContent,
    *,
    bypassed: list[PlannedStep],
    reason: str,
    is_chosen: bool,
    by: User,
    on: date,
    at: datetime,
) -> None:
    before = latest_round(foi_request)
    clearance = begin_round(
        foi_request,
        choice,
        at=at,
        chosen_by=by if is_chosen else None,
        reason=reason if is_chosen else "",
        left_out=bypassed,
    )
    is_cleared = ClearanceStep.State.CLEARED
    if (
        before is not None
        and before.state == Clearance.State.RETURNED
        and any(one.state == is_cleared for one in before.steps.all())
    ):
        carry_clearances(
            clearance,
            before,
            words_sha256=sha256_of_words(content),
            not_by=writers_of(foi_request),
        )
    tell_opened(
        foi_request,
        open_next(clearance, at=at),
        writers=writers_of(foi_request),
        by=by,
        on=on,
    )


@transaction.atomic
def clear_response(
    *, foi_request: FOIRequest, words_sha256: str, by: User, on: date, at: datetime
) -> FOIRequest:
    """Clear the steps open to a person: only the exact words read may be issued.

    The response is cleared once every step is. A step cleared in other words, such as
    before a correction of the requester's name, is opened again.

    Args:
        foi_request: A request in the state "in clearance".
        words_sha256: `letters.sha256_of_words` of the letter shown to the approver.
        by: The approver, who neither sent the response nor wrote any part of it.
        on: The London day.
        at: The moment.

    Raises:
        ActionNotPossible: The request is not in clearance.
        OwnWork: The approver contributed to the response, even as a deputy.
        NotYourStep: No open step waits for the approver.
        StepTaken: Another approver has taken the step.
        ClearanceBlocked: Something else must come first, such as advice asked for.
        LetterChanged: The letter is not the letter shown to the approver.
        ResponseNotReady: The letter lacks something that the law requires, or a warning
            is neither fixed nor overridden.
    """
    locked = lock(foi_request)
    check_response_action(locked, "clear-response")
    check_not_own_work(locked, by)
    clearance, mine = steps_open_to(locked, by=by, on=on, at=at)
    check_not_blocked(locked)
    content = compose(locked, on=on)
    check_ready(locked, content)
    if sha256_of_words(content) != words_sha256:
        raise LetterChanged(
            "The letter has changed since you opened it. Read the present "
            "letter, then decide."
        )
    for one in mine:
        one.state, one.by, one.at = ClearanceStep.State.CLEARED, by, at
        one.words_sha256 = words_sha256
        one.save(update_fields=["state", "by", "at", "words_sha256"])
    return go_on(
        locked,
        clearance,
        kind=ClearanceHistory.STEP_CLEARED,
        note=_names(mine),
        words_sha256=words_sha256,
        by=by,
        on=on,
        at=at,
    )


def go_on(
    foi_request: FOIRequest,
    clearance: Clearance,
    *,
    kind: ClearanceHistory,
    note: str,
    words_sha256: str,
    by: User,
    on: date,
    at: datetime,
) -> FOIRequest:
    """Open the next steps, or clear the response after its last step."""
    reopened = reopen_stale(clearance, words_sha256=words_sha256, at=at)
    opened = [*reopened, *open_next(clearance, at=at)]
    finished = is_finished(clearance)
    if finished and kind == ClearanceHistory.STEP_CLEARED:
        kind = ClearanceHistory.RESPONSE_CLEARED
        note = note if clearance.steps.count() > 1 else ""
    changes: dict[str, list[str]] = {}
    with step(
        foi_request, kind=kind, by=by, on=on, note=note, changes=changes
    ) as locked:
        changes["words_sha256"] = ["", words_sha256]
        if finished:
            locked.move_to(State.CLEARED)
            _clear_draft(locked, clearance, words_sha256=words_sha256, by=by, at=at)
    if finished:
        draft = ResponseDraft.objects.get(foi_request=locked)
        tell_cleared(
            locked,
            sent_by=draft.submitted_by,
            key=f"cleared-{clearance.pk}",
            by=by,
            on=on,
        )
    if opened:
        tell_opened(locked, opened, writers=writers_of(locked), by=by, on=on)
    return locked


def _clear_draft(
    foi_request: FOIRequest,
    clearance: Clearance,
    *,
    words_sha256: str,
    by: User,
    at: datetime,
) -> None:
    """Keep the last approver; for a round wholly bypassed, the person bypassing."""
    cleared = clearance.steps.filter(state=ClearanceStep.State.CLEARED)
    last = cleared.order_by("-at", "-pk").select_related("by").first()
    who = by if last is None or last.by is None else last.by
    ResponseDraft.objects.update_or_create(
        foi_request=foi_request,
        defaults={
            "cleared_by": who,
            "cleared_at": at,
            "cleared_sha256": words_sha256,
        },
    )
    end_round(foi_request, Clearance.State.CLEARED, at=at)


def reopen_stale(
    clearance: Clearance, *, words_sha256: str, at: datetime
) -> list[ClearanceStep]:
    """Open again each step cleared in other words than these."""
    cleared = clearance.steps.filter(state=ClearanceStep.State.CLEARED)
    stale = list(cleared.exclude(words_sha256=words_sha256))
    for one in stale:
        one.state, one.opened_at = ClearanceStep.State.OPEN, at
        one.by = one.at = one.carried_from = None
        one.words_sha256 = ""
        one.save()
    return stale


@transaction.atomic
def return_response(
    *,
    foi_request: FOIRequest,
    reasons: str,
    is_amended: bool = False,
    by: User,
    on: date,
    at: datetime | None = None,
) -> FOIRequest:
    """Return a response to its officer, with the changes wanted.

    Clearances of other steps hold when the response comes again in the same words.

    Args:
        foi_request: A request in the state "in clearance".
        reasons: What the approver wants changed.
        is_amended: Whether only the approver's amendments are to be decided.
        by: The approver, for whom a step is open.
        on: The London day.
        at: The moment; None for the present one.

    Raises:
        ActionNotPossible: The request is not in clearance.
        NoReasonGiven: `reasons` is blank.
        NotYourStep: No open step waits for the approver.
        StepTaken: Another approver has taken the step.
    """
    if not reasons.strip():
        raise NoReasonGiven("Say what has to change, so that the officer can do it.")
    locked = lock(foi_request)
    check_response_action(locked, "return-response")
    clearance, mine = steps_open_to(locked, by=by, on=on, at=at)
    for one in mine:
        ClearanceStep.objects.filter(pk=one.pk).update(
            state=ClearanceStep.State.RETURNED,
            by=by,
            at=at or Now(),
            reason=reasons,
            is_amended=is_amended,
        )
    kind = ClearanceHistory.RESPONSE_RETURNED
    with step(foi_request, kind=kind, by=by, on=on, note=reasons) as locked:
        locked.move_to(State.ANSWERING)
        draft = ResponseDraft.objects.filter(foi_request=locked)
        draft.update(return_reason=reasons, **_NOT_CLEARED)
        end_round(locked, Clearance.State.RETURNED, at=at)
    sent = draft.select_related("submitted_by").first()
    tell_returned(
        locked,
        sent_by=sent.submitted_by if sent else None,
        key=f"returned-{clearance.pk}",
        by=by,
        on=on,
    )
    return locked


@transaction.atomic
def recall_from_clearance(*, foi_request: FOIRequest, by: User, on: date) -> FOIRequest:
    """Recall a response in order to change it, and void its clearance.

    Args:
        foi_request: A request in the state "in clearance" or "cleared".
        by: The officer who recalls it.
        on: The London day.

    Raises:
        ActionNotPossible: The request is in neither state.
    """
    kind = ClearanceHistory.RESPONSE_RECALLED
    with step(foi_request, kind=kind, by=by, on=on) as locked:
        check_response_action(locked, "recall-from-clearance")
        locked.move_to(State.ANSWERING)
        ResponseDraft.objects.filter(foi_request=locked).update(
            submitted_by=None, submitted_at=None, **_NOT_CLEARED
        )
        end_round(locked, Clearance.State.RECALLED, at=None)
        latest = Clearance.objects.filter(foi_request=locked).order_by("-pk")[:1]
        Clearance.objects.filter(
            pk__in=latest.values("pk"), state=Clearance.State.CLEARED
        ).update(state=Clearance.State.RECALLED)
    return locked


# The fields of a draft without a clearance.
_NOT_CLEARED = {"cleared_by": None, "cleared_at": None, "cleared_sha256": ""}


def steps_open_to(
    foi_request: FOIRequest, *, by: User, on: date, at: datetime | None
) -> tuple[Clearance, list[ClearanceStep]]:
    """Return the running round, and its open steps for a person, not taken by others.

    Raises:
        NotYourStep: There is none; the sentence names the people asked.
        StepTaken: Another approver has taken them all.
    """
    clearance, mine = open_steps_for(foi_request, by=by, on=on, at=at)
    free = [one for one in mine if not taken_by_another(one, by, at=at)]
    if not free:
        raise StepTaken(
            f"{mine[0].claimed_by} has taken this response to read. Take the response "
            "over first, or wait until they have decided."
        )
    return clearance, free


def open_steps_for(
    foi_request: FOIRequest, *, by: User, on: date, at: datetime | None
) -> tuple[Clearance, list[ClearanceStep]]:
    """Return the running round, and its open steps for a person, taken or not.

    Raises:
        NotYourStep: There is none; the sentence names the people asked.
    """
    clearance = round_in_clearance(foi_request, at=at)
    if not may_clear(by):
        raise NotYourStep("You are not an approver, so you cannot decide this step.")
    steps = list(clearance.steps.all())
    mine = steps_for(by, decides_for(by, on), steps)
    if not mine:
        opened = [one for one in steps if one.state == ClearanceStep.State.OPEN]
        waits = " and ".join(f"“{one}”{_for_whom(one)}" for one in opened)
        raise NotYourStep(f"This response waits for {waits}, and not for you.")
    return clearance, mine


def _for_whom(one: ClearanceStep) -> str:
    people = ", ".join(str(person) for person in one.people.all())
    return f" ({people})" if people else ""


def _names(steps: Iterable[ClearanceStep]) -> str:
    return ", ".join(one.name for one in steps)
