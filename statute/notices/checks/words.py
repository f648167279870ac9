"""Check what typed words say against the letter: its law, outcomes, dates and files."""

import re
from collections.abc import Iterator

from statute.deadlines.rules import RULES
from statute.exemptions import Kind, Provision, citations_in, laws_named_in
from statute.notices.checks.grounds import leads_over
from statute.notices.claims import exempt_in, given_in
from statute.notices.confirming import held_in
from statute.notices.dates import (
    DateOf,
    PeriodFor,
    StatedDate,
    StatedPeriod,
    promised_days_in,
    stated_dates_in,
    stated_periods_in,
)
from statute.notices.drafts import Finding, NoticeDraft, Place, Typed, warn
from statute.notices.outcomes import GIVEN, Outcome
from statute.notices.sentences import Passage, sentences_in
from statute.regimes import Regime
from statute.working_days import format_date

_LAWS = "FOIA s.39; FOISA s.39(2); EIR reg 14; EISR reg 13"
_TIMES = "FOIA ss.8 and 10; FOISA ss.10 and 20; EIR regs 5 and 11; EISR regs 5 and 16"
_NAMED_BY_WORD = re.compile(
    r"\W*(?:s{1,2}|sect\w*|reg\w*|§+|adran\w*|rheol\w*)\b", re.I
)
_REFUSING = re.compile(
    r"\b(?:exempt\w*|withh\w+|refus\w+|exceptions?)\b", re.IGNORECASE
)
_OF_REQUESTER = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_OF_LETTER = frozenset({Place.OPENING, Place.ENDING, Place.FIELD, Place.POINT})
# Working days in a week and a month, to compare periods in other units.
_WORKING_DAYS = {"working day": 1.0, "day": 5 / 7, "week": 5.0, "month": 21.0}


