"""The statements of a letter's facts, in the form of the statute's checks."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from requests_app.questions.numbering.lists import listed
from responses.letters.answered import Answered
from responses.letters.content import LetterContent
from responses.letters.provisions import Ground
from statute import facts as law
from statute.estimates import hours_of, rounded, sample_of
from statute.facts import FACTS, outcomes_asking
from statute.notices import (
    GIVEN,
    PARTS,
    EarlierRequest,
    EstimateBasis,
    Finding,
    GroundDraft,
    ReasonsCutDown,
    block,
    warn,
)
from statute.working_days import format_date

_NOT_PRINTED = {
    "harm": "the harm",
    "pi_factors_disclosure": "the factors for disclosure",
    "pi_factors_maintain": "the factors against it",
    "pi_reasons": "the balance of the public interest",
}
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")


def stated_of(ground: Ground) -> dict[str, Any]:
    """Return the fields of a `GroundDraft` filled by the facts of a provision."""
    facts = law.read(ground.facts)
    opinion_on, publication_on = facts.get("opinion_on"), facts.get("publication_on")
    asks_whose = "qualified_person" in ground.provision.asks
    return {
        "likelihood": ground.facts.get("likelihood", ""),
        "is_held": {"yes": True, "no": False}.get(ground.facts.get("is_held", "")),
        "is_not_known": ground.facts.get("is_held") == "unknown",
        "hours": _hours(ground),
        "basis": _basis(ground),
        "qualified_person": ground.facts.get(
            "qualified_person", "" if asks_whose else None
        ),
        "opinion_on": opinion_on if isinstance(opinion_on, date) else None,
        "is_statistical": ground.facts.get("is_statistical") == "yes",
        "cut_down": _cut_down(ground),
        "earlier": _earlier_request(ground),
        "publication_on": publication_on if isinstance(publication_on, date) else None,
        "is_alternative": ground.facts.get("in_the_alternative") == "yes",
    }


def unchecked_links(answers: Iterable[Answered]) -> Iterator[str]:
    """Yield the addresses of information on the web not yet looked at."""
    for answer in answers:
        for ground in answer.grounds:
            if ground.facts.get("links_checked") != "yes":
                yield from _LINK.findall(ground.facts.get("where_available", ""))


def gives_something(content: LetterContent) -> bool:
    """Whether each answer giving information gives some: in words or as a file."""
    these = [answer for answer in content.own_answers if answer.outcome in GIVEN]
    return bool(these) and all(one.words or content.enclosures for one in these)


def all_state(content: LetterContent, fact: str) -> bool:
    """Whether every answer states, in its own field, a fact its outcome asks for."""
    asking = outcomes_asking(FACTS[fact])
    these = [answer for answer in content.own_answers if answer.outcome in asking]
    return bool(these) and all(
        f"fact.{fact}" in {said.key for said in answer.says} for answer in these
    )


def _grounds_asking(content: LetterContent, fact: str) -> list[Ground]:
    return [
        ground
        for answer in content.answers
        for ground in answer.grounds
        if fact in ground.provision.asks
    ]


def says_where(content: LetterContent) -> bool:
    """Whether each provision on accessible information says where to find it."""
    these = _grounds_asking(content, "where_available")
    return bool(these) and all("where_available" in one.facts for one in these)


def names_earlier_request(content: LetterContent) -> bool:
    """Whether each provision on repeated requests names the earlier request."""
    these = _grounds_asking(content, "earlier_reference")
    return bool(these) and all(
        "earlier_request_reference" in one.parts for one in these
    )


def purposes_of(ground: Ground, paths: tuple[str, ...]) -> Iterator[GroundDraft]:
    """Yield the purposes named with a provision; none is a ground of its own."""
    for purpose in ground.purposes:
        yield GroundDraft(key=purpose.key, questions=paths)


def _hours(ground: Ground) -> tuple[Decimal, ...]:
    if ground.costing is None:
        return ()
    hours = tuple(hours_of(ground.facts).values())
    return tuple(map(rounded, (*hours, sum(hours, Decimal()))))


def _basis(ground: Ground) -> EstimateBasis | None:
    costing = ground.costing
    if costing is None:
        return None
    facts = ground.facts
    sample = sample_of(facts)
    return EstimateBasis(
        has_sample=sample is not None,
        is_part_of_sample=sample is None
        and any(name.startswith(("records", "minutes")) for name in facts),
        has_sample_size=bool(sample and sample.timed),
        adds_hours="added_hours" in facts,
        adds_requests="added_requests" in facts,
        is_adding_explained=costing.added is not None,
        is_published=bool(facts.get("added_published")),
    )


def _cut_down(ground: Ground) -> ReasonsCutDown | None:
    reason = ground.facts.get("cut_down_why", "")
    approved_by = ground.facts.get("cut_down_by", "")
    if not (reason or approved_by):
        return None
    return ReasonsCutDown(approved_by=approved_by, reason=reason)


def _earlier_request(ground: Ground) -> EarlierRequest | None:
    reference = ground.facts.get("earlier_reference", "")
    if not reference:
        return None
    answered_on = law.read(ground.facts).get("earlier_answered_on")
    return EarlierRequest(
        reference=reference,
        answered_on=answered_on if isinstance(answered_on, date) else None,
        is_same_requester=ground.facts.get("earlier_same_person") != "no",
    )


def is_on_emissions(answer: Answered) -> bool | None:
    """Whether the information is on emissions; None if no provision records it."""
    told = {ground.facts.get("is_on_emissions") for ground in answer.grounds} - {None}
    return "yes" in told if told else None


def changes_said(content: LetterContent) -> Iterator[Finding]:
    """Warn of a letter following another without a word on its changes."""
    if content.earlier and not content.what_changed:
        part = PARTS["what_changed"]
        yield warn(
            f"missing_{part.id}",
            f"{part.title} is missing. {part.meaning}",
            part.source,
        )


def not_printed(content: LetterContent) -> Iterator[Finding]:
    """Warn of reasons and facts typed without need for a provision."""
    other = content.other_information
    of_answers = (ground for one in content.answers for ground in one.grounds)
    for ground in (*of_answers, *(other.grounds if other else ())):
        if ground.left_out:
            called = listed(
                [_NOT_PRINTED.get(name) or _fact(name) for name in ground.left_out]
            )
            yield warn(
                "reasons_not_printed",
                f"{ground.provision.short_citation} does not ask here for {called}. "
                "What you typed there is kept, but the letter does not print it.",
                "FOIA s.17(1) and (3); FOISA ss.16 and 18(2); EIR reg 14(3)",
                ground.provision.key,
            )


def _fact(name: str) -> str:
    return f"“{FACTS[name].label}”"


def rest_is_given(content: LetterContent) -> Iterator[Finding]:
    """Block an answer saying the rest is given, and giving nothing.

    Source: EIR 2004 reg 12(11); EISR 2004 reg 10(7).
    """
    for answer in content.answers:
        for ground in answer.grounds:
            is_given = ground.facts.get("separation") == "given"
            if is_given and answer.outcome not in GIVEN:
                yield block(
                    "rest_not_given",
                    f"The answer to {answer.heading} says that you give what "
                    f"{ground.provision.short_citation} does not cover, but nothing "
                    "is given. Change the outcome, or what is said of the rest.",
                    "EIR reg 12(11); EISR reg 10(7)",
                    ground.provision.key,
                )


def own_data_overdue(content: LetterContent) -> Iterator[Finding]:
    """Warn of a request for own data with its month over on the letter's day."""
    for answer in content.answers:
        for ground in answer.grounds:
            for said in ground.says:
                if said.key == "fact.subject_access.handling_past":
                    yield warn(
                        "subject_access_overdue",
                        "The month for the subject access request ended on "
                        f"{format_date(said.values['access_by'])}. The letter "
                        "apologises to a requester who still waits: answer that "
                        "request, or make sure that it has been answered.",
                        "UK GDPR Article 12(3); DPA 2018 s.54",
                        ground.provision.key,
                    )


def answers_beside_cost(content: LetterContent) -> Iterator[Finding]:
    """Warn of answers beside a refusal on cost without their footing."""
    outcomes = {answer.outcome for answer in content.answers}
    these = _grounds_asking(content, "other_answers")
    if not (these and outcomes & GIVEN):
        return
    if not any("other_answers" in ground.facts for ground in these):
        yield warn(
            "goodwill_not_said",
            "This letter refuses a question on cost and answers others. Say "
            "whether these answers are given of goodwill or to separate requests.",
            "FOIA s.12(1); FOISA s.12(1): the limit covers the whole request",
            these[0].provision.key,
        )
