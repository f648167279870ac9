"""Block a letter until its problems are fixed and its warnings fixed or overridden."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from requests_app.history.steps import step
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.workflow import ANSWERABLE_STATES, TransitionNotAllowed
from responses.checks.adding import not_added_up
from responses.checks.advice import outside_advice
from responses.checks.comments import open_comments
from responses.checks.findings import findings_in
from responses.checks.history import ChecksHistory
from responses.checks.outside import found_outside
from responses.checks.suggestions import open_suggestions
from responses.letters.content import LetterContent
from responses.letters.procedural_content import AnyContent
from responses.models import Letter, WarningOverride
from statute.notices import RESPONSES, Finding, Severity

# The draft that an override belongs to; for other letters, the letter's type.
RESPONSE = "response"
_MOST_TYPED = 2_000


class ResponseNotReady(Refusal):
    """The letter cannot be issued as it is.

    Attributes:
        findings: The blocking problems, and the warnings without an override.
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
                        standing,
                        "must be put right, or overridden with a reason, first",
                    ),
                ]
            )
        )


class CannotOverride(Refusal):
    """The finding cannot be overridden; the message says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """A problem of a letter, with its override.

    Attributes:
        finding: The problem, as the statute's checks report it.
        override: The override of the warning; None where there is none.
    """

    finding: Finding
    override: WarningOverride | None = None

    @property
    def is_blocking(self) -> bool:
        """Whether the letter can never be issued with this problem."""
        return _blocks(self.finding)

    @property
    def is_standing(self) -> bool:
        """Whether this finding stops the letter: blocking, or not overridden."""
        return self.is_blocking or self.override is None

    @property
    def fingerprint(self) -> str:
        """The hash of the finding; a change of its message changes the hash."""
        return fingerprint_of(self.finding)


def fingerprint_of(finding: Finding) -> str:
    """Return a hash of a finding: its code, subject and message."""
    said = "\n".join([finding.code, finding.about, finding.message])
    return hashlib.sha256(said.encode()).hexdigest()


def findings(foi_request: FOIRequest, content: AnyContent) -> tuple[Found, ...]:
    """Return every problem of a letter with its override, the blocking problems first.

    An override counts only for the warning as then worded. When the warning's subject
    or message changes, the user must decide again.
    """
    decided = {
        row.fingerprint: row
        for row in WarningOverride.objects.filter(
            foi_request=foi_request, letter__isnull=True, draft=draft_of(content)
        ).select_related("by")
    }
    return tuple(
        Found(one, None if _blocks(one) else decided.get(fingerprint_of(one)))
        for one in _problems(foi_request, content)
    )


def _on_record(foi_request: FOIRequest, content: AnyContent) -> Iterator[Finding]:
    """Yield what other requests on record have to say of a letter."""
    if isinstance(content, LetterContent):
        yield from not_added_up(foi_request, content)


def check_ready(foi_request: FOIRequest, content: AnyContent) -> tuple[Found, ...]:
    """Refuse a letter that cannot be issued as it is.

    Returns:
        The findings of a letter that may be issued: warnings, all of them overridden.

    Raises:
        ResponseNotReady: A problem blocks the letter, or a warning is not overridden;
            says what.
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
    """Override a warning about a letter, and record the reason.

    Args:
        foi_request: The request that the letter is about.
        content: The letter as it stands.
        fingerprint: `Found.fingerprint` of the warning that the user has read.
        reason: The user's reason.
        by: The user who decides.
        on: The London day.
        at: The moment.

    Raises:
        CannotOverride: The law requires the point, the letter no longer has this
            warning, or no reason is given.
        TransitionNotAllowed: The response is not being drafted or cleared.

    Source: s.45 Code of Practice and the regulators' guidance, from which an authority
    may depart; never FOIA 2000 s.17, FOISA 2002 s.16 or EIR 2004 reg 14.
    """
    cleaned = "\n".join(line.strip() for line in reason.splitlines()).strip()
    changes: dict[str, list[str]] = {}
    with step(
        foi_request,
        kind=ChecksHistory.WARNING_OVERRIDDEN,
        by=by,
        on=on,
        note=cleaned,
        changes=changes,
    ) as locked:
        draft = draft_of(content)
        _check_open(locked, draft)
        finding = _warning(locked, content, fingerprint)
        if not cleaned:
            raise CannotOverride("Give the reason for overriding the warning.")
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
    """Remove the override of a warning. Harmless to do twice.

    Raises:
        CannotOverride: The letter has been issued.
        TransitionNotAllowed: The response is not being drafted or cleared.
    """
    changes: dict[str, list[str]] = {}
    if not WarningOverride.objects.filter(pk=override.pk).exists():
        return
    with step(
        override.foi_request,
        kind=ChecksHistory.OVERRIDE_REMOVED,
        by=by,
        on=on,
        changes=changes,
    ) as locked:
        _check_open(locked, override.draft)
        row = WarningOverride.objects.filter(pk=override.pk).first()
        if row is not None and row.letter_id is not None:
            raise CannotOverride(
                "The letter has been issued, so its warnings can no longer be changed."
            )
        if row is not None:
            row.delete()
        changes["warning"] = ["", override.message]


def keep_overrides(letter: Letter, content: AnyContent, found: Iterable[Found]) -> None:
    """Tie the overrides of a draft to its letter when the letter is issued.

    Overrides of warnings that the letter no longer has are deleted; history keeps them.

    Args:
        letter: The letter as issued.
        content: The text of the letter.
        found: The findings of `check_ready` for this content.
    """
    rows = WarningOverride.objects.filter(
        foi_request=letter.foi_request, letter__isnull=True, draft=draft_of(content)
    )
    rows.exclude(fingerprint__in=[one.fingerprint for one in found]).delete()
    rows.update(letter=letter)


def draft_of(content: AnyContent) -> str:
    """Return the key under which a draft's overrides are stored."""
    return RESPONSE if content.type in RESPONSES else str(content.type)


def _problems(foi_request: FOIRequest, content: AnyContent) -> tuple[Finding, ...]:
    """Return what the record says of a letter, its problems, then what is open."""
    return (
        *_on_record(foi_request, content),
        *findings_in(content),
        *open_comments(foi_request, content),
        *open_suggestions(foi_request, content),
        *outside_advice(foi_request, content),
        *found_outside(foi_request),
    )


def _warning(foi_request: FOIRequest, content: AnyContent, fingerprint: str) -> Finding:
    for finding in _problems(foi_request, content):
        if fingerprint_of(finding) != fingerprint:
            continue
        if _blocks(finding):
            raise CannotOverride(
                "This check cannot be overridden. Put the letter right first."
            )
        return finding
    raise CannotOverride(
        "The letter no longer has this warning. Read what it has now, then decide."
    )


def _check_open(foi_request: FOIRequest, draft: str) -> None:
    if draft == RESPONSE and foi_request.state not in ANSWERABLE_STATES:
        raise TransitionNotAllowed(
            f"This request is “{foi_request.get_state_display()}”, so its warnings "
            "cannot be changed now."
        )


def _blocks(finding: Finding) -> bool:
    return finding.severity is Severity.BLOCK


def _told(found: list[Finding], what: str) -> list[str]:
    if not found:
        return []
    things = "One point" if len(found) == 1 else f"{len(found)} points"
    return [f"{things} {what}: " + " ".join(one.message for one in found)]