def one_law(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of provisions of another law typed into the letter."""
    leads = any(leads_over(provision) for _, provision in draft.known_grounds)
    for typed in _written(draft):
        if _is_given(draft, typed):
            continue
        other = next(_other_laws(draft.regime, typed.words), None)
        if other is None:
            continue
        said, law = other
        if leads and law.is_scottish == draft.regime.is_scottish:
            continue
        yield warn(
            "other_law_typed",
            f"“{said}” in {typed.where} is the {law.title}, but the request is handled "
            f"under the {draft.regime.title}.",
            _LAWS,
            typed.about,
            typed,
        )


def _other_laws(regime: Regime, words: str) -> Iterator[tuple[str, Regime]]:
    """Yield the words that rely on another law, and that law."""
    for found in citations_in(words, regime):
        if (
            found.regime is not regime
            and found.is_ground
            and not all(map(leads_over, found.provisions))
            and _NAMED_BY_WORD.match(found.text)
        ):
            yield " ".join(found.text.split()), found.regime
    for sentence in sentences_in(words):
        laws = laws_named_in(sentence.text)
        if (
            laws
            and regime not in laws
            and _REFUSING.search(sentence.text)
            and not _OF_REQUESTER.search(sentence.text)
            and not citations_in(sentence.text, regime)
        ):
            yield sentence.shown, laws[0]


def not_held(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where an answer "not held" calls it exempt, or gives it."""
    for question in draft.questions:
        if question.outcome is not Outcome.NOT_HELD:
            continue
        for typed in draft.typed_of(question.path):
            if typed.place is not Place.ANSWER or typed.questions[0] != question.path:
                continue
            if passage := next(iter(_called_exempt(draft, typed)), None):
                yield warn(
                    "not_held_called_exempt",
                    f"{question.called} is said to be not held, but its answer calls "
                    f"it exempt: “{passage.shown}” Information that is not held "
                    "cannot be exempt.",
                    "FOIA s.1(1)(a); FOISA s.17(1); EIR reg 12(4)(a)",
                    question.path,
                    typed,
                )
            if passage := next(iter(given_in(typed.words)), None):
                yield warn(
                    "not_held_yet_given",
                    f"{question.called} is said to be not held, but its answer seems "
                    f"to give it: “{passage.shown}”",
                    "FOIA s.1(1); FOISA s.17(1); EIR reg 12(4)(a)",
                    question.path,
                    typed,
                )


def not_held_yet_held(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where reasons or advice under an answer "not held" say that it is held."""
    for question in draft.questions:
        if question.outcome is not Outcome.NOT_HELD:
            continue
        for typed in draft.typed_of(question.path):
            for passage in held_in(typed.words):
                yield warn(
                    "not_held_yet_held",
                    f"{question.called} is said to be not held, but this sentence in "
                    f"{typed.where} says that it is: “{passage.shown}”",
                    "FOIA s.1(1)(a); FOISA s.17(1); EIR reg 12(4)(a)",
                    question.path,
                    typed,
                )


def _called_exempt(draft: NoticeDraft, typed: Typed) -> list[Passage]:
    cited = [
        Passage(found.start, found.end, found.text)
        for found in citations_in(typed.words, draft.regime)
        if found.is_ground
        and _NAMED_BY_WORD.match(found.text)
        and all(map(_is_of_held, found.provisions))
    ]
    return [*exempt_in(typed.words), *cited]


def _is_of_held(provision: Provision) -> bool:
    return provision.kind in {Kind.EXEMPTION, Kind.EXCEPTION}


def dates(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of a day of receipt or a due date other than the clock's."""
    near = draft.letter_on or draft.received_on
    if near is None:
        return
    for typed in _written(draft):
        for stated in stated_dates_in(typed.words, near=near):
            if stated.of is DateOf.DUE and _is_given(draft, typed):
                continue
            if right := _right_day(draft, stated):
                yield warn(
                    "date_typed_wrong",
                    f"{_capital(typed.where)} says “{stated.sentence.shown}” but "
                    f"{right}.",
                    _TIMES,
                    typed.about,
                    typed,
                )


def promises(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of words that promise something for a day before the letter's own."""
    if draft.letter_on is None:
        return
    for typed in _written(draft):
        if _is_given(draft, typed):
            continue
        for day, sentence in promised_days_in(typed.words, near=draft.letter_on):
            if day < draft.letter_on:
                yield warn(
                    "promise_past",
                    f"{_capital(typed.where)} promises something for a day that is "
                    f"past: “{sentence.shown}”",
                    _TIMES,
                    typed.about,
                    typed,
                )


def _right_day(draft: NoticeDraft, stated: StatedDate) -> str:
    """Return what is so instead of a stated day; "" where the day is right."""
    received = {draft.received_on, *draft.other_receipts} - {None}
    if draft.received_on is None or stated.day in received:
        return ""
    if stated.of is DateOf.RECEIPT:
        return f"the request was received on {format_date(draft.received_on)}"
    if stated.of is DateOf.WRITING:
        is_younger = stated.day > max(one for one in received if one)
        said = f"the request was received on {format_date(draft.received_on)} already"
        return said if is_younger else ""
    due = {draft.due_on, *draft.other_due} - {None}
    if not due or stated.day in due:
        return ""
    last = draft.due_on or max(one for one in due if one)
    return f"the last day for the answer is {format_date(last)}"


def review_periods(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of a period for a review, or for the regulator, other than the law's."""
    for typed in _written(draft):
        for stated in (
            stated_periods_in(typed.words) if typed.place in _OF_LETTER else ()
        ):
            if right := _right_period(draft.regime, stated):
                yield warn(
                    "review_period_typed_wrong",
                    f"{_capital(typed.where)} says “{stated.sentence.shown}” but the "
                    f"time for {stated.purpose} is {right}.",
                    _TIMES,
                    typed.about,
                    typed,
                )


def _right_period(regime: Regime, stated: StatedPeriod) -> str:
    """Return the period that is right instead; "" where the stated one may stand."""
    days = stated.number * _WORKING_DAYS[stated.unit]
    if stated.purpose is PeriodFor.REGULATOR:
        return _regulators_period(regime, stated)
    if stated.purpose is PeriodFor.ASKING:
        right = RULES[f"{regime}.review_request"].working_days
        is_right = stated.unit == "working day" and stated.number == right
    else:
        longest = RULES.get(f"{regime}.review_response_exceptional")
        right = RULES[f"{regime}.review_response"].working_days
        is_right = days <= (longest.working_days if longest else right)
    return "" if is_right else f"{right} working days"


def _regulators_period(regime: Regime, stated: StatedPeriod) -> str:
    if regime.is_scottish:
        months = RULES[f"{regime}.commissioner_application"].months
        return "" if (stated.number, stated.unit) == (months, "month") else "six months"
    days = RULES[f"{regime}.regulator_complaint"].calendar_days
    is_right = (stated.number, stated.unit) in {(days, "day"), (days // 7, "week")}
    return "" if is_right else "six weeks"


def _written(draft: NoticeDraft) -> Iterator[Typed]:
    """Yield the typed texts in sentences, without the names of files."""
    return (one for one in draft.typed if one.place is not Place.FILE)


def _is_given(draft: NoticeDraft, typed: Typed) -> bool:
    """Whether the text is the information given, which may speak of anything."""
    outcomes = {one.path: one.outcome for one in draft.questions}
    return typed.place is Place.ANSWER and any(
        outcomes.get(path) in GIVEN for path in typed.questions
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


CHECKS = (one_law, not_held, not_held_yet_held, dates, promises, review_periods)
