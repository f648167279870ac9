"""Take back a draft from Word: its changes become suggestions."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from documents.files.document import UnreadableFile
from documents.word_drafts.apart import read_returned_apart
from documents.word_drafts.edits import Edit, edits_of
from documents.word_drafts.returned import Control, Returned
from requests_app.history.record import record
from requests_app.models import FOIRequest, Question
from responses.drafting.permitted import (
    DraftingRefused,
    begin_answer,
    current_answer,
    open_draft,
)
from responses.drafting.suggestions import Proposed, keep_suggestions
from responses.models import WordDraft, WordReturn
from responses.word_drafts.history import WordHistory
from responses.word_drafts.report import NotTaken, Report, Taken
from responses.word_drafts.sent import Sent, differing_lines, sent_with

# The tag of a control: what it holds, its number, for an answer the version, the key.
_TAG: Final = re.compile(
    r"(?:answer:\d+:v\d+|question:\d+:v0|letter:\d+):(?P<key>[0-9a-f]{16})\Z", re.ASCII
)
_MOST_CHANGES: Final = 500
_MOST_OF_A_NAME: Final = 200
_MOST_SHOWN: Final = 1_000


class WordDraftRefused(DraftingRefused):
    """The file cannot be taken back; the message says why."""


def take_back_word_draft(
    *, foi_request: FOIRequest, name: str, data: bytes, by: User, on: date
) -> WordReturn:
    """Read a draft that came back from Word, and keep its changes as suggestions.

    Text outside the answers never changes. What differs there is told and refused, as
    are answers whose control was copied or removed. The answers themselves change only
    when an officer accepts a suggestion.

    Args:
        foi_request: A request in the state "answering".
        name: The name of the file.
        data: The file.
        by: The officer who brings it.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        WordDraftRefused: The file is no draft of this request, or cannot be read.
    """
    try:
        returned = read_returned_apart(data)
    except UnreadableFile as reason:
        raise WordDraftRefused(str(reason)) from reason
    with transaction.atomic():
        foi_request = open_draft(foi_request, by=by)
        draft = _draft_of(foi_request, returned)
        taken_back = WordReturn.objects.create(
            draft=draft, name=name[:_MOST_OF_A_NAME], by=by
        )
        report = _Taking(foi_request, taken_back, returned, by).report()
        taken_back.report = report.as_plain_data()
        taken_back.save(update_fields=["report"])
        record(
            foi_request=foi_request,
            kind=WordHistory.WORD_DRAFT_RETURNED,
            by=by,
            on=on,
            note=f"{taken_back.name}, suggestions: {report.number}",
        )
    return taken_back


def _draft_of(foi_request: FOIRequest, returned: Returned) -> WordDraft:
    """Return the draft of a request whose controls came back.

    Raises:
        WordDraftRefused: No control is known, or all belong to another request.
    """
    keys = [_key_of(one) for one in returned.controls]
    drafts = WordDraft.objects.filter(key__in={key for key in keys if key})
    if not drafts:
        raise WordDraftRefused(
            "This file is not a draft that was downloaded here, or the program that "
            "saved it removed the boxes around the answers. Choose the file that "
            "Word saved."
        )
    here = [one for one in drafts if one.foi_request_id == foi_request.pk]
    if not here:
        raise WordDraftRefused("This file is the draft of another request.")
    return max(here, key=lambda one: keys.count(one.key))


def _key_of(control: Control) -> str:
    found = _TAG.match(control.tag)
    return found["key"] if found else ""


class _Taking:
    """Takes what came back, control by control, within one transaction."""

    def __init__(
        self,
        foi_request: FOIRequest,
        taken_back: WordReturn,
        returned: Returned,
        by: User,
    ) -> None:
        self._foi_request = foi_request
        self._taken_back = taken_back
        self._returned = returned
        self._by = by
        self._sent = {one.tag: one for one in sent_with(taken_back.draft)}
        self._questions = {one.pk: one for one in foi_request.questions.all()}

    def report(self) -> Report:
        """Keep what can be kept, and return what became of everything."""
        report = Report()
        found: dict[str, list[Control]] = defaultdict(list)
        for control in self._returned.controls:
            found[control.tag].append(control)
        for tag, sent in self._sent.items():
            self._take(sent, found.pop(tag, []), report)
        for controls in found.values():
            report.refused += [_unknown(one) for one in controls if one.final.strip()]
        if self._returned.outside:
            report.refused.append(
                NotTaken(
                    reason="Text was added outside the answers. It was left out.",
                    words=self._returned.outside[:_MOST_SHOWN],
                )
            )
        return report

    def _take(self, sent: Sent, controls: list[Control], report: Report) -> None:
        called = sent.called or "Text that is not to be changed"
        if not controls:
            report.refused.append(
                NotTaken(reason=f"{called}: its box was removed. Nothing was changed.")
            )
        elif len(controls) > 1:
            words = "\n\n".join(one.final for one in controls)
            reason = (
                f"{called}: its box stands in the file {len(controls)} times, so it "
                "is not clear which text is meant. Nothing was changed."
            )
            report.refused.append(NotTaken(reason=reason, words=words[:_MOST_SHOWN]))
        elif sent.question is None:
            report.refused += _changed_text(sent, controls[0])
        else:
            self._take_answer(sent, sent.question, controls[0], report)

    def _take_answer(
        self, sent: Sent, key: int, control: Control, report: Report
    ) -> None:
        edits = edits_of(sent.words, control.pieces)
        question = self._questions.get(key)
        refusal = _refusal(sent, question, edits)
        if refusal and edits:
            words = control.final[:_MOST_SHOWN]
            report.refused.append(NotTaken(reason=refusal, words=words))
        elif question is not None and (edits or control.left_out):
            report.taken.append(self._keep(sent, question, edits, control))

    def _keep(
        self, sent: Sent, question: Question, edits: Sequence[Edit], control: Control
    ) -> Taken:
        answer = current_answer(question)
        made = 0
        if edits:
            if answer is None:
                answer = begin_answer(self._foi_request, [question], by=self._by)
            proposed = [self._proposed(one) for one in edits]
            kept = keep_suggestions(
                answer,
                proposed,
                version=sent.version,
                words=sent.words,
                came_with=self._taken_back,
            )
            made = len(kept)
        return Taken(
            called=sent.called,
            question=question.pk,
            number=made,
            again=len(edits) - made,
            left_out=list(control.left_out),
            is_changed=answer is not None and answer.version != sent.version,
        )

    def _proposed(self, edit: Edit) -> Proposed:
        author = edit.author
        return Proposed(
            change=edit.change,
            author_name=(author.name if author else self._returned.last_author)[
                :_MOST_OF_A_NAME
            ],
            is_tracked=author is not None,
            written_at=_moment(author.at) if author else None,
        )


def _refusal(sent: Sent, question: Question | None, edits: Sequence[Edit]) -> str:
    if question is None:
        return f"{sent.called} is no longer asked. The changes were left out."
    if len(edits) > _MOST_CHANGES:
        return (
            f"{sent.called}: there are more than {_MOST_CHANGES} changes. Paste the "
            "text into the answer instead."
        )
    return ""


def _changed_text(sent: Sent, control: Control) -> Iterator[NotTaken]:
    """Yield what differs in text that was not to be changed."""
    before, after = differing_lines(sent.words, control.final)
    if before or after:
        yield NotTaken(
            reason="Text outside the answers was changed. It was left as it was.",
            words=after[:_MOST_SHOWN],
            sent=before[:_MOST_SHOWN],
        )


def _unknown(control: Control) -> NotTaken:
    return NotTaken(
        reason=(
            "A box is not one of this draft’s: it was made elsewhere or its mark was "
            "changed. Its text was left out."
        ),
        words=control.final[:_MOST_SHOWN],
    )


def _moment(written: str) -> datetime | None:
    """Return a moment as Word writes it, None for anything else."""
    try:
        moment = parse_datetime(written)
    except ValueError:
        return None
    if moment is None or not 1990 <= moment.year <= 2999:
        return None
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
