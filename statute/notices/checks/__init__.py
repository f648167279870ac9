"""Run every check of a letter before its issue."""

from collections.abc import Callable, Iterator

from statute.notices.checks import (
    conditions,
    content,
    costs,
    days,
    enclosed,
    gates,
    grounds,
    held,
    limbs,
    ncnd,
    questions,
    rights,
    stated_rights,
    thinness,
    time,
    told,
    words,
)
from statute.notices.drafts import Finding, NoticeDraft, Severity

Check = Callable[[NoticeDraft], Iterator[Finding]]

_CHECKS: tuple[Check, ...] = (
    *content.CHECKS,
    *questions.CHECKS,
    *grounds.CHECKS,
    *held.CHECKS,
    *limbs.CHECKS,
    *conditions.CHECKS,
    *days.CHECKS,
    *thinness.CHECKS,
    *ncnd.CHECKS,
    *time.CHECKS,
    *costs.CHECKS,
    *words.CHECKS,
    *told.CHECKS,
    *stated_rights.CHECKS,
    *enclosed.CHECKS,
    *gates.CHECKS,
    *rights.CHECKS,
)


def check(draft: NoticeDraft) -> tuple[Finding, ...]:
    """Return everything wrong with a letter, blocking findings first.

    A letter with a blocking finding must not be issued. A letter with warnings may be
    issued if the officer records a reason. No finding is repeated.

    Source: FOIA 2000 ss.1, 10, 17; FOISA 2002 ss.16 to 19; EIR 2004 regs 7 and 14; s.45
    Code of Practice; ICO and SIC guidance, as each finding says.
    """
    found = dict.fromkeys(finding for one in _CHECKS for finding in one(draft))
    return tuple(
        sorted(found, key=lambda finding: finding.severity is not Severity.BLOCK)
    )
