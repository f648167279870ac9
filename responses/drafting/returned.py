"""What the approver wants changed, at the place of the draft that is concerned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from responses.comments.threads import About
from responses.drafting.draft import Draft
from responses.models import Comment, PartReturn

# The page of each part other than the answers: name of the address, words of the link.
_PAGES = {
    "start": ("save-letter-text", "opening and ending of the letter"),
    "ending": ("save-letter-text", "opening and ending of the letter"),
    "statement": ("save-statement", "statement on other information"),
}
_ABOUT = {
    "start": Comment.Part.LETTER_TEXT,
    "ending": Comment.Part.LETTER_TEXT,
    "statement": Comment.Part.STATEMENT,
}
# Further parts are marked in the list of questions.
_MOST_LINKED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The last return of a draft, until the draft is sent again.

    Attributes:
        reasons: What the approver wants changed.
        by: The approver; None where this is not known.
        on: The London day; None where this is not known.
        is_here: Whether the return is about the part shown.
        places: The parts to change, with their addresses; a long list is cut short.
        left_out: How many parts are not among `places`.
    """

    reasons: str
    by: User | None
    on: date | None
    is_here: bool
    places: Sequence[tuple[str, str]]
    left_out: int


def returned_of(draft: Draft, about: About) -> Returned | None:
    """Return the last return of a draft as a page about one part shows it.

    Args:
        draft: The draft.
        about: The part shown.
    """
    text = draft.letter_text
    if text is None or not text.return_reason:
        return None
    places = dict(place for one in draft.returns for place in _places_of(draft, one))
    first = draft.returns[0] if draft.returns else None
    return Returned(
        reasons=text.return_reason,
        by=first.by if first else None,
        on=first.on if first else None,
        is_here=any(_is_about(one, about) for one in draft.returns),
        places=list(places.items())[:_MOST_LINKED],
        left_out=max(len(places) - _MOST_LINKED, 0),
    )


def _is_about(returned: PartReturn, about: About) -> bool:
    if returned.question_key is not None:
        return returned.question_key in about.keys
    return _ABOUT.get(returned.part) == about.part


def _places_of(draft: Draft, returned: PartReturn) -> list[tuple[str, str]]:
    reference = draft.foi_request.reference
    key = returned.question_key
    if key is not None:
        if key not in draft.paths:
            return []
        words = draft.cite([key])
        url = reverse("answer-question", args=[reference, key])
        return [(f"{words[:1].lower()}{words[1:]}", url)]
    if returned.part not in _PAGES:
        return []
    name, words = _PAGES[returned.part]
    return [(words, reverse(name, args=[reference]))]
