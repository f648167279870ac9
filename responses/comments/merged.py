"""Move comments to the right questions when the questions are corrected."""

from requests_app.questions.consequences import Correction
from responses.models import Comment


def hand_on_comments(correction: Correction) -> None:
    """Give the comments on merged questions to the remaining questions.

    Comments on a deleted question keep its key: they are shown with the request, and
    stand at the question again if the deletion is undone.
    """
    moves = dict(correction.merged)
    for whole, parts in correction.split.items():
        if whole not in correction.outline.by_id:
            moves[whole] = parts[0]
    for gone, successor in moves.items():
        Comment.objects.filter(
            foi_request=correction.foi_request, question_key=gone
        ).update(question_key=successor)
