"""What an answer or a statement cites, as its versions keep it."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from django.db.models import JSONField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from responses.models import Answer, AnswerRevision, Citation
from responses.models.citations import PART_FIELDS

# The texts of a citation. Two citations of one provision are combined field by field.
SAID = tuple(PART_FIELDS.values())

Cited: TypeAlias = Mapping[str, Any]


def cited_by(citations: Iterable[Citation]) -> list[Cited]:
    """Return citations as a version keeps them."""
    return [
        {
            "provision_key": one.provision_key,
            **{field: getattr(one, field) for field in SAID},
            "facts": one.facts,
            "same_as": one.same_as_id,
        }
        for one in citations
    ]


def cited_now(answer: Answer) -> list[Cited]:
    """Return what an answer cites now, read afresh."""
    return cited_by(Citation.objects.filter(answer=answer))


def keep_version(answer: Answer, *, by: User) -> AnswerRevision:
    """Add the answer as it stands to its versions, with what it cites.

    The answer's number stays, because nothing was typed into its text.
    """
    return answer.revisions.create(
        version=answer.version,
        text=answer.text,
        outcome=answer.outcome,
        facts=answer.facts,
        citations=cited_now(answer),
        by=by,
    )


def cited_in(revision: AnswerRevision) -> list[Cited] | None:
    """Return what an answer cited at a version; None where that was not kept."""
    kept = AnswerRevision.objects.filter(
        answer=revision.answer_id, pk__lte=revision.pk, citations__isnull=False
    )
    return kept.order_by("-pk").values_list("citations", flat=True).first()


def write_out_citations(answer: Answer) -> None:
    """Write into each version what it cited, before versions of answers are mixed.

    A version of which that is not known keeps a JSON null.
    """
    before = AnswerRevision.objects.filter(
        answer=OuterRef("answer"), pk__lt=OuterRef("pk"), citations__isnull=False
    )
    earlier = Subquery(before.order_by("-pk").values("citations")[:1])
    unknown = Value(None, JSONField())
    answer.revisions.filter(citations__isnull=True).update(
        citations=Coalesce(earlier, unknown)
    )
