"""What a correction did to each question: merged, split or removed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from requests_app.models import Enquiry, EnquiryReplyPart, FOIRequest
from requests_app.questions.outline.nodes import Outline


@dataclass(frozen=True, slots=True)
class Correction:
    """The result of a correction, for code with data linked to the questions.

    Attributes:
        foi_request: The request, locked.
        before: The questions before the correction.
        outline: The questions after the correction.
        note: The change in words; "" where nothing changed.
        by: The officer who made the correction.
        on: The London day.
        merged: For each merged question, the question that now has its text.
        split: For each split question, the questions that now have parts of its text.
        removed: Questions that are no longer asked and were not merged: deleted, or
            turned into a heading or a note.
    """

    foi_request: FOIRequest
    before: Outline
    outline: Outline
    note: str
    by: User
    on: date
    merged: Mapping[int, int] = field(default_factory=dict)
    split: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    removed: frozenset[int] = frozenset()


def keyed(
    pair: tuple[int, int | None], keys: Mapping[int, int]
) -> tuple[int, int | None]:
    """Return the pair with the keys given to new questions."""
    one, other = pair
    return keys.get(one, one), other if other is None else keys.get(other, other)


def consequences(
    locked: FOIRequest,
    before: Outline,
    after: Outline,
    keys: Mapping[int, int],
    *,
    note: str,
    by: User,
    on: date,
) -> Correction:
    """Return what the correction did to each earlier question."""
    outline = after.settled(keys)
    joined = dict(keyed(pair, keys) for pair in after.joined)
    wholes: dict[int, int | None] = {
        keys.get(part, part): keys.get(whole, whole) for whole, part in after.parted
    }
    merged = {}
    for key in before.by_id:
        successor = _followed(key, joined, until=outline.by_id)
        if successor is not None and successor != key:
            merged[key] = successor
    split: dict[int, tuple[int, ...]] = {}
    for part in wholes:
        whole = _followed(part, wholes, until=before.by_id)
        if whole is not None and _asks(outline, part) and _asks(before, whole):
            split[whole] = (*split.get(whole, ()), part)
    asked = {node.id for node in before.nodes if node.kind == "question"}
    removed = {key for key in asked if not _asks(outline, merged.get(key, key))}
    return Correction(
        foi_request=locked,
        before=before,
        outline=outline,
        note=note,
        by=by,
        on=on,
        merged={
            key: successor for key, successor in merged.items() if key not in removed
        },
        split=split,
        removed=frozenset(removed),
    )


def _followed(
    key: int, onward: Mapping[int, int | None], *, until: Mapping[int, object]
) -> int | None:
    """Follow a chain of keys to the first in `until`; None if the chain ends before."""
    step: int | None = key
    for _ in range(len(onward) + 1):
        if step is None or step in until:
            break
        step = onward.get(step)
    return step if step in until else None


def _asks(outline: Outline, key: int) -> bool:
    node = outline.by_id.get(key)
    return node is not None and node.kind == "question"


def hand_on_enquiries(correction: Correction) -> None:
    """Attach enquiries to the questions that replaced the questions they were about."""
    successors = {key: (successor,) for key, successor in correction.merged.items()}
    for key, parts in correction.split.items():
        successors[key] = (*successors.get(key, ()), *parts)
    if not successors:
        return
    put = Enquiry.questions.through
    put.objects.bulk_create(
        [
            put(enquiry_id=row.enquiry_id, question_id=successor)
            for row in put.objects.filter(question_id__in=successors)
            for successor in successors[row.question_id]
        ],
        ignore_conflicts=True,
    )
    _hand_on_replies(successors, gone=correction.merged)


def _hand_on_replies(
    successors: Mapping[int, tuple[int, ...]], *, gone: Collection[int]
) -> None:
    """Attach what departments replied to the questions that replaced a question.

    A question that was split stays, and keeps its words too.
    """
    parts = EnquiryReplyPart.objects.filter(question_id__in=successors)
    for part in parts:
        others = list(successors[part.question_id or 0])
        if part.question_id in gone:
            EnquiryReplyPart.objects.filter(pk=part.pk).update(
                question_id=others.pop(0)
            )
        EnquiryReplyPart.objects.bulk_create(
            EnquiryReplyPart(
                reply_id=part.reply_id,
                question_id=each,
                text=part.text,
                concerns=part.concerns,
            )
            for each in others
        )
