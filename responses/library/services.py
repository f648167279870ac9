"""Add, change, retire and bring back the paragraphs of an authority."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from accounts import policy
from accounts.models import User
from requests_app.history.administration import changed, record_change
from requests_app.refusals import Refusal
from responses.drafting.permitted import normalise_text
from responses.models import Paragraph, ParagraphVersion
from responses.paragraphs.fields import (
    UnknownField,
    UnseenBlank,
    check_blanks,
    check_fields,
)
from statute.paragraphs import ParagraphKind, is_place
from statute.regimes import Regime

# What officers write before a number: "s.31(1)", "Section 31(1)", "FOIA 31(1)".
_BEFORE_NUMBER: Final = re.compile(
    r"^(?:foia|eir|foisa|eisr)?\s*(?:sections?|sec|s|regulations?|regs?|r)?\.?\s*",
    re.IGNORECASE,
)
_WORDS: Final = ("regime", "kind", "topic", "provisions", "text", "review_on")


class ParagraphRefused(Refusal):
    """The paragraph cannot be saved; the message says what to change."""


class NotTheOwner(ParagraphRefused):
    """The paragraph has another owner."""


class ParagraphChanged(ParagraphRefused):
    """Another user saved the paragraph after this text was begun.

    Attributes:
        newest: The paragraph as it now stands.
    """

    def __init__(self, newest: Paragraph, by: User) -> None:
        self.newest = newest
        super().__init__(
            f"{by} saved this paragraph after you opened it. Your text is kept: "
            "compare it with the paragraph as it stands below, then save the right one."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a paragraph is to say.

    Attributes:
        regime: The law.
        kind: The part of an answer.
        topic: What the words are about.
        provisions: The places of the law, as typed; none for any answer.
        text: The words, with fields such as `{{ due_date }}`.
        owner: Who answers for the words.
        review_on: The day by which the owner reads them again.
    """

    regime: Regime
    kind: ParagraphKind
    topic: str
    provisions: Iterable[str]
    text: str
    owner: User
    review_on: date


def may_change(paragraph: Paragraph, user: User) -> bool:
    """Whether a user may change or retire a paragraph: its owner, or a manager."""
    return policy.KEEP_LIBRARY in user.role_permissions or paragraph.owner_id == user.pk


@transaction.atomic
def add_paragraph(
    *, said: Said, adapted_from: str = "", by: User, on: date
) -> Paragraph:
    """Add a paragraph to the library of the user's authority.

    Args:
        said: What it says.
        adapted_from: The key of the released paragraph it was adapted from.
        by: The user adding it.
        on: The London day.

    Raises:
        ParagraphRefused: The words, a field, a provision, the owner or the review date
            cannot be right, or the user belongs to no authority.
    """
    if by.authority_id is None:
        raise ParagraphRefused(
            "You belong to no authority. Ask your administrator to set one for you."
        )
    paragraph = Paragraph(authority_id=by.authority_id, adapted_from=adapted_from)
    _say(paragraph, said, on=on)
    paragraph.save()
    _keep_version(paragraph, by)
    _record(paragraph, "Added", {}, by)
    return paragraph


@transaction.atomic
def change_paragraph(
    *, paragraph: Paragraph, said: Said, version: int, by: User, on: date
) -> Paragraph:
    """Save a paragraph as a new version. Letters and drafts keep the words they have.

    Args:
        paragraph: The paragraph.
        said: What it is to say.
        version: The version on the page.
        by: The owner, or a user who keeps the library.
        on: The London day.

    Raises:
        NotTheOwner: The user may not change it.
        ParagraphChanged: Another user saved a version since.
        ParagraphRefused: As for `add_paragraph`, or the paragraph is retired.
    """
    locked = _locked(paragraph, by)
    if locked.retired_at is not None:
        raise ParagraphRefused("This paragraph is retired. Bring it back first.")
    before, said_before = _words_of(locked), _said_by(locked)
    _say(locked, said, on=on)
    if _words_of(locked) == before:
        return locked
    if locked.version != version:
        newest = locked.versions.select_related("by")[0]
        raise ParagraphChanged(Paragraph.objects.get(pk=locked.pk), newest.by)
    locked.version += 1
    locked.save()
    _keep_version(locked, by)
    _record(locked, "Changed", said_before, by)
    return locked


@transaction.atomic
def retire_paragraph(*, paragraph: Paragraph, by: User, at: datetime) -> Paragraph:
    """Offer a paragraph no more. Its versions stay.

    Raises:
        NotTheOwner: The user may not retire it.
    """
    locked = _locked(paragraph, by)
    if locked.retired_at is None:
        locked.retired_at, locked.retired_by = at, by
        locked.save(update_fields=["retired_at", "retired_by"])
        _record(locked, "Retired", None, by)
    return locked


