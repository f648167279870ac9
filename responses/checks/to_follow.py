"""Check the reasons and the days of answers to follow."""

from collections.abc import Iterator

from responses.letters.answered import Answered
from responses.letters.content import LetterContent
from statute.notices import Finding, block, count_words, warn
from statute.regimes import Regime
from statute.working_days import format_date

_FEWEST_WORDS = 4
_NOT_SIMPLY_LATER = (
    "FOIA s.10(1); FOISA s.10(1); EIR reg 5(2): no answer may simply wait"
)
# By law: the rule on time, and what alone gives more of it.
_LAST_DAY = {
    Regime.FOIA: (
        "FOIA s.10(1) and (3)",
        "Only time to weigh the public interest, taken by a notice under section "
        "10(3), moves that day.",
    ),
    Regime.FOISA: ("FOISA s.10(1)", "Nothing in section 10 lets you take more time."),
    Regime.EIR: (
        "EIR regs 5(2) and 7",
        "Only an extension for a complex and voluminous request, under regulation 7, "
        "moves that day.",
    ),
    Regime.EISR: (
        "EISR regs 5(2)(a) and 7",
        "Only an extension for a complex and voluminous request, under regulation 7, "
        "moves that day.",
    ),
}


def findings_in(content: LetterContent) -> Iterator[Finding]:
    """Yield a wrong or missing reason or day of an answer to follow."""
    for answer in content.to_follow:
        if answer.refers_to is None:
            yield from _reason(answer)
            yield from _promise(answer, content)


def _reason(answer: Answered) -> Iterator[Finding]:
    if count_words(answer.why_to_follow) < _FEWEST_WORDS:
        yield block(
            "to_follow_without_reason",
            f"{answer.heading}: say why the answer is to follow.",
            _NOT_SIMPLY_LATER,
            answer.asked[0].path,
        )


def _promise(answer: Answered, content: LetterContent) -> Iterator[Finding]:
    promised = answer.follow_by
    if promised is None:
        return
    if content.issued_on and promised < content.issued_on:
        yield block(
            "promise_past",
            f"{answer.heading}: {format_date(promised)}, by which you promise the "
            "answer, is before the day of the letter.",
            "ICO good practice: a day that can be kept",
            answer.asked[0].path,
        )
        return
    due = [asked.due_on for asked in answer.asked if asked.due_on]
    if content.due_on and due and promised > min(due):
        source, more_time = _LAST_DAY[content.regime]
        yield warn(
            "promise_late",
            f"{answer.heading}: you promise the answer by {format_date(promised)}, "
            f"and the law allows until {format_date(min(due))}. {more_time}",
            source,
            answer.asked[0].path,
        )
