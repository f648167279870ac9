"""Check the steps needed before any letter is sent."""

from collections.abc import Iterator

from statute.notices.drafts import Finding, NoticeDraft, block, warn
from statute.notices.parts import LetterType


def dated(draft: NoticeDraft) -> Iterator[Finding]:
    """Require a date, because other dates are checked against it."""
    if draft.letter_on is None:
        yield block(
            "undated", "The letter has no date.", "FOIA s.10(1); s.45 Code of Practice"
        )


def attachments(draft: NoticeDraft) -> Iterator[Finding]:
    """Require every attachment to be checked for hidden data, with none found."""
    for attachment in draft.attachments:
        if not attachment.is_scanned:
            yield block(
                "attachment_not_scanned",
                f"{attachment.name} has not been checked for hidden data.",
                "ICO guidance on disclosing information safely",
                attachment.name,
            )
        elif attachment.has_hidden_data:
            yield block(
                "attachment_has_hidden_data",
                f"{attachment.name} has hidden data in it.",
                "ICO guidance on disclosing information safely",
                attachment.name,
            )


def approvals(draft: NoticeDraft) -> Iterator[Finding]:
    """Require every approval to have been given."""
    for approver in draft.approvals_outstanding:
        yield block(
            "approval_outstanding",
            f"{approver} has not approved the letter.",
            "Local procedure",
            approver,
        )


def links(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of every address not yet opened and checked."""
    for link in draft.unchecked_links:
        yield warn(
            "link_not_checked",
            f"The link {link} has not been checked. Make sure that it leads to "
            "the information.",
            "FOIA s.21; FOISA s.25; EIR reg 6",
            link,
        )


def reviewer(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn if the reviewer is the person who took the first decision."""
    is_review = draft.letter_type is LetterType.REVIEW_OUTCOME
    if is_review and draft.reviewer and draft.reviewer == draft.decided_by:
        yield warn(
            "reviewed_own_decision",
            f"{draft.reviewer} took the decision under review.",
            "s.45 Code of Practice, part 5",
        )


CHECKS = (dated, attachments, approvals, links, reviewer)
