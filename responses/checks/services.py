"""Let a letter go once nothing blocks it, and every warning is mended or set aside."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from requests_app.history.steps import step
from requests_app.models import FOIRequest, HistoryEntry
from requests_app.refusals import Refusal
from requests_app.workflow import State, TransitionNotAllowed
from responses.checks.findings import findings_in
from responses.letters.procedural_content import AnyContent
from responses.models import Letter, WarningOverride
from responses.querysets import RESPONSES
from statute.notices import Finding, Severity

# What a set-aside warning of a response belongs to; of another letter, its type.
RESPONSE = "response"
_MOST_TYPED = 2_000
_OPEN = frozenset({State.ANSWERING, State.CLEARANCE, State.CLEARED})


class ResponseNotReady(Refusal):
    """The letter must not go out as it is.

    Attributes:
        findings: What is wrong, as the statute finds it: what blocks, and the warnings
            that nobody has set aside.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        blocking = [one for one in self.findings if _blocks(one)]
        standing = [one for one in self.findings if not _blocks(one)]
        super().__init__(
            " ".join(
                [
                    *_told(blocking, "must be put right first"),
                    *_told(
                        standing, "must be put right, or set aside with a reason, first"
                    ),
                ]
            )
        )


class CannotOverride(Refusal):
    """A finding was to be set aside that cannot be; says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing wrong with a letter, and what somebody decided about it.

    Attributes:
        finding: As the statute finds it.
        override: Who lets the letter go without, and why; None where nobody does.
    """

    finding: Finding
    override: WarningOverride | None = None

    @property
    def is_blocking(self) -> bool:
        """Whether the letter cannot go out with it, whatever anybody says."""
        return _blocks(self.finding)

    @property
    def is_standing(self) -> bool:
        """Whether it keeps the letter from going: it blocks, or nobody set it aside."""
        return self.is_blocking or self.override is None

    @property
    def fingerprint(self) -> str:
        """What tells it from every other finding; changed words are another finding."""
        return fingerprint_of(self.finding)


def fingerprint_of(finding: Finding) -> str:
    """Return what tells a finding from every other, what it says included."""
    said = "\n".join([finding.code, finding.about, finding.message])
    return hashlib.sha256(said.encode()).hexdigest()


def findings(foi_request: FOIRequest, content: AnyContent) -> tuple[Found, ...]:
    """Return everything wrong with a letter, what blocks first, with what was decided.

    A warning counts as set aside only as it was worded then: when what it is about, or
    what it says, has changed, somebody decides again.
    """
    decided = {
        row.fingerprint: row
        for row in WarningOverride.objects.filter(
            foi_request=foi_request, letter__isnull=True, draft=draft_of(content)
        ).select_related("by")
    }
    return tuple(
        Found(one, None if _blocks(one) else decided.get(fingerprint_of(one)))
        for one in findings_in(content)
    )


def check_ready(foi_request: FOIRequest, content: AnyContent) -> tuple[Found, ...]:
    """Refuse a letter that must not go out as it is.

    Returns:
        What is wrong with a letter that may go: warnings, all of them set aside.

    Raises:
        ResponseNotReady: Something blocks it, or a warning stands that nobody has set
            aside with a reason; says what.
    """
    found = findings(foi_request, content)
    if standing := [one.finding for one in found if one.is_standing]:
        raise ResponseNotReady(standing)
    return found


