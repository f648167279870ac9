"""Facts of answers and citations, and reasons that citations share."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import models

from requests_app.models import FOIRequest
from responses.drafting.permitted import DraftingRefused, normalise_text
from responses.models import Answer, Citation
from statute import exemptions
from statute import facts as law
from statute.facts import FactKind
from statute.working_days import format_date


class WrongFact(DraftingRefused):
    """A fact has a value that it cannot have."""


class NotTheSame(DraftingRefused):
    """The reasons of that citation cannot be used for this one."""


def kept_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts as they are stored, their words tidied.

    Raises:
        WrongFact: A fact cannot have that value.
    """
    tidied = {
        name: normalise_text(value) if isinstance(value, str) else value
        for name, value in facts.items()
    }
    try:
        return law.keep(tidied)
    except law.WrongValue as reason:
        raise WrongFact(str(reason)) from reason


def in_words(name: str, value: Any) -> str:
    """Return the value of a stored fact as an officer reads it."""
    fact = law.FACTS[name]
    match fact.kind:
        case FactKind.CHOICE:
            return fact.choices[value]
        case FactKind.DAY:
            return format_date(date.fromisoformat(value))
        case FactKind.PURPOSES:
            return ", ".join(exemptions.get(key).short_citation for key in value)
        case FactKind.REFERENCES:
            return ", ".join(value)
    return str(value)


def facts_in_words(
    facts: Mapping[str, Any], called: Callable[[int], str] | None = None
) -> list[tuple[str, str]]:
    """Return stored facts with their labels and values as an officer reads them.

    Args:
        facts: The facts, as stored.
        called: Returns the reference of the question with a key: "question 2". Without
            it, a question that an answer refers to is left out.
    """
    found = []
    for fact in law.FACTS.values():
        if fact.id not in facts:
            continue
        if fact.kind is not FactKind.QUESTION:
            found.append((fact.label, in_words(fact.id, facts[fact.id])))
        elif called is not None:
            found.append((fact.label, called(facts[fact.id])))
    return found


def shareable(
    foi_request: FOIRequest, provision_key: str, *, besides: Answer | None
) -> models.QuerySet[Citation]:
    """Return the citations whose reasons another citation of a provision may use.

    Args:
        foi_request: The request.
        provision_key: The provision.
        besides: The answer that would use them.
    """
    found = Citation.objects.filter(
        answer__foi_request=foi_request,
        provision_key=provision_key,
        same_as__isnull=True,
    ).select_related("answer")
    return found.exclude(answer=besides) if besides else found


def shared_reasons(
    foi_request: FOIRequest,
    provision_key: str,
    same_as: Citation | None,
    of: Citation | None = None,
) -> Citation | None:
    """Return the citation whose reasons are to be used, if they can be.

    Args:
        foi_request: The request.
        provision_key: The provision that both cite.
        same_as: The citation chosen; None for none.
        of: The citation that would use its reasons, if it is there already.

    Raises:
        NotTheSame: It is of another provision or request, or shares reasons itself.
    """
    if same_as is None:
        return None
    found = shareable(
        foi_request, provision_key, besides=of.answer if of else None
    ).filter(pk=same_as.pk)
    if not found.exists() or (of is not None and of.shared_by.exists()):
        raise NotTheSame(
            "Those reasons cannot be used here: they belong to another provision, or "
            "refer to another answer themselves."
        )
    return found.get()
