"""The fields of a paragraph, such as `{{ due_date }}`, filled in from a request."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from requests_app.law_in_force import cost_limit
from requests_app.models import FOIRequest
from responses.letters.wording.letter_wording import LetterWording
from statute.dated import pounds
from statute.money import NoLimit
from statute.notices import notes_in, placeholders_in, shortened
from statute.regimes import Regime

_FIELD: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_MOST_SHOWN: Final = 40
_BRACES: Final = re.compile(r"\{+[^{}]*\}*|\}+")


# What brackets hold in a quotation: a year, an omission, a mark of the editor.
_OF_QUOTATION: Final = re.compile(r"\[(?:sic|[^\[\]A-Za-z]*)\]")
_BRACKETS: Final = re.compile(r"\[[^\[\]]*\]")


class UnknownField(ValueError):
    """A paragraph has a field that cannot be filled in; the message names it."""


class UnseenBlank(ValueError):
    """A paragraph has a blank that a letter could go out with; the message names it."""


@dataclass(frozen=True, slots=True)
class ParagraphField:
    """A field, as described to the owner of a paragraph.

    Attributes:
        about: What stands in its place.
        value_of: Returns the words for a request; "" where there are none yet.
    """

    about: str
    value_of: Callable[[FOIRequest], str]


@dataclass(frozen=True, slots=True)
class Filled:
    """The words of a paragraph for one request.

    Attributes:
        text: The words. A field without a value stays, for the officer to fill in: a
            letter with a field left in cannot go out.
        missing: The names of the fields without a value.
    """

    text: str
    missing: tuple[str, ...]


def _day(name: str) -> Callable[[FOIRequest], str]:
    def value_of(foi_request: FOIRequest) -> str:
        day = getattr(foi_request, name)
        return LetterWording(language=foi_request.language).day(day) if day else ""

    return value_of


def _cost_limit(foi_request: FOIRequest) -> str:
    try:
        limit = cost_limit(
            Regime(foi_request.regime),
            foi_request.authority.kind,
            foi_request.received_on,
        )
    except NoLimit:
        return ""
    return pounds(limit.limit_pence)


FIELDS: Final[Mapping[str, ParagraphField]] = MappingProxyType(
    {
        "reference": ParagraphField(
            "The request’s reference", lambda asked: asked.reference or ""
        ),
        "subject": ParagraphField("The request’s subject", lambda asked: asked.subject),
        "received_date": ParagraphField(
            "The day the request was received", _day("received_on")
        ),
        "due_date": ParagraphField("The day the response is due", _day("due_on")),
        "law": ParagraphField(
            "The Act or Regulations", lambda asked: Regime(asked.regime).title
        ),
        "authority": ParagraphField(
            "The authority’s name", lambda asked: asked.authority.name
        ),
        "authority_short": ParagraphField(
            "The authority’s short name", lambda asked: asked.authority.short_name
        ),
        "cost_limit": ParagraphField(
            "The cost limit for the authority, such as £450", _cost_limit
        ),
    }
)


def check_fields(text: str) -> None:
    """Check that every field of a paragraph can be filled in.

    Raises:
        UnknownField: The text has a field of another name, or curly brackets that
            make no field.
    """
    for braces in _BRACES.finditer(text):
        whole = _FIELD.fullmatch(braces.group())
        if whole is None:
            raise UnknownField(
                f"“{shortened(braces.group(), _MOST_SHOWN)}” is no field. Write two "
                "curly brackets on either side of its name, such as {{ due_date }}."
            )
        if whole[1] not in FIELDS:
            raise UnknownField(_unknown(whole[1]))


def check_blanks(text: str) -> None:
    """Check that a letter with a blank of a paragraph left in cannot go out.

    Raises:
        UnseenBlank: The check of letters would not see a blank.
    """
    seen = {blank.text for blank in (*placeholders_in(text), *notes_in(text))}
    for blank in _BRACKETS.findall(text):
        if blank not in seen and not _OF_QUOTATION.fullmatch(blank):
            raise UnseenBlank(
                f"A letter could go out with “{shortened(blank, _MOST_SHOWN)}” left "
                "in. Begin a blank with “add” or “choose”, such as [add why], and keep "
                "it short."
            )


def _unknown(name: str) -> str:
    close = get_close_matches(name.lower().replace(" ", "_"), FIELDS, n=1)
    hint = (
        f"Did you mean {{{{ {close[0]} }}}}?"
        if close
        else f"The fields are {', '.join(FIELDS)}."
    )
    return f"There is no field {{{{ {shortened(name, _MOST_SHOWN)} }}}}. {hint}"


def fill(text: str, foi_request: FOIRequest) -> Filled:
    """Fill in the fields of a paragraph from a request."""
    missing: dict[str, None] = {}

    def value_of(found: re.Match[str]) -> str:
        field = FIELDS.get(found[1])
        value = field.value_of(foi_request) if field else ""
        if not value:
            missing[found[1]] = None
        return value or found[0]

    return Filled(_FIELD.sub(value_of, text), tuple(missing))
