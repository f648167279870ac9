"""The letter's opening, before the answers, and its ending, after them."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from requests_app.history.record import record
from requests_app.models import FOIRequest
from responses.drafting.draft_versions import keep_part
from responses.drafting.history import DraftingHistory
from responses.drafting.permitted import (
    DraftingRefused,
    clean_rich_text,
    normalise_text,
    open_draft,
)
from responses.models import DraftRevision, ResponseDraft
from responses.searching.services import index_answers


class LetterTextChanged(DraftingRefused):
    """The opening or the ending was saved by another page after this text was begun.

    Attributes:
        draft: The draft as it now stands.
    """

    def __init__(self, draft: ResponseDraft) -> None:
        super().__init__(
            "Another user saved these texts after you opened them. Your text is "
            "kept: compare both versions below, then save the right one."
        )
        self.draft = draft


@transaction.atomic
def save_letter_text(
    *,
    foi_request: FOIRequest,
    opening: str,
    ending: str,
    what_changed: str = "",
    version: int,
    by: User,
    on: date,
) -> ResponseDraft:
    """Save the text before the answers and the text after the answers.

    Args:
        foi_request: A request in the state "answering".
        opening: Rich text; cleaned here. "" for the standard text alone.
        ending: The same.
        what_changed: Plain text: what this letter changes, where it follows another.
        version: The version on the page; 0 where there was none yet.
        by: The author.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        LetterTextChanged: Either text was saved since.
        TextNotTaken: A text is too large for a letter.
    """
    after = {
        "opening": clean_rich_text(opening),
        "ending": clean_rich_text(ending),
        "what_changed": normalise_text(what_changed),
    }
    foi_request = open_draft(foi_request, by=by)
    draft = ResponseDraft.objects.filter(foi_request=foi_request).first()
    if draft is None:
        # The page may show version 0 although a row was made since for another
        # purpose: that row has version 1 and no text.
        draft = ResponseDraft(foi_request=foi_request, version=0)
    before = {field: getattr(draft, field) for field in after}
    if before == after:
        return draft
    if draft.version != version and any(before.values()):
        raise LetterTextChanged(draft)
    for field, text in after.items():
        setattr(draft, field, text)
    draft.version += 1
    draft.save()
    keep_part(
        foi_request,
        DraftRevision.Part.LETTER_TEXT,
        version=draft.version,
        said=after,
        by=by,
    )
    changes: dict[str, list[Any]] = {
        field: [before[field], after[field]]
        for field in before
        if before[field] != after[field]
    }
    record(
        foi_request=foi_request,
        kind=DraftingHistory.LETTER_TEXT_SAVED,
        by=by,
        on=on,
        changes=changes,
    )
    index_answers(foi_request=foi_request)
    return draft
