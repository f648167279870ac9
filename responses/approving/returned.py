"""The question to go to first after an approver returned a response."""

from django.db.models import BigIntegerField, Exists, OuterRef, Subquery
from django.db.models.functions import Cast, Substr

from requests_app.models import FOIRequest, Question
from responses.approving.parts import ANSWER
from responses.models import PartReturn


def returned_question() -> Subquery:
    """Return the expression for the first question of the last return of a request.

    The expression is null where the response was returned as a whole, or because of
    words around the answers. Questions that are no longer asked do not count.
    """
    asks = Question.Kind.QUESTION
    returned = PartReturn.objects.filter(
        foi_request=OuterRef("pk"),
        reasons=OuterRef("response_draft__return_reason"),
        part__startswith=ANSWER,
    ).annotate(question=Cast(Substr("part", len(ANSWER) + 1), BigIntegerField()))
    asked = Question.objects.filter(
        foi_request=OuterRef("foi_request"), pk=OuterRef("question"), kind=asks
    )
    first = returned.filter(Exists(asked)).order_by("-on", "pk")
    return Subquery(first.values("question")[:1])


def returned_question_of(foi_request: FOIRequest) -> int | None:
    """Return the key of the first question of the last return; None for none."""
    found = FOIRequest.objects.filter(pk=foi_request.pk)
    key: int | None = found.values_list(returned_question(), flat=True).get()
    return key
