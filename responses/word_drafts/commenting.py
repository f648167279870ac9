"""Make the comments of a returned draft comments of the room."""

from collections.abc import Sequence
from datetime import date

from accounts.models import User
from documents.word_drafts.returned import WordComment
from requests_app.models import FOIRequest, Question
from responses.comments.services import CommentRefused, comment_on, reply_to_comment
from responses.models import Comment
from responses.word_drafts.report import NotTaken

_NO_NAME = "No name"


class Commenting:
    """Keeps comments, with their replies.

    Attributes:
        refused: The comments not kept, with the reasons.
    """

    def __init__(self, foi_request: FOIRequest, *, by: User, on: date) -> None:
        self._foi_request = foi_request
        self._by = by
        self._on = on
        self._kept: dict[str, Comment] = {}
        self.refused: list[NotTaken] = []

    def keep(self, comments: Sequence[WordComment], question: Question | None) -> int:
        """Keep comments at a question, or with the request; return how many."""
        number = 0
        # A reply may stand before the comment that it answers.
        for one in sorted(comments, key=lambda comment: bool(comment.replies_to)):
            if one.key in self._kept:
                continue
            try:
                self._kept[one.key] = self._comment(one, question)
            except CommentRefused as reason:
                about = one.text or one.about
                self.refused.append(NotTaken(reason=str(reason), words=about[:1_000]))
            else:
                number += 1
        return number

    def _comment(self, one: WordComment, question: Question | None) -> Comment:
        name = one.author.name or _NO_NAME
        above = self._kept.get(one.replies_to)
        if above is not None:
            return reply_to_comment(
                comment=above, words=one.text, said_by=name, by=self._by, on=self._on
            )
        return comment_on(
            foi_request=self._foi_request,
            part=Comment.Part.ANSWER if question else Comment.Part.WHOLE,
            question=question,
            quoted=one.about,
            words=one.text,
            said_by=name,
            by=self._by,
            on=self._on,
        )
