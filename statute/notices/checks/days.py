"""Check the days that a provision depends on: publication, and the earlier request."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from statute.notices.dates import intervals_in, publication_days_in
from statute.notices.drafts import (
    EarlierRequest,
    Finding,
    GroundDraft,
    NoticeDraft,
    Place,
    Typed,
    block,
    warn,
)
from statute.working_days import format_date

_REPEATED = {"FOIA 14(2)", "FOISA 14(2)"}
_REPEATED_LAW = "FOIA s.14(2); FOISA s.14(2)"
# The earlier request, with its day or reference, as the letter's own words give it.
_NAMES_EARLIER = re.compile(
    r"\b(?:earlier|previous|last|first|same|identical|similar)\b[^.]{0,80}\brequest"
    r"[^.]{0,80}\d",
    re.IGNORECASE,
)
# A year is long for an interval after which to ask again.
_LONG_INTERVAL = timedelta(days=365)
# The share by which an interval in words may miss the days counted.
_ROUNDED = 0.3
_SCOTTISH_PUBLICATION = "FOISA 27(1)"
_FUTURE_PUBLICATION = frozenset({"FOIA 22(1)", _SCOTTISH_PUBLICATION})
_PUBLICATION_LAW = "FOIA s.22(1)(a); FOISA s.27(1)(a)"
_PUBLICATION_WEEKS = 12
_TO_COME = re.compile(
    r"\b(?:will|shall|to\sbe|intend\w*|plan(?:s|ned)?|expect\w*|due|aim\w*)\b",
    re.IGNORECASE,
)


def repeated_requests(draft: NoticeDraft) -> Iterator[Finding]:
    """Require an earlier request, answered by this authority for the same person.

    Source: FOIA 2000 s.14(2); FOISA 2002 s.14(2).
    """
    for ground, provision in draft.known_grounds:
        if provision.key not in _REPEATED:
            continue
        earlier = ground.earlier
        if earlier is None:
            if not any(
                _NAMES_EARLIER.search(one.words) for one in _said(draft, ground)
            ):
                yield warn(
                    "earlier_request_not_named",
                    f"{provision.citation} is relied on, but the earlier request is "
                    "not recorded.",
                    "FOIA s.14(2); ICO good practice",
                    provision.key,
                )
        elif not (
            earlier.answered_on
            and earlier.is_same_requester
            and earlier.is_same_authority
        ):
            yield block(
                "earlier_request_does_not_serve",
                f"{earlier.reference} was not answered by this authority for the same "
                f"person, so {provision.short_citation} does not apply.",
                _REPEATED_LAW,
                provision.key,
            )
        elif draft.received_on is not None:
            yield from _interval(draft, ground, earlier, earlier.answered_on)


def _interval(
    draft: NoticeDraft, ground: GroundDraft, earlier: EarlierRequest, answered_on: date
) -> Iterator[Finding]:
    """Yield what is wrong with the time from the earlier answer to this request."""
    received_on = draft.received_on
    if received_on is None:
        return
    passed = received_on - answered_on
    between = (
        f"{earlier.reference} was answered on {format_date(answered_on)}, and this "
        f"request was received on {format_date(received_on)}"
    )
    if passed < timedelta():
        yield block(
            "earlier_request_is_later",
            f"{between}. A request is repeated only if it comes after the answer to "
            "the earlier one.",
            _REPEATED_LAW,
            ground.key,
        )
        return
    if passed >= _LONG_INTERVAL:
        yield warn(
            "interval_is_long",
            f"{between}, {passed.days} days later. A request after a reasonable "
            "interval must be answered: make sure that your reasons say why that is "
            "not one.",
            _REPEATED_LAW,
            ground.key,
        )
    for typed in _said(draft, ground):
        for days, unit, sentence in intervals_in(typed.words):
            if abs(days - passed.days) > max(unit, passed.days * _ROUNDED):
                yield warn(
                    "interval_typed_wrong",
                    f"{_capital(typed.where)} says “{sentence.shown}” but {between}: "
                    f"{passed.days} days.",
                    _REPEATED_LAW,
                    ground.key,
                    typed,
                )


def future_publication(draft: NoticeDraft) -> Iterator[Finding]:
    """Require a day of publication to come, in Scotland within twelve weeks.

    Source: FOIA 2000 s.22(1)(a); FOISA 2002 s.27(1)(a).
    """
    for ground, provision in draft.known_grounds:
        if provision.key not in _FUTURE_PUBLICATION:
            continue
        yield from _publication_past(draft, ground)
        if provision.key == _SCOTTISH_PUBLICATION and draft.received_on is not None:
            latest = draft.received_on + timedelta(weeks=_PUBLICATION_WEEKS)
            yield from _publication_late(draft, ground, latest)


def _publication_past(draft: NoticeDraft, ground: GroundDraft) -> Iterator[Finding]:
    """Yield a day of publication that is over when the letter is dated."""
    if draft.letter_on is None:
        return
    if ground.publication_on is not None and ground.publication_on < draft.letter_on:
        yield block(
            "publication_past",
            f"The letter says that the information will be published on "
            f"{format_date(ground.publication_on)}, but that day is past. Say where it "
            "is published, or correct the day.",
            _PUBLICATION_LAW,
            ground.key,
        )
    for typed in _said(draft, ground):
        for day, sentence in publication_days_in(typed.words, near=draft.letter_on):
            if day < draft.letter_on and _TO_COME.search(sentence.text):
                yield warn(
                    "publication_past_said",
                    f"{_capital(typed.where)} promises publication on a day that is "
                    f"past: “{sentence.shown}”",
                    _PUBLICATION_LAW,
                    ground.key,
                    typed,
                )


def _publication_late(
    draft: NoticeDraft, ground: GroundDraft, latest: date
) -> Iterator[Finding]:
    """Yield a day of publication beyond twelve weeks, in the field or in words."""
    if ground.publication_on is not None and ground.publication_on > latest:
        yield block(
            "published_too_late",
            f"Section 27(1) needs publication by {format_date(latest)}, twelve weeks "
            f"after the request; {format_date(ground.publication_on)} is later.",
            "FOISA s.27(1)(a)",
            ground.key,
        )
    for typed in _said(draft, ground):
        for day, sentence in publication_days_in(typed.words, near=latest):
            if day > latest:
                yield warn(
                    "published_too_late_said",
                    f"{_capital(typed.where)} says that it will be published later "
                    f"than {format_date(latest)}, twelve weeks after the request: "
                    f"“{sentence.shown}”",
                    "FOISA s.27(1)(a)",
                    ground.key,
                    typed,
                )


def _said(draft: NoticeDraft, ground: GroundDraft) -> tuple[Typed, ...]:
    """Return the answers to the ground's questions, and the ground's own reasons."""
    these = (
        typed
        for path in ground.questions
        for typed in draft.typed_of(path)
        if typed.place is Place.ANSWER or typed.provision == ground.key
    )
    return tuple(dict.fromkeys(these))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


CHECKS = (repeated_requests, future_publication)
