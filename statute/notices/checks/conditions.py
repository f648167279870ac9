"""Check the facts that a provision depends on: opinion, emissions, authority, harm."""

from collections.abc import Iterator

from statute.exemptions import Basis
from statute.notices.claims import is_about_emissions, likely_in
from statute.notices.drafts import (
    Finding,
    NoticeDraft,
    block,
    warn,
)
from statute.notices.outcomes import Outcome
from statute.regimes import Regime
from statute.working_days import format_date

_NOT_FOR_EMISSIONS = {
    *(f"EIR 12(5)({letter})" for letter in "defg"),
    *(f"EISR 10(5)({letter})" for letter in "defg"),
}
# The sections that only a government holds information for, and who that is.
_OF_GOVERNMENT = {
    "FOIA 35(": "a government department or the Welsh Government",
    "FOISA 29(": "the Scottish Administration",
}
_NO_GOVERNMENT = frozenset(
    {"council", "police", "nhs_trust", "university", "maintained_school", "academy"}
)
_PERHAPS_GOVERNMENT = frozenset({"other"})
_HARM = frozenset({"why_applies", "harm"})
_WOULD_BE_LIKELY = "would_be_likely"


def qualified_persons_opinion(draft: NoticeDraft) -> Iterator[Finding]:
    """Require an opinion for section 36, given on or before the day of the letter.

    Source: FOIA 2000 s.36(2), (4) and (5).
    """
    for ground, provision in draft.known_grounds:
        if not provision.needs_qualified_person or ground.is_statistical:
            continue
        if ground.opinion_on is None:
            yield block(
                "missing_qp_opinion",
                f"{provision.citation} needs the reasonable opinion of the qualified "
                "person. Record whose it is and when it was given.",
                "FOIA s.36(2) and (5)",
                provision.key,
            )
        elif draft.letter_on is not None and ground.opinion_on > draft.letter_on:
            yield block(
                "opinion_after_letter",
                f"The qualified person's opinion on {provision.short_citation} is of "
                f"{format_date(ground.opinion_on)}, after the letter of "
                f"{format_date(draft.letter_on)}. It must come first.",
                "FOIA s.36(2)",
                provision.key,
            )
        elif draft.received_on is not None and ground.opinion_on < draft.received_on:
            yield block(
                "opinion_before_request",
                f"The qualified person's opinion on {provision.short_citation} is of "
                f"{format_date(ground.opinion_on)}, before the request of "
                f"{format_date(draft.received_on)}. It must be about this request.",
                "FOIA s.36(2)",
                provision.key,
            )
        if ground.opinion_on is not None and ground.qualified_person == "":
            yield warn(
                "qualified_person_not_named",
                f"Say whose opinion {provision.short_citation} rests on: the qualified "
                "person's office or name.",
                "FOIA s.36(2) and (5)",
                provision.key,
            )


def emissions(draft: NoticeDraft) -> Iterator[Finding]:
    """Forbid the last four exceptions for information on emissions.

    Source: EIR 2004 reg 12(9); EISR 2004 reg 10(6).
    """
    asked = {one.path: one for one in draft.questions}
    for ground, provision in draft.known_grounds:
        if provision.key not in _NOT_FOR_EMISSIONS:
            continue
        these = [asked[path] for path in ground.questions if path in asked]
        if any(one.is_on_emissions for one in these):
            yield block(
                "emissions",
                f"{provision.citation} cannot be relied on to withhold information on "
                "emissions.",
                "EIR reg 12(9); EISR reg 10(6)",
                provision.key,
            )
        elif any(
            one.is_on_emissions is None and is_about_emissions(one.asked)
            for one in these
        ):
            yield warn(
                "emissions_perhaps",
                f"The request seems to ask for information on emissions, for which "
                f"{provision.citation} cannot be relied on.",
                "EIR reg 12(9); EISR reg 10(6)",
                provision.key,
            )


def kind_of_authority(draft: NoticeDraft) -> Iterator[Finding]:
    """Forbid the exemptions for government policy to other authorities.

    Source: FOIA 2000 s.35(1); FOISA 2002 s.29(1).
    """
    for _, provision in draft.known_grounds:
        for start, holder in _OF_GOVERNMENT.items():
            if not provision.key.startswith(start):
                continue
            message = f"{provision.citation} is only for information held by {holder}."
            source = "FOIA s.35(1); FOISA s.29(1)"
            if draft.authority_kind in _NO_GOVERNMENT:
                yield block("not_for_this_authority", message, source, provision.key)
            elif draft.authority_kind in _PERHAPS_GOVERNMENT:
                yield warn(
                    "not_for_this_authority_perhaps", message, source, provision.key
                )


def vexatious_as_a_whole(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where a request refused as vexatious is answered in part.

    Source: FOIA 2000 s.14(1); FOISA 2002 s.14(1).
    """
    answered = [
        one.called
        for one in draft.questions
        if one.outcome not in {Outcome.VEXATIOUS, Outcome.TO_FOLLOW, None}
    ]
    for _, provision in draft.known_grounds:
        if provision.key in {"FOIA 14(1)", "FOISA 14(1)"} and answered:
            yield warn(
                "vexatious_in_part",
                f"{provision.citation} is about the whole request, yet the letter "
                f"answers part of it: {answered[0].lower()}. Keep both only if they "
                "are separate requests.",
                "FOIA s.14(1); FOISA s.14(1)",
                provision.key,
            )


def likelihood(draft: NoticeDraft) -> Iterator[Finding]:
    """Require "would" under the EIR, which know no "would be likely to".

    Source: EIR 2004 regs 12(5) and 12(6); compare EISR 2004 reg 10(5).
    """
    for ground, provision in draft.known_grounds:
        if provision.regime is not Regime.EIR or (
            provision.basis is not Basis.ADVERSE_EFFECT
        ):
            continue
        if ground.likelihood == _WOULD_BE_LIKELY:
            yield block(
                "likely_is_not_enough",
                f"{provision.citation} applies only where the harm would happen. That "
                "it would be likely is not enough.",
                "EIR reg 12(5)",
                provision.key,
            )
        for typed in draft.typed_for(ground):
            sentences = likely_in(typed.words) if typed.part in _HARM else ()
            for sentence in sentences:
                yield warn(
                    "likely_is_not_enough_said",
                    f"{provision.citation} applies only where the harm would happen, "
                    f"but {typed.where} says that it would be likely: "
                    f"“{sentence.shown}”",
                    "EIR reg 12(5)",
                    provision.key,
                    typed,
                )


CHECKS = (
    qualified_persons_opinion,
    emissions,
    kind_of_authority,
    vexatious_as_a_whole,
    likelihood,
)
