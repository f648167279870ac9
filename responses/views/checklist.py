"""What a letter still needs, each thing with where it is put right."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from requests_app.models import FOIRequest
from responses.letters import LetterContent
from statute.notices import Finding, Severity

# What an administrator enters for the whole authority.
_OF_AUTHORITY = frozenset(
    {"missing_authority_identity", "missing_internal_review", "missing_sign_off"}
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing wrong with a letter.

    Attributes:
        is_blocking: Whether the letter cannot go out with it.
        message: What is wrong.
        source: The law or the practice that asks for it.
        url: Where it is put right; "" where that is not for an officer.
        words: What the link to it says.
    """

    is_blocking: bool
    message: str
    source: str
    url: str
    words: str


def checklist(
    foi_request: FOIRequest, content: LetterContent, findings: tuple[Finding, ...]
) -> list[Check]:
    """Return the findings as a page shows them, what blocks first."""
    places = dict(_places(foi_request, content))
    statement = _at("save-statement", foi_request)
    draft = _at("draft-response", foi_request)
    made = []
    for finding in findings:
        url, words = places.get(finding.about, ("", ""))
        if not url and "ncnd" in finding.code and content.other_information:
            url, words = statement, _STATEMENT
        if not url and finding.code not in _OF_AUTHORITY:
            url, words = draft, "Open the draft"
        made.append(
            Check(
                is_blocking=finding.severity is Severity.BLOCK,
                message=finding.message,
                source=finding.source,
                url=url,
                words=words,
            )
        )
    return made


_STATEMENT = "Open the statement on other information"


def _places(
    foi_request: FOIRequest, content: LetterContent
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield where each question, and each provision cited, is to be found."""
    if content.other_information:
        for ground in content.other_information.grounds:
            at = _at("save-statement", foi_request)
            yield ground.provision.key, (at, _STATEMENT)
    for answer in reversed(content.answers):
        article = "" if answer.asked[0].is_numbered else "the "
        heading = f"{article}{answer.heading[:1].lower()}{answer.heading[1:]}"
        for asked in reversed(answer.asked):
            at = _at("answer-question", foi_request, pk=asked.question_id)
            yield asked.path, (at, f"Open the answer to {heading}")
        for ground in answer.grounds:
            at = _at(
                "change-citation",
                foi_request,
                pk=answer.asked[0].question_id,
                citation=ground.citation_id,
            )
            cited = ground.provision.short_citation
            yield ground.provision.key, (at, f"Open {cited} for {heading}")


def _at(name: str, foi_request: FOIRequest, **kwargs: int) -> str:
    return reverse(name, kwargs={"reference": foi_request.reference, **kwargs})
