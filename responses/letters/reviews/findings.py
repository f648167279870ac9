"""Findings about the outcome of a review, before issue."""

from collections.abc import Iterator
from dataclasses import replace

from responses.letters.reviews.content import Point, ReviewContent
from statute.notices import (
    Finding,
    LetterType,
    NoticeDraft,
    Outcome,
    Severity,
)
from statute.regimes import Regime
from statute.working_days import format_date

_DECIDES = "s.45 Code of Practice, part 5; EIR reg 11(3); FOISA s.21(4) and (5)"
_ACTS = "EIR reg 11(5); FOISA s.21(4); s.45 Code of Practice, part 5"


def notice_of_review(content: ReviewContent, answers: NoticeDraft) -> NoticeDraft:
    """Return the outcome of a review in the form for the statute's checks.

    Args:
        content: The letter.
        answers: Its answers, in the form for checking a response.
    """
    reviewer, deciders = content.reviewer, content.deciders
    return replace(
        answers,
        letter_type=LetterType.REVIEW_OUTCOME,
        parts=answers.parts | frozenset(_parts(content)),
        grounds=tuple(
            replace(ground, is_new=ground.key not in content.relied_before)
            for ground in answers.grounds
        ),
        reviewer=reviewer,
        decided_by=reviewer if reviewer in deciders else ", ".join(deciders),
    )


def _parts(content: ReviewContent) -> Iterator[str]:
    """Yield the letter's parts as a whole; `further_findings` checks each point."""
    yield from ("outcome_per_point", "reasons", "apology", "internal_review")
    yield from ("failure_statement", "action", "action_period")
    yield "statement_of_action_s21_4"
    if content.reviewer:
        yield "reviewer"
    if content.regime.is_scottish:
        yield "court_appeal_right"


def further_findings(content: ReviewContent) -> Iterator[Finding]:
    """Yield what is still missing on each point."""
    for point in content.points:
        if not point.decision:
            yield _found(point, "point_undecided", "say what is decided.", _DECIDES)
            continue
        if not point.words:
            yield _found(point, "point_without_reasons", "give the reasons.", _DECIDES)
        if (
            point.is_about_handling
            and not point.is_failure
            and content.reviewed.was_late
        ):
            yield _found(
                point,
                "late_answer_upheld",
                "the answer was late, and the letter says so. It cannot say as well "
                "that the request was handled as the law requires.",
                "FOIA s.10(1); FOISA s.10(1); EIR reg 5(2); EISR reg 5(2)",
            )
        yield from _on_what_follows(content, point)


def _on_what_follows(content: ReviewContent, point: Point) -> Iterator[Finding]:
    is_changing = point.is_failure or point.is_first_decision
    if is_changing and not (point.is_about_handling or point.answer or point.remedy):
        yield _found(
            point,
            "change_without_action",
            "the decision changes, so the letter must give an answer, or say what "
            "will be done and by when.",
            _ACTS,
        )
    if (
        point.is_about_handling
        and point.is_failure
        and content.regime is Regime.EIR
        and not point.remedy
    ):
        yield _found(
            point,
            "failure_without_action",
            "the letter says that we did not comply, and must say what we will do.",
            _ACTS,
        )
    # Under EISR reg 16(5) the steps are taken immediately, so no day is asked for.
    if point.remedy and point.remedy_by is None and content.regime is not Regime.EISR:
        is_law = content.regime is Regime.EIR
        yield _found(
            point,
            "remedy_without_day",
            "say by when it will be done.",
            _ACTS,
            Severity.BLOCK if is_law else Severity.WARN,
        )
    if point.remedy_by and content.issued_on and point.remedy_by < content.issued_on:
        yield _found(
            point,
            "remedy_day_past",
            f"{format_date(point.remedy_by)}, by when it will be done, is past. Give a "
            "later day, or say that it was done.",
            _ACTS,
        )
    if point.answer and point.answer.outcome == Outcome.TO_FOLLOW:
        yield _found(
            point,
            "review_puts_off",
            "a review puts no answer off. Give it, or say what will be done and by "
            "when.",
            _ACTS,
        )


def _found(
    point: Point,
    code: str,
    message: str,
    source: str,
    severity: Severity = Severity.BLOCK,
) -> Finding:
    return Finding(
        severity=severity,
        code=code,
        message=f"{point.heading}: {message}",
        source=source,
        about=point.path,
    )
