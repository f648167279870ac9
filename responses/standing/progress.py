"""What an answer still lacks, worded as tasks for the officer."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from requests_app.models import Question
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import Path
from responses.models import Answer, Citation, NCNDStatement
from statute import facts as law
from statute.exemptions import Provision
from statute.notices import GIVEN, REFUSALS, Outcome, required_of_ground

# Outcomes that tell the requester nothing without text.
_NEEDS_TEXT = GIVEN | {Outcome.ACCESSIBLE}
# By part of a refusal notice: the citation's field, and the task when it is empty.
_PARTS = {
    "why_applies": ("why_applies", "say why {} applies"),
    "harm": ("harm", "say what harm would follow under {}"),
    "pi_reasons": ("balance", "weigh the public interest under {}"),
    "pi_reasons_ncnd": ("balance", "weigh the public interest under {}"),
}


class Progress(StrEnum):
    """How far an answer is."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    COMPLETE = "complete"

    @property
    def label(self) -> str:
        """The words shown on a page."""
        return _LABELS[self]


_LABELS = {
    Progress.NOT_BEGUN: "Not yet answered",
    Progress.BEGUN: "In progress",
    Progress.COMPLETE: "Answered",
}


def missing_from_answer(answer: Answer) -> list[str]:
    """Return the tasks before an answer is complete, in order.

    For cited provisions, only the parts that the law requires and that have a field are
    checked. Whether the words are right is for people to judge.
    """
    found = [] if answer.outcome else ["choose an outcome"]
    if answer.outcome in _NEEDS_TEXT and not answer.text:
        found.append("write the answer")
    citations = list(answer.citations.all())
    if answer.outcome in REFUSALS and not citations:
        found.append("cite the provision it rests on")
    for citation in citations:
        found += missing_from_citation(citation)
    return found


def missing_from_reference(
    answer: Answer, answers: Mapping[int, Answer], paths: Mapping[int, Path]
) -> list[str]:
    """Return the task before an answer referring to another answer is complete.

    Args:
        answer: The answer that refers to another.
        answers: The answers of the request, by question.
        paths: The references of its questions.
    """
    key = answer.as_question
    if key is None or key not in paths or not paths[key].is_question:
        return ["choose an outcome: the question it referred to is no longer asked"]
    other = answers.get(key)
    if other is not None and not missing_from_answer(other):
        return []
    called = cite(paths, [key])
    return [
        f"complete the answer to {called[:1].lower()}{called[1:]}, to which it refers"
    ]


def missing_from_citation(citation: Citation) -> list[str]:
    """Return the parts that the law requires for a provision and are still empty."""
    return list(dict.fromkeys(_unsaid(citation)))


def missing_from_statement(statement: NCNDStatement) -> list[str]:
    """Return the tasks before the statement is complete.

    Harm and public interest are written once for the statement, and count for each of
    its provisions.
    """
    citations = list(statement.citations.all())
    if not citations:
        return ["choose the provisions it rests on"]
    as_a_whole = {
        "why_applies": statement.harm,
        "harm": statement.harm,
        "balance": statement.balance,
    }
    unsaid = (one for citation in citations for one in _unsaid(citation, as_a_whole))
    return list(dict.fromkeys(unsaid))


def _unsaid(
    citation: Citation, as_a_whole: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    provision = citation.provision
    source = citation.reasons
    if provision.is_umbrella:
        yield f"choose the limb of {_within(provision)}"
    made = law.parts_made(source.facts)
    asked = {fact.part: fact for fact in reversed(law.asked_by(provision))}
    for part in required_of_ground(provision).blocking:
        if part.id in _PARTS:
            field, ask = _PARTS[part.id]
            said = getattr(source, field) or as_a_whole.get(field, "")
            if not said.strip():
                yield ask.format(_within(provision))
        elif part.id in asked and part.id not in made:
            label = asked[part.id].label
            yield f"answer “{label}” under {_within(provision)}"


def progress_of(answer: Answer | None, *, missing: Sequence[str]) -> Progress:
    """Return how far an answer is.

    Args:
        answer: The answer; None for none.
        missing: What `missing_from_answer` says of it.
    """
    if answer is None:
        return Progress.NOT_BEGUN
    is_begun = answer.text or answer.outcome or answer.as_question
    if not (is_begun or answer.citations.all()):
        return Progress.NOT_BEGUN
    return Progress.BEGUN if missing else Progress.COMPLETE


def promised_by(answer: Answer, question: Question) -> date | None:
    """Return the day promised for an answer to follow, or its last day by law."""
    if answer.outcome != Outcome.TO_FOLLOW:
        return None
    return answer.follow_by or question.due_on


def _within(provision: Provision) -> str:
    """Return "section 31(1)(a)", to stand within a sentence."""
    return provision.citation[:1].lower() + provision.citation[1:]
