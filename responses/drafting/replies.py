"""Replies of departments put into answers by officers."""

from collections.abc import Iterable

from django.db.models import QuerySet

from documents.richtext.plain import to_plain
from requests_app.models import Enquiry, FOIRequest
from requests_app.questions.numbering.lists import listed

# In characters. The beginning of a reply shows whether a text has it.
_BEGINNING = 80


def replies_to(foi_request: FOIRequest) -> QuerySet[Enquiry]:
    """Return the replies of departments about a request."""
    return foi_request.enquiries.exclude(reply="").select_related("department")


def note_of_replies(replies: Iterable[Enquiry], *, before: str, after: str) -> str:
    """Return the history note on the replies put into an answer by a save.

    A reply counts only if the text has it and had it not before: the officer may have
    taken it out again.

    Args:
        replies: The replies that the page put into the text.
        before: The text of the answer before, as HTML.
        after: Its text now, as HTML.
    """
    had, has = _words(to_plain(before)), _words(to_plain(after))
    departments = [
        str(one.department)
        for one in replies
        if (words := _words(one.reply)[:_BEGINNING]) in has and words not in had
    ]
    if not departments:
        return ""
    whose = listed(list(dict.fromkeys(departments)))
    return f"with the {'reply' if len(departments) == 1 else 'replies'} of {whose}"


def _words(text: str) -> str:
    return " ".join(text.split())
