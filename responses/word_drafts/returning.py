"""Take back a draft from Word: its changes become suggestions."""

import re
from datetime import date
from typing import Final

from django.db import transaction

from accounts.models import User
from documents.files.document import UnreadableFile
from documents.richtext.cleaning import without_control_characters
from documents.word_drafts.apart import read_returned_apart
from documents.word_drafts.returned import Control, Returned
from requests_app.history.record import record
from requests_app.models import FOIRequest
from responses.drafting.permitted import DraftingRefused, open_draft
from responses.models import WordDraft, WordReturn
from responses.word_drafts.history import WordHistory
from responses.word_drafts.taking import MOST_OF_A_NAME, Taking

# The tag of a control: what it holds, its number, for an answer the version, the key.
_TAG: Final = re.compile(
    r"(?:answer:\d+:v\d+|question:\d+:v0|letter:\d+):(?P<key>[0-9a-f]{16})\Z", re.ASCII
)


class WordDraftRefused(DraftingRefused):
    """The file cannot be taken back; the message says why."""


def take_back_word_draft(
    *, foi_request: FOIRequest, name: str, data: bytes, by: User, on: date
) -> WordReturn:
    """Read a draft returned from Word, and keep its changes as suggestions.

    Text outside the answers never changes. Differences there are told and refused, and
    so are answers with a copied or removed control. An answer itself changes only when
    an officer accepts a suggestion.

    Args:
        foi_request: A request in the state "answering".
        name: The name of the file.
        data: The file.
        by: The officer taking the draft back.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        WordDraftRefused: The file is no draft of this request, or cannot be read.
    """
    if foi_request.is_review:
        raise WordDraftRefused("A review is decided point by point, not in Word.")
    try:
        returned = read_returned_apart(data)
    except UnreadableFile as reason:
        raise WordDraftRefused(str(reason)) from reason
    with transaction.atomic():
        foi_request = open_draft(foi_request, by=by)
        draft = _draft_of(foi_request, returned)
        taken_back = WordReturn.objects.create(
            draft=draft, name=without_control_characters(name)[:MOST_OF_A_NAME], by=by
        )
        report = Taking(foi_request, taken_back, returned, on=on).report()
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
    """Return the draft of a request with the controls in the file.

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