@transaction.atomic
def bring_back_paragraph(*, paragraph: Paragraph, by: User) -> Paragraph:
    """Offer a retired paragraph again.

    Raises:
        NotTheOwner: The user may not bring it back.
    """
    locked = _locked(paragraph, by)
    if locked.retired_at is not None:
        locked.retired_at = locked.retired_by = None
        locked.save(update_fields=["retired_at", "retired_by"])
        _record(locked, "Brought back", None, by)
    return locked


@transaction.atomic
def give_paragraph(*, paragraph: Paragraph, to: User, by: User) -> Paragraph:
    """Give a paragraph another owner, as a new version with the same words.

    Call this for a person whose work is handed over.

    Args:
        paragraph: The paragraph.
        to: The new owner, of the same authority.
        by: The manager or administrator who hands the work over.
    """
    locked = Paragraph.objects.select_for_update().get(pk=paragraph.pk)
    locked.owner, locked.told_past = to, None  # a new owner is told
    locked.version += 1
    locked.save(update_fields=["owner", "told_past", "version"])
    _keep_version(locked, by)
    return locked


def _locked(paragraph: Paragraph, by: User) -> Paragraph:
    locked = Paragraph.objects.select_for_update().get(pk=paragraph.pk)
    if not may_change(locked, by):
        raise NotTheOwner(
            f"{paragraph.owner} owns this paragraph. Ask the owner or a manager to "
            "change it."
        )
    return locked


def _say(paragraph: Paragraph, said: Said, *, on: date) -> None:
    """Put the words into a paragraph, once all of them are found right."""
    text = normalise_text(said.text)
    topic = " ".join(said.topic.split())
    if not text:
        raise ParagraphRefused("Enter the words of the paragraph.", "text")
    if not topic:
        raise ParagraphRefused("Enter the topic.", "topic")
    try:
        check_fields(text)
        check_blanks(text)
    except (UnknownField, UnseenBlank) as wrong:
        raise ParagraphRefused(str(wrong), "text") from wrong
    if said.owner.authority_id != paragraph.authority_id:
        raise ParagraphRefused("Choose an owner from your authority.", "owner")
    is_new_day = said.review_on != paragraph.review_on
    if is_new_day and said.review_on <= on:
        raise ParagraphRefused("The review date must be in the future.", "review_on")
    if paragraph.owner_id != said.owner.pk:
        paragraph.told_past = None  # a new owner is told
    paragraph.regime = said.regime
    paragraph.kind = said.kind
    paragraph.topic = topic
    paragraph.provisions = provisions_in(said.provisions, said.regime)
    paragraph.text = text
    paragraph.owner = said.owner
    paragraph.review_on = said.review_on


def provisions_in(typed: Iterable[str], regime: Regime) -> list[str]:
    """Return places of the law, such as "FOIA 31(1)", from numbers as officers type.

    Raises:
        ParagraphRefused: The law has no such provision.
    """
    places: dict[str, None] = {}
    for number in filter(None, (" ".join(one.split()) for one in typed)):
        place = f"{regime} {_BEFORE_NUMBER.sub('', number)}"
        if not is_place(place):
            raise ParagraphRefused(
                f"The {regime.title} has no provision “{number[:40]}” to cite. Write "
                "its number, such as 31(1).",
                "provisions",
            )
        places[place] = None
    return list(places)


def _words_of(paragraph: Paragraph) -> list[object]:
    return [paragraph.owner_id, *(getattr(paragraph, name) for name in _WORDS)]


def _said_by(paragraph: Paragraph) -> dict[str, Any]:
    words = {name: getattr(paragraph, name) for name in _WORDS}
    return {**words, "owner": str(paragraph.owner)}


def _record(
    paragraph: Paragraph, what: str, before: dict[str, Any] | None, by: User
) -> None:
    """Record a change; `before` is None where the words stay as they are."""
    record_change(
        authority=paragraph.authority,
        by=by,
        subject=f"Paragraph {paragraph.topic}",
        what=what,
        changes={} if before is None else changed(before, _said_by(paragraph)),
    )


def _keep_version(paragraph: Paragraph, by: User) -> None:
    ParagraphVersion.objects.create(
        paragraph=paragraph,
        number=paragraph.version,
        owner=paragraph.owner,
        by=by,
        **{name: getattr(paragraph, name) for name in _WORDS},
    )
