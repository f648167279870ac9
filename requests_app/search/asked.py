"""The request as it came, as passages to find."""

from collections.abc import Iterator, Sequence

from documents.finding.tokens import words_of
from requests_app.models import FOIRequest
from requests_app.search.marks import reference_marks
from requests_app.search.sources import Passage


def request_itself(keys: Sequence[int]) -> Iterator[Passage]:
    """Yield the subject, the requester and the words around the questions."""
    found = FOIRequest.objects.filter(pk__in=keys).select_related("review_of")
    for one in found.only(
        *("reference", "subject", "requester_name", "requester_organisation"),
        *("requester_email", "preamble", "closing", "review_of__reference"),
        *("received_text", "language"),
    ):
        references = [one.reference or ""]
        around = [one.preamble, one.closing]
        if one.review_of is not None:
            references.append(one.review_of.reference or "")
            around = [one.received_text]
        named = " ".join(filter(None, references))
        marks = _written_as_one(references)
        yield Passage(one.pk, named, "A", "Reference", marks=marks)
        yield Passage(one.pk, one.subject, "A", "Subject")
        yield Passage(one.pk, one.requester_name, "B", "Requester")
        yield Passage(one.pk, one.requester_organisation, "B", "Organisation")
        yield Passage(one.pk, one.requester_email, "B", "E-mail address")
        yield Passage(one.pk, "\n".join(filter(None, around)), "D", "Text received")


def _written_as_one(references: Sequence[str]) -> tuple[str, ...]:
    """Return references as letters and digits alone, and by number and year."""
    return tuple(
        word
        for one in references
        for word in (
            "".join(char for char in one if char.isalnum()).casefold(),
            *reference_marks(words_of(one)),
        )
        if word
    )
