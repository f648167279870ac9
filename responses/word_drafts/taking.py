"""Take a draft returned from Word, control by control."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from documents.word_drafts.edits import Edit, edits_of
from documents.word_drafts.returned import Control, Returned
from requests_app.models import FOIRequest, Question
from responses.drafting.permitted import begin_answer, current_answer
from responses.drafting.suggestions import Proposed, keep_suggestions
from responses.models import Answer, WordReturn
from responses.word_drafts.commenting import Commenting
from responses.word_drafts.report import NotTaken, Report, Taken
from responses.word_drafts.sent import Sent, differing_lines, sent_with

MOST_OF_A_NAME: Final = 200
_MOST_CHANGES: Final = 500
_MOST_SHOWN: Final = 1_000


class Taking:
    """Takes a returned draft, within one transaction of the service."""

    def __init__(
        self,
        foi_request: FOIRequest,
        taken_back: WordReturn,
        returned: Returned,
        *,
        on: date,
    ) -> None:
        self._foi_request = foi_request
        self._taken_back = taken_back
        self._returned = returned
        self._sent = list(sent_with(taken_back.draft))
        self._questions = {one.pk: one for one in foi_request.questions.all()}
        self._commenting = Commenting(foi_request, by=taken_back.by, on=on)
        self._report = Report()

    def report(self) -> Report:
        """Keep changes and comments, and return the report."""
        found: dict[str, list[Control]] = defaultdict(list)
        for control in self._returned.controls:
            found[control.tag].append(control)
        for sent in self._sent:
            self._take(sent, found.pop(sent.tag, []))
        for control in (one for controls in found.values() for one in controls):
            self._refuse_unknown(control)
        if self._returned.outside:
            self._refuse(
                "Text was added outside the answers. It was left out.",
                words=self._returned.outside,
            )
        self._comment_elsewhere()
        self._report.refused += self._commenting.refused
        return self._report

    def _take(self, sent: Sent, controls: list[Control]) -> None:
        called = sent.called or "Text that is not to be changed"
        if not controls:
            self._refuse(f"{called}: its box was removed. Nothing was changed.")
        elif len(controls) > 1:
            self._refuse(
                f"{called}: its box stands in the file {len(controls)} times, so it "
                "is not clear which text is meant. Nothing was changed.",
                words="\n\n".join(one.final for one in controls),
            )
        elif sent.question is None:
            self._compare(sent, controls[0])
        else:
            self._take_answer(sent, sent.question, controls[0])

    def _take_answer(self, sent: Sent, key: int, control: Control) -> None:
        edits = edits_of(sent.words, control.pieces)
        question = self._questions.get(key)
        if question is None and edits:
            reason = f"{sent.called} is no longer asked. The changes were left out."
            self._refuse(reason, words=control.final)
        elif len(edits) > _MOST_CHANGES:
            reason = (
                f"{sent.called}: there are more than {_MOST_CHANGES} changes. Paste "
                "the text into the answer instead."
            )
            self._refuse(reason, words=control.final)
        elif question is not None:
            self._keep(sent, question, edits, control)

    def _keep(
        self, sent: Sent, question: Question, edits: Sequence[Edit], control: Control
    ) -> None:
        comments = self._commenting.keep(control.comments, question)
        if not (edits or comments or control.left_out):
            return
        answer = current_answer(question)
        made = self._suggest(sent, question, answer, edits) if edits else 0
        self._report.taken.append(
            Taken(
                called=sent.called,
                question=question.pk,
                number=made,
                again=len(edits) - made,
                comments=comments,
                left_out=list(control.left_out),
                is_changed=answer is not None and answer.version != sent.version,
            )
        )

    def _suggest(
        self,
        sent: Sent,
        question: Question,
        answer: Answer | None,
        edits: Sequence[Edit],
    ) -> int:
        """Keep edits as suggestions; return how many are new."""
        by = self._taken_back.by
        kept = keep_suggestions(
            answer or begin_answer(self._foi_request, [question], by=by),
            [self._proposed(one) for one in edits],
            version=sent.version,
            words=sent.words,
            came_with=self._taken_back,
        )
        return len(kept)

    def _proposed(self, edit: Edit) -> Proposed:
        author = edit.author
        name = author.name if author else self._returned.last_author
        return Proposed(
            change=edit.change,
            author_name=name[:MOST_OF_A_NAME],
            is_tracked=author is not None,
            written_at=_moment(author.at) if author else None,
        )

    def _compare(self, sent: Sent, control: Control) -> None:
        """Refuse differences in locked text."""
        before, after = differing_lines(sent.words, control.final)
        if before or after:
            reason = "Text outside the answers was changed. It was left as it was."
            self._refuse(reason, words=after, sent=before)

    def _refuse_unknown(self, control: Control) -> None:
        if control.final.strip():
            self._refuse(
                "A box is not one of this draft’s: it was made elsewhere, or its mark "
                "was changed. Its text was left out.",
                words=control.final,
            )

    def _comment_elsewhere(self) -> None:
        """Keep comments outside the answers with the request as a whole."""
        known = {one.tag for one in self._sent if one.question in self._questions}
        others = [
            comment
            for control in self._returned.controls
            if control.tag not in known
            for comment in control.comments
        ]
        if number := self._commenting.keep([*others, *self._returned.comments], None):
            self._report.taken.append(
                Taken(called="The rest of the draft", comments=number)
            )

    def _refuse(self, reason: str, *, words: str = "", sent: str = "") -> None:
        self._report.refused.append(
            NotTaken(reason=reason, words=words[:_MOST_SHOWN], sent=sent[:_MOST_SHOWN])
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
