"""All that an approver's desk shows of a response, part by part."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from django.utils.safestring import SafeString

from accounts.models import User
from requests_app.models import FOIRequest, HistoryEntry
from responses.approving.parts import ENDING, FILES, START, STATEMENT, Part, parts_of
from responses.approving.pieces import Pieces, pieces_of
from responses.approving.standard import MARK, Standard, StandardWording
from responses.clearance.history import ClearanceHistory
from responses.comments.threads import Thread, Threads
from responses.drafting.comparing import Compared, compared
from responses.drafting.draft import Draft
from responses.drafting.replies import (
    EnquiryBeside,
    enquiries_of,
    words_of_reply,
)
from responses.letters.content import LetterContent
from responses.models import (
    AnswerRevision,
    Citation,
    Comment,
    DraftRevision,
    Look,
    PartApproval,
    PartReturn,
    Suggestion,
)

# The weight of a page in bytes, and of what frames each part.
_MOST_BYTES: Final = 80_000
_FRAME_BYTES: Final = 1_600
# The most parts with all that stands beside them in the page.
_SHORT: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How a part differs from the words that a person read before.

    Attributes:
        since: When the person read the earlier words.
        was_approved: Whether the person had approved them.
        by: Who saved the part last; None where this is not known.
        at: When the part was saved last.
        texts: The texts that changed, with the changes marked.
    """

    since: datetime
    was_approved: bool
    by: User | None
    at: datetime | None
    texts: Sequence[Compared]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A part of the response on the desk of one approver.

    Attributes:
        part: The part.
        piece: The part as the letter prints it.
        approval: The approver's own approval of the words as they stand.
        others: The names of other people who approved the words as they stand.
        is_read: Whether the approver has read the words as they stand.
        difference: What changed since the approver last read the part.
        returns: The returns because of the part, the last one first.
        threads: The comments on the part, open and resolved.
        suggestions: How many suggested changes are open, and by whom.
        enquiries: The questions to departments about the part.
        citations: The provisions cited.
        standard: How much of each text repeats standard wording, by its title.
    """

    part: Part
    piece: SafeString
    approval: PartApproval | None
    others: Sequence[str]
    is_read: bool
    difference: Difference | None
    returns: Sequence[PartReturn]
    threads: Sequence[Thread]
    suggestions: Mapping[str, int]
    enquiries: Sequence[EnquiryBeside]
    citations: Sequence[Citation]
    standard: Mapping[str, Standard]

    @property
    def open_threads(self) -> list[Thread]:
        """The unresolved comments."""
        return [one for one in self.threads if one.comment.is_open]

    @property
    def weight(self) -> int:
        """About how many bytes the part takes on the page."""
        changed = self.difference.texts if self.difference else ()
        beside = (
            *(run.words for text in changed for run in text.runs),
            *(one.reasons for one in self.returns),
            *(one.comment.words for one in self.open_threads),
        )
        return _FRAME_BYTES + sum(len(one.encode()) for one in (self.piece, *beside))

    @property
    def value(self) -> str:
        """The part and the words shown, for the buttons of a form."""
        return f"{self.part.key}:{self.part.sha256}"

    @property
    def is_all_standard(self) -> bool:
        """Whether every text typed for the part is standard wording."""
        typed = self.part.words.keys() - {"Outcome", "Question", "Questions"}
        whole = {title for title, one in self.standard.items() if one.is_whole}
        return bool(typed) and typed <= whole


class Desk:
    """A response as one approver reads it.

    The number of queries is small and does not grow with the number of questions.
    """

    def __init__(
        self, foi_request: FOIRequest, user: User, content: LetterContent
    ) -> None:
        """Read the response.

        Args:
            foi_request: The request.
            user: The approver.
            content: The letter as composed.
        """
        self.foi_request = foi_request
        self.user = user
        self.content = content
        self.draft = Draft(foi_request)
        self.parts = parts_of(self.draft)

    @cached_property
    def pieces(self) -> Pieces:
        """The letter in pieces."""
        return pieces_of(self.content)

    @cached_property
    def shown(self) -> list[Shown]:
        """The parts, in the order of the letter."""
        return list(self._shown())

    def shown_of(self, key: str) -> Shown | None:
        """Return one part; None where the response has no part with this key."""
        return next((one for one in self.shown if one.part.key == key), None)

    @property
    def approved(self) -> int:
        """How many parts the approver has approved as they stand."""
        return sum(one.approval is not None for one in self.shown)

    @property
    def left(self) -> list[Shown]:
        """The parts not approved by the approver as they stand."""
        return [one for one in self.shown if one.approval is None]

    @property
    def commented(self) -> list[Shown]:
        """The parts with an open comment or suggestion of the approver."""
        name = str(self.user)
        return [
            one
            for one in self.shown
            if one.suggestions.get(name)
            or any(each.comment.by_id == self.user.pk for each in one.open_threads)
        ]

    @property
    def suggested(self) -> int:
        """How many suggestions of the approver are open."""
        return sum(one.suggestions.get(str(self.user), 0) for one in self.shown)

    @cached_property
    def whole_returns(self) -> list[HistoryEntry]:
        """The returns of the response, the last one first."""
        kind = ClearanceHistory.RESPONSE_RETURNED
        found = self.foi_request.history.filter(kind=kind)
        return list(found.select_related("by").order_by("-pk"))

    @cached_property
    def pages(self) -> list[list[Shown]]:
        """The parts in pages, none of which is too heavy for a browser to open."""
        pages: list[list[Shown]] = [[]]
        weight = 0
        for one in self.shown:
            own = one.weight
            if pages[-1] and weight + own > _MOST_BYTES:
                pages.append([])
                weight = 0
            pages[-1].append(one)
            weight += own
        return pages

    @property
    def is_short(self) -> bool:
        """Whether all that stands beside the parts goes into the page itself."""
        return len(self.parts) <= _SHORT

    def page_of(self, key: str) -> int:
        """Return the page with a part, counted from 1."""
        found = (
            number
            for number, page in enumerate(self.pages, start=1)
            if any(one.part.key == key for one in page)
        )
        return next(found, 1)

    @property
    def has_standard(self) -> bool:
        """Whether any paragraph of the letter is marked as standard wording."""
        return any(MARK in one.piece for one in self.shown)

    @property
    def first_left(self) -> Shown | None:
        """The first part not approved by the approver as it stands."""
        return next(iter(self.left), None)

    def _shown(self) -> Iterator[Shown]:
        approvals: dict[str, list[PartApproval]] = defaultdict(list)
        given = PartApproval.objects.filter(foi_request=self.foi_request)
        for one in given.select_related("by"):
            approvals[one.part].append(one)
        looks = {
            one.part: one
            for one in Look.objects.filter(foi_request=self.foi_request, by=self.user)
        }
        returns: dict[str, list[PartReturn]] = defaultdict(list)
        returned = self.foi_request.part_returns.select_related("by")
        for each in returned.order_by("-pk"):
            returns[each.part].append(each)
        standard = StandardWording(self.foi_request)
        for part in self.parts:
            own = next(
                (one for one in approvals[part.key] if one.by_id == self.user.pk), None
            )
            is_approved = own is not None and own.sha256 == part.sha256
            look = looks.get(part.key)
            yield Shown(
                part=part,
                piece=standard.marked(self._piece_of(part)),
                approval=own if is_approved else None,
                others=[
                    str(one.by)
                    for one in approvals[part.key]
                    if one.by_id != self.user.pk and one.sha256 == part.sha256
                ],
                is_read=look is not None and look.sha256 == part.sha256,
                difference=self._difference(part, own, look),
                returns=returns[part.key],
                threads=self._threads_of(part),
                suggestions=(
                    dict(self._suggestions[part.answer.pk]) if part.answer else {}
                ),
                enquiries=self._enquiries_about(part),
                citations=self._citations_of(part),
                standard=standard.in_part(part),
            )

    def _piece_of(self, part: Part) -> SafeString:
        place = part.key
        if part.key not in {START, STATEMENT, FILES, ENDING}:
            place = part.anchor
        found: SafeString = self.pieces.by_place.get(place, SafeString())
        return found

    def _difference(
        self, part: Part, approval: PartApproval | None, look: Look | None
    ) -> Difference | None:
        """Return what changed since the person approved the part, or last read it."""
        before: Mapping[str, str] | None = None
        was_approved = approval is not None and approval.sha256 != part.sha256
        if approval is not None and was_approved:
            before, since = approval.words, approval.at
        elif look is not None and look.sha256 != part.sha256:
            before, since = look.words, look.at
        elif look is not None and look.before is not None and self._is_of_round(look):
            before, since = look.before, look.before_at or look.at
        if before is None:
            return None
        texts = [one for one in compared(before, part.words) if one.is_changed]
        saved = self._last_saved(part)
        return Difference(
            since=since,
            was_approved=was_approved,
            by=saved.by if saved else None,
            at=saved.at if saved else None,
            texts=texts,
        )

    def _is_of_round(self, look: Look) -> bool:
        """Whether the person read the change after the response was sent."""
        draft = self.draft.letter_text
        return bool(draft and draft.submitted_at and look.at >= draft.submitted_at)

    def _last_saved(self, part: Part) -> AnswerRevision | DraftRevision | None:
        if part.answer is not None:
            return self._answers_saved.get(part.answer.pk)
        is_statement = part.key == STATEMENT
        of = DraftRevision.Part
        return self._parts_saved.get(of.STATEMENT if is_statement else of.LETTER_TEXT)

    @cached_property
    def _answers_saved(self) -> dict[int, AnswerRevision]:
        found = AnswerRevision.objects.filter(
            answer__foi_request=self.foi_request, is_unused=False
        )
        newest = found.order_by("answer_id", "-pk").distinct("answer_id")
        lean = newest.select_related("by").defer("text", "facts", "citations")
        return {one.answer_id: one for one in lean}

    @cached_property
    def _parts_saved(self) -> dict[str, DraftRevision]:
        found = self.foi_request.draft_revisions.order_by("part", "-pk")
        return {one.part: one for one in found.distinct("part").select_related("by")}

    @cached_property
    def _suggestions(self) -> Mapping[int, Counter[str]]:
        found: dict[int, Counter[str]] = defaultdict(Counter)
        rows = Suggestion.objects.filter(
            base__answer__foi_request=self.foi_request, state=Suggestion.State.OPEN
        )
        for one in rows.select_related("author", "base"):
            found[one.base.answer_id][one.called] += 1
        return found

    @cached_property
    def _threads(self) -> list[Thread]:
        threads = Threads(self.foi_request)
        return [*threads.open, *threads.resolved]

    def _threads_of(self, part: Part) -> list[Thread]:
        """Return the comments on a part; the start has those on the whole, too."""
        if part.key == START:
            about = {Comment.Part.LETTER_TEXT.value, Comment.Part.WHOLE.value}
            return [one for one in self._threads if one.comment.part in about]
        if part.key == STATEMENT:
            of = Comment.Part.STATEMENT
            return [one for one in self._threads if one.comment.part == of]
        asked = set(part.questions)
        return [one for one in self._threads if one.comment.question_key in asked]

    @cached_property
    def _asked(self) -> list[tuple[EnquiryBeside, frozenset[int]]]:
        on = self.content.issued_on or self.content.received_on
        return [
            (one, frozenset(question.pk for question in one.enquiry.questions.all()))
            for one in enquiries_of(self.foi_request, on=on)
        ]

    def _enquiries_about(self, part: Part) -> list[EnquiryBeside]:
        """Return the enquiries about a part, with what was replied to its questions."""
        own = set(part.questions)
        return [
            replace(
                one,
                replies=[
                    replace(each, words=words_of_reply(each.reply, own))
                    for each in one.replies
                ],
            )
            for one, about in self._asked
            if about & own
        ]

    def _citations_of(self, part: Part) -> list[Citation]:
        if part.answer is not None:
            return list(part.answer.citations.all())
        if part.key == STATEMENT and self.draft.statement is not None:
            return list(self.draft.statement.citations.all())
        return []