@transaction.atomic
def override_warning(
    *,
    foi_request: FOIRequest,
    content: AnyContent,
    fingerprint: str,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> WarningOverride:
    """Let a letter go in spite of a warning, for a reason that is kept.

    Args:
        foi_request: The request the letter is about.
        content: The letter as it stands.
        fingerprint: `Found.fingerprint` of the warning somebody has read.
        reason: Their reason.
        by: Who decides.
        on: The London day.
        at: The moment.

    Raises:
        CannotOverride: The law asks for it, the letter no longer has that warning, or
            no reason is given.
        TransitionNotAllowed: The response is not being made.

    Source: s.45 Code of Practice and the regulators' guidance, from which an authority
    may depart; never FOIA 2000 s.17, FOISA 2002 s.16 or EIR 2004 reg 14.
    """
    cleaned = "\n".join(line.strip() for line in reason.splitlines()).strip()
    changes: dict[str, list[str]] = {}
    with step(
        foi_request,
        kind=HistoryEntry.Kind.WARNING_OVERRIDDEN,
        by=by,
        on=on,
        note=cleaned,
        changes=changes,
    ) as locked:
        draft = draft_of(content)
        _check_open(locked, draft)
        finding = _warning(content, fingerprint)
        if not cleaned:
            raise CannotOverride("Say why the letter may go without it.")
        if len(cleaned) > _MOST_TYPED:
            raise CannotOverride(
                f"Give the reason in at most {_MOST_TYPED:,} characters."
            )
        row, _ = WarningOverride.objects.update_or_create(
            foi_request=locked,
            letter=None,
            draft=draft,
            fingerprint=fingerprint,
            defaults={
                "code": finding.code,
                "about": finding.about,
                "message": finding.message,
                "reason": cleaned,
                "by": by,
                "at": at,
            },
        )
        changes["warning"] = ["", finding.message]
    return row


@transaction.atomic
def remove_override(*, override: WarningOverride, by: User, on: date) -> None:
    """Take back that a warning was set aside. Harmless to do twice.

    Raises:
        CannotOverride: Its letter has been issued.
        TransitionNotAllowed: The response is not being made.
    """
    changes: dict[str, list[str]] = {}
    if not WarningOverride.objects.filter(pk=override.pk).exists():
        return
    with step(
        override.foi_request,
        kind=HistoryEntry.Kind.OVERRIDE_REMOVED,
        by=by,
        on=on,
        changes=changes,
    ) as locked:
        _check_open(locked, override.draft)
        row = WarningOverride.objects.filter(pk=override.pk).first()
        if row is not None and row.letter_id is not None:
            raise CannotOverride("The letter has been issued as it was decided then.")
        if row is not None:
            row.delete()
        changes["warning"] = ["", override.message]


def keep_overrides(letter: Letter, content: AnyContent, found: Iterable[Found]) -> None:
    """Tie what was set aside for a letter to it, now that it is issued.

    What was set aside of a warning that the letter no longer has says nothing about
    it, and goes; history keeps it.

    Args:
        letter: The letter as issued.
        content: What it says.
        found: What `check_ready` found in it.
    """
    rows = WarningOverride.objects.filter(
        foi_request=letter.foi_request, letter__isnull=True, draft=draft_of(content)
    )
    rows.exclude(fingerprint__in=[one.fingerprint for one in found]).delete()
    rows.update(letter=letter)


def draft_of(content: AnyContent) -> str:
    """Return what a warning of this letter is kept under while it is a draft."""
    return RESPONSE if content.type in RESPONSES else str(content.type)


def _warning(content: AnyContent, fingerprint: str) -> Finding:
    for finding in findings_in(content):
        if fingerprint_of(finding) != fingerprint:
            continue
        if _blocks(finding):
            raise CannotOverride(
                "This must be put right: the letter cannot go out without it."
            )
        return finding
    raise CannotOverride(
        "The letter no longer has this warning. Read what it has now, then decide."
    )


def _check_open(foi_request: FOIRequest, draft: str) -> None:
    if draft == RESPONSE and foi_request.state not in _OPEN:
        raise TransitionNotAllowed(
            f"This request is “{foi_request.get_state_display()}”, so nothing of its "
            "response can be decided now."
        )


def _blocks(finding: Finding) -> bool:
    return finding.severity is Severity.BLOCK


def _told(found: list[Finding], what: str) -> list[str]:
    if not found:
        return []
    things = "One thing" if len(found) == 1 else f"{len(found)} things"
    return [f"{things} {what}: " + " ".join(one.message for one in found)]
