"""Make a Word document of a draft, to be returned with suggestions."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import User
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import FOIRequest
from responses.letters.answered import Answered
from responses.letters.composing import compose
from responses.letters.content import LetterContent
from responses.letters.pages import as_draft, page_of
from responses.models import WordDraft
from responses.models.answers import AnsweredQuestion
from responses.word_drafts.history import WordHistory
from responses.word_drafts.sent import Sent

# In bytes: 64 bits cannot be guessed, and Word allows a tag 64 characters.
_KEY_BYTES = 8


@transaction.atomic
def make_word_draft(*, foi_request: FOIRequest, by: User, on: date) -> bytes:
    """Return the draft as a .docx file, and keep the words of its controls.

    Each answer stands in a content control of its own; all other text is locked. A
    review is decided point by point, so all text of its draft is locked.

    Args:
        foi_request: A registered request.
        by: The user downloading the draft.
        on: The London day.

    Raises:
        pictures.NoSuchPicture: A picture of the letterhead cannot be read.
    """
    # Imported here, because few processes ever need the libraries for Word.
    from responses.letters.word.draft import tagged_word_of

    foi_request = lock(foi_request)
    content = compose(foi_request, on=on)
    key = secrets.token_hex(_KEY_BYTES)
    places: dict[str, Sent] = {}
    if not foi_request.is_review:
        places = {one.tag: one for one in _places(foi_request, content, key)}
        content = _marked(content, places)
    page = as_draft(page_of(content))
    tagged = tagged_word_of(
        page, told=_told(foi_request, on=on), tag=f"letter:{{}}:{key}"
    )
    controls = [
        replace(places.get(tag, Sent(tag=tag, words="")), words=words)
        for tag, words in tagged.words.items()
    ]
    WordDraft.objects.create(
        foi_request=foi_request,
        key=key,
        controls=[one.as_plain_data() for one in controls],
        made_by=by,
    )
    record(foi_request=foi_request, kind=WordHistory.WORD_DRAFT_MADE, by=by, on=on)
    return tagged.content


def _told(foi_request: FOIRequest, *, on: date) -> list[str]:
    """Return the opening sentences of the document."""
    change = (
        "Change only the answers: each stands in a box of its own. Word marks your "
        "changes, and they come back as suggestions under your name. Nothing else in "
        "this document can be changed."
    )
    due_on = foi_request.due_on
    due = f", due {due_on:%-d %B %Y}" if due_on else ""
    return [
        f"Draft of {on:%-d %B %Y}. This is not an issued letter.",
        f"Request {foi_request.reference}, received "
        f"{foi_request.received_on:%-d %B %Y}{due}: {foi_request.subject}",
        "This draft is for reading." if foi_request.is_review else change,
    ]


def _places(
    foi_request: FOIRequest, content: LetterContent, key: str
) -> Iterator[Sent]:
    """Yield the control of each answer, still without words."""
    ties = AnsweredQuestion.objects.filter(answer__foi_request=foi_request)
    answers = {one.question_id: one.answer for one in ties.select_related("answer")}
    for answered in content.answers:
        question = answered.asked[0].question_id
        answer = answers.get(question)
        name = f"answer:{answer.pk}" if answer else f"question:{question}"
        version = answer.version if answer else 0
        yield Sent(
            tag=f"{name}:v{version}:{key}",
            words="",
            called=answered.called,
            question=question,
            version=version,
        )


def _marked(content: LetterContent, places: Mapping[str, Sent]) -> LetterContent:
    """Return a letter with the control of each answer named around its text."""
    named = {one.question: one for one in places.values()}
    return replace(
        content,
        items=tuple(
            replace(item, text=_within(item, named[item.asked[0].question_id]))
            if isinstance(item, Answered)
            else item
            for item in content.items
        ),
    )


def _within(answered: Answered, place: Sent) -> SafeString:
    return format_html(
        '<div data-answer="{}" data-called="{}">{}</div>',
        *(place.tag, place.called, answered.text),
    )
