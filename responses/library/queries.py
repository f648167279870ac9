"""The list of the library, and the versions of a paragraph."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from responses.drafting.differences import Passage, compare_plain
from responses.models import Paragraph, ParagraphVersion
from responses.paragraphs.entries import Entry, own_entry, released_entry
from statute.paragraphs import PARAGRAPHS


@dataclass(frozen=True, slots=True)
class ComparedVersion:
    """A version, with what it added to another marked.

    Attributes:
        row: The version.
        passages: Its words, the differences marked.
        compared_with: The number of the other version; 0 for none.
    """

    row: ParagraphVersion
    passages: list[Passage]
    compared_with: int


def entries_for(user: User, wanted: Mapping[str, Any], on: date) -> list[Entry]:
    """Return the entries that a user sees and that match the filters; one query.

    Args:
        user: The user, who sees the released paragraphs and the authority's own.
        wanted: The filters: "q", "regime", "kind", "provision" and "status".
        on: The day, which tells whether a review is past.

    Returns:
        The authority's own first, each by law, topic and kind.
    """
    return [one for one in _all_entries(user, on) if _is_wanted(one, wanted, user)]


def _all_entries(user: User, on: date) -> Iterator[Entry]:
    for paragraph in Paragraph.objects.visible_to(user).select_related("owner"):
        yield own_entry(paragraph, on)
    for released in PARAGRAPHS.values():
        yield released_entry(released, on)


def _is_wanted(entry: Entry, wanted: Mapping[str, Any], user: User) -> bool:
    status = wanted.get("status", "")
    by_status = {
        "": not entry.is_retired,
        "past_review": entry.is_past_review,
        "mine": entry.owner == user and not entry.is_retired,
        "own": entry.is_own and not entry.is_retired,
        "released": not entry.is_own,
        "retired": entry.is_retired,
    }
    words = f"{entry.topic} {entry.text}".casefold()
    return (
        by_status[status]
        and wanted.get("regime") in {None, entry.regime}
        and wanted.get("kind") in {None, entry.kind}
        and _is_about(entry, wanted.get("provision", ""))
        and all(word in words for word in wanted.get("q", "").casefold().split())
    )


def _is_about(entry: Entry, number: str) -> bool:
    """Whether an entry names the provision, a place within it, or a broader place."""
    if not number:
        return True
    named = [place.partition(" ")[2] for place in entry.provisions]
    return any(_is_within(one, number) or _is_within(number, one) for one in named)


def _is_within(number: str, broader: str) -> bool:
    return number == broader or number.startswith((f"{broader}(", f"{broader} "))


def versions_of(paragraph: Paragraph) -> list[ParagraphVersion]:
    """Return the versions of a paragraph, newest first; one query."""
    return list(paragraph.versions.select_related("by", "owner"))


def compared(
    versions: list[ParagraphVersion], then: int, now: int
) -> tuple[ComparedVersion, ComparedVersion] | None:
    """Return two versions side by side, the older first, their differences marked.

    Args:
        versions: All versions, newest first.
        then: The number of one; below 1 for the last but one.
        now: The number of the other; below 1 for the newest.

    Returns:
        The two versions; None where there are no two.
    """
    by_number = {one.number: one for one in versions}
    newest = versions[0].number
    chosen = sorted({then if then > 0 else newest - 1, now if now > 0 else newest})
    if len(chosen) < 2 or not by_number.keys() >= set(chosen):
        return None
    older, newer = (by_number[number] for number in chosen)
    left, right = compare_plain(older.text, newer.text)
    return (
        ComparedVersion(older, left, newer.number),
        ComparedVersion(newer, right, older.number),
    )
