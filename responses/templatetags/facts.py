"""Filters that show the facts of a citation to officers and approvers."""

from collections.abc import Mapping
from typing import Any, Final

from django import template

from responses.drafting.draft import Draft
from responses.drafting.facts import facts_in_words
from responses.models import Citation

register = template.Library()

_REASONS: Final = {
    "why_applies": "Why it applies",
    "harm": "Harm",
    "factors_for": "Public interest factors for",
    "factors_against": "Public interest factors against",
    "balance": "Balance",
}


@register.filter
def stated(facts: Mapping[str, Any] | str) -> list[tuple[str, str]]:
    """Return stored facts with their labels and values in words.

    The question that an answer refers to stands in the place of its outcome.
    """
    if isinstance(facts, str):
        return []  # a template has nothing to show
    return facts_in_words(facts)


@register.filter
def key_of_outcome(place: int) -> str:
    """Return the key of an outcome: 1 to 9, then 0; "" for "not decided yet"."""
    return str(place % 10) if 1 <= place <= 10 else ""


@register.filter
def said(citation: Citation) -> list[tuple[str, str]]:
    """Return the reasons of a citation that are not empty, with their labels."""
    found = [(label, getattr(citation, name)) for name, label in _REASONS.items()]
    return [(label, words) for label, words in found if words]


@register.filter
def place_in(citation: Citation, draft: Draft) -> str:
    """Return the questions under which a citation stands: "question 2(b)"."""
    keys = [
        line.question.pk
        for line in draft.lines
        if line.answer is not None and line.answer.pk == citation.answer_id
    ]
    words = draft.cite(keys)
    return f"{words[:1].lower()}{words[1:]}"
