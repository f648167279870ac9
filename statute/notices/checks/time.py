"""Check extensions: the right to one, the last day for notice, and the new date."""

from collections.abc import Iterator

from statute.exemptions import ExemptionClass
from statute.notices.checks.grounds import is_weighed
from statute.notices.drafts import Finding, NoticeDraft, block, warn
from statute.notices.outcomes import Outcome
from statute.notices.parts import EXTENSIONS, LETTER_RULES, LetterType
from statute.working_days import format_date

_TAKING_TIME = EXTENSIONS | {LetterType.DELAY_NOTICE, LetterType.REVIEW_EXTENSION}
# Letters without their legal effect if given late. A notice under FOIA s.17(1) is owed
# all the same, also when it extends nothing any more.
_IN_TIME_OR_NOT_AT_ALL = (EXTENSIONS | {LetterType.FEES_NOTICE}) - {
    LetterType.PIT_EXTENSION
}


def grounds_for_more_time(draft: NoticeDraft) -> Iterator[Finding]:
    """Allow time to weigh the public interest only for qualified exemptions.

    Source: FOIA 2000 s.10(3).
    """
    pending = [pair for pair in draft.known_grounds if pair[0].is_balance_pending]
    for ground, provision in pending:
        weighed = is_weighed(ground, provision)
        if draft.letter_type is not LetterType.PIT_EXTENSION:
            yield block(
                "balance_pending",
                f"The balance of the public interest for {provision.short_citation} is "
                "still to be decided, and only a public interest extension under FOIA "
                "may leave it so.",
                "FOIA ss.10(3) and 17(2)",
                provision.key,
            )
        elif weighed is False:
            yield block(
                "extension_on_absolute",
                f"{provision.citation} is "
                + (
                    "not an exemption"
                    if provision.exemption_class is ExemptionClass.NOT_APPLICABLE
                    else "absolute"
                )
                + ": no public interest is weighed, so no time is allowed for it.",
                "FOIA ss.2 and 10(3)",
                provision.key,
            )
        elif weighed is None:
            yield warn(
                "limb_not_stated",
                f"{provision.citation} is absolute or qualified depending on the limb. "
                "Time is allowed only for a qualified one: say which it is.",
                "FOIA ss.2 and 10(3)",
                provision.key,
            )
    is_extension = draft.letter_type is LetterType.PIT_EXTENSION
    if is_extension and not any(is_weighed(*pair) is not False for pair in pending):
        yield block(
            "extension_without_qualified_ground",
            "Time is extended only to weigh the public interest: name the qualified "
            "exemption for which it still has to be weighed.",
            "FOIA s.10(3)",
        )


def answered_meanwhile(draft: NoticeDraft) -> Iterator[Finding]:
    """Allow only answers that depend on the balance to wait.

    Source: FOIA 2000 s.10(1) and (3).
    """
    if draft.letter_type is not LetterType.PIT_EXTENSION:
        return
    for question in draft.questions:
        is_waiting = any(
            ground.is_balance_pending for ground, _ in draft.grounds_of(question.path)
        )
        if question.outcome is Outcome.TO_FOLLOW and not is_waiting:
            yield warn(
                "rest_still_due",
                f"The answer to question {question.path} is put off, but no exemption "
                "to be weighed is named for it. What does not depend on the balance is "
                "due within the ordinary time.",
                "FOIA s.10(1) and (3)",
                question.path,
            )
        if question.outcome not in {Outcome.TO_FOLLOW, None} and is_waiting:
            yield block(
                "decided_before_balance",
                f"{question.called} has its answer, yet the balance for it is "
                "said to be undecided.",
                "FOIA s.17(2)",
                question.path,
            )


def in_time(draft: NoticeDraft) -> Iterator[Finding]:
    """Block a late notice without legal effect; warn of other late letters."""
    if draft.letter_on is None or draft.due_on is None:
        return
    if draft.letter_on <= draft.due_on:
        return
    rule = LETTER_RULES[draft.letter_type]
    late = f"This letter was due by {format_date(draft.due_on)}."
    if draft.letter_type in _IN_TIME_OR_NOT_AT_ALL:
        yield block(
            "notice_out_of_time",
            f"{late} After that day a “{rule.title}” has no effect: send the answer, "
            "or a notice of delay.",
            "FOIA s.9(1); FOISA s.9(1); EIR regs 7(3) and 8(4); EISR reg 7(2)",
        )
    elif draft.letter_type is LetterType.PIT_EXTENSION:
        yield warn(
            "notice_out_of_time",
            f"{late} It apologises and promises a day, but does not move the due date: "
            "the answer is late.",
            "FOIA s.17(1) and (2)",
        )
    elif draft.letter_type is LetterType.CLARIFICATION:
        yield warn(
            "clarification_out_of_time",
            f"{late} Asking now does not make the answer any less late.",
            "FOIA s.1(3); FOISA s.1(3); EIR reg 9(2)",
        )
    elif not draft.contains("apology"):
        yield warn(
            "late_without_apology",
            f"{late} The letter does not apologise.",
            "ICO good practice",
        )


def new_date(draft: NoticeDraft) -> Iterator[Finding]:
    """Require a new date in the future, no later than the law or regulator allows."""
    if draft.letter_type not in _TAKING_TIME or draft.new_date_on is None:
        return
    if draft.letter_on is not None and draft.new_date_on <= draft.letter_on:
        yield block(
            "date_already_past",
            f"The letter promises an answer by {format_date(draft.new_date_on)}, "
            "which is not after its own date.",
            "FOIA s.17(2); EIR reg 7(3)",
        )
    if draft.latest_on is None or draft.new_date_on <= draft.latest_on:
        return
    if draft.letter_type is LetterType.EIR_EXTENSION:
        yield block(
            "extension_too_long",
            f"The Regulations allow time until {format_date(draft.latest_on)}; the "
            f"letter takes it until {format_date(draft.new_date_on)}.",
            "EIR reg 7(1); EISR reg 7",
        )
    elif not draft.later_date_reason:
        yield warn(
            "later_than_expected",
            f"{format_date(draft.new_date_on)} is after "
            f"{format_date(draft.latest_on)}, the latest the regulator expects. "
            "Record the exceptional reason.",
            "ICO guidance; s.45 Code of Practice",
        )


def dates_agree(draft: NoticeDraft) -> Iterator[Finding]:
    """Require every date in the letter to be the calculated date, and still to come."""
    for name, stated in draft.stated_dates.items():
        if draft.letter_on is not None and stated < draft.letter_on:
            yield block(
                "date_already_past",
                f"The letter gives {format_date(stated)} as the {name}, and that day "
                "is past. Send the answer, or a letter that says that it is late.",
                "FOIA ss.9 and 10; FOISA ss.9 and 10; EIR regs 5 to 8",
                name,
            )
        computed = draft.computed_dates.get(name)
        if computed is not None and computed != stated:
            yield block(
                "date_disagrees",
                f"The letter gives {format_date(stated)} as the {name}; it is "
                f"{format_date(computed)}.",
                "FOIA ss.9 and 10; FOISA ss.9 and 10; EIR regs 5 to 8",
                name,
            )


CHECKS = (grounds_for_more_time, answered_meanwhile, in_time, new_date, dates_agree)
