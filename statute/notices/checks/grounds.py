"""Check each provision against the letter, its questions and the facts."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from statute.exemptions import ExemptionClass, Kind, Provision
from statute.notices.drafts import Finding, GroundDraft, NoticeDraft, block, warn
from statute.notices.parts import LetterType
from statute.regimes import Regime
from statute.working_days import format_date

# The law enforcement limbs that need a purpose, and the section of the purposes.
_PURPOSES = {
    Regime.FOIA: (("31(1)(g)", "31(1)(h)", "31(1)(i)"), "31(2)"),
    Regime.FOISA: (("35(1)(g)", "35(1)(h)"), "35(2)"),
}
# Section 31 is only for information not exempt under section 30, and 36 likewise for
# 35.
_EXCLUSIVE = (("FOIA 30", "FOIA 31"), ("FOIA 35", "FOIA 36"))
_NOT_FOR_EMISSIONS = {
    *(f"EIR 12(5)({letter})" for letter in "defg"),
    *(f"EISR 10(5)({letter})" for letter in "defg"),
}
_TOO_GENERAL = {"EIR 12(4)(c)", "EISR 10(4)(c)"}
_REPEATED = {"FOIA 14(2)", "FOISA 14(2)"}
_FUTURE_PUBLICATION = "FOISA 27(1)"
_PUBLICATION_WEEKS = 12


def known_provisions(draft: NoticeDraft) -> Iterator[Finding]:
    """Require every provision to exist and to belong to the law applied."""
    for ground in draft.grounds:
        provision = ground.provision
        if provision is None:
            yield block(
                "unknown_provision",
                f"“{ground.key}” is not a provision that can be relied on. Choose the "
                "subsection and paragraph.",
                "FOIA s.17(1)(b); FOISA s.16(1)(c); EIR reg 14(3)(a)",
                ground.key,
            )
        elif provision.regime is not draft.regime and not _leads_over(provision):
            is_same_nation = provision.regime.is_scottish == draft.regime.is_scottish
            finding = warn if is_same_nation else block
            yield finding(
                "other_law",
                f"{provision.citation} belongs to the {provision.regime.title}, but "
                f"the request is handled under the {draft.regime.title}.",
                "FOIA s.39; FOISA s.39(2)",
                provision.key,
            )


def _leads_over(provision: Provision) -> bool:
    """Whether the provision sends environmental information to the Regulations."""
    return provision.key in {
        "FOIA 39(1)(a)",
        "FOIA 39(1)(b)",
        "FOIA 39(2)",
        "FOISA 39(2)",
    }


def questions_exist(draft: NoticeDraft) -> Iterator[Finding]:
    """Forbid grounds for questions that were not asked."""
    asked = {question.path for question in draft.questions}
    for ground in draft.grounds:
        for path in ground.questions:
            if path not in asked:
                yield block(
                    "no_such_question",
                    f"{ground.key} is relied on for question {path}, which the letter "
                    "does not answer.",
                    "FOIA s.17(1); FOISA s.16(1); EIR reg 14(3)",
                    ground.key,
                )


def nothing_withheld(draft: NoticeDraft) -> Iterator[Finding]:
    """Forbid grounds in a letter of full disclosure."""
    if draft.letter_type is not LetterType.FULL_DISCLOSURE:
        return
    for ground, provision in draft.known_grounds:
        if provision.is_ground and not ground.questions:
            yield block(
                "disclosed_with_ground",
                f"{provision.citation} is relied on, yet everything is disclosed.",
                "FOIA s.1(1)(b); FOISA s.1(1); EIR reg 5(1)",
                provision.key,
            )


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


def purposes(draft: NoticeDraft) -> Iterator[Finding]:
    """Require a purpose for each limb that needs one, and a limb for each purpose."""
    keys = {provision.key for _, provision in draft.known_grounds}
    for regime, (limbs, section) in _PURPOSES.items():
        relied_on = [f"{regime} {limb}" for limb in limbs if f"{regime} {limb}" in keys]
        named = sorted(key for key in keys if key.startswith(f"{regime} {section}("))
        if relied_on and not named:
            yield block(
                "purpose_not_named",
                f"{_written(relied_on)} is for the purposes in s.{section}: name the "
                "one that applies, by its paragraph.",
                f"{regime} s.{section}",
                relied_on[0],
            )
        if named and not relied_on:
            yield block(
                "purpose_alone",
                f"{_written(named)} is a purpose, not an exemption: it goes only with "
                f"s.{', s.'.join(limbs)}.",
                f"{regime} s.{section}",
                named[0],
            )


def _written(keys: list[str]) -> str:
    return " and ".join(f"s.{key.split(' ', 1)[1]}" for key in keys)


def gateways(draft: NoticeDraft) -> Iterator[Finding]:
    """Require regulation 13 beside regulation 12(3), which does not apply alone."""
    for ground, provision in draft.known_grounds:
        if provision.key == "EIR 12(3)" and not any(
            one.regime is Regime.EIR and one.section.startswith("13(")
            for _, one in draft.known_grounds
        ):
            yield block(
                "cited_alone",
                "Regulation 12(3) only leads to regulation 13: rely on the limb of "
                "regulation 13 that applies.",
                "EIR regs 12(3) and 13(1)",
                ground.key,
            )


def exclusive_pairs(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of mutually exclusive provisions for the same information."""
    for first, second in _EXCLUSIVE:
        left = [pair for pair in draft.known_grounds if _is_of(pair[1], first)]
        right = [pair for pair in draft.known_grounds if _is_of(pair[1], second)]
        for (ground, one), (other_ground, other) in product(left, right):
            if set(ground.questions) & set(other_ground.questions) or (
                not ground.questions and not other_ground.questions
            ):
                yield warn(
                    "provisions_exclude_each_other",
                    f"{other.short_citation} is only for information that "
                    f"{one.short_citation} does not exempt. Rely on both for the same "
                    "question only if they cover different information.",
                    "FOIA ss.31(1) and 36(1)",
                    other.key,
                )


def _is_of(provision: Provision, section: str) -> bool:
    is_purpose = provision.kind is Kind.MODIFIER
    return provision.key.startswith(f"{section}(") and not is_purpose


def emissions(draft: NoticeDraft) -> Iterator[Finding]:
    """Forbid the last four exceptions for information on emissions.

    Source: EIR 2004 reg 12(9); EISR 2004 reg 10(6).
    """
    on_emissions = {one.path for one in draft.questions if one.is_on_emissions}
    for ground, provision in draft.known_grounds:
        if provision.key in _NOT_FOR_EMISSIONS and on_emissions & set(ground.questions):
            yield block(
                "emissions",
                f"{provision.citation} cannot be relied on to withhold information on "
                "emissions.",
                "EIR reg 12(9); EISR reg 10(6)",
                provision.key,
            )


def too_general(draft: NoticeDraft) -> Iterator[Finding]:
    """Require an offer of help before a request is refused as too general.

    Source: EIR 2004 regs 9(2) and 12(4)(c).
    """
    for _, provision in draft.known_grounds:
        if provision.key in _TOO_GENERAL and not draft.contains("advice"):
            yield block(
                "too_general_without_help",
                f"{provision.citation} can be relied on only after asking for more "
                "particulars and helping to give them. Say what would help.",
                "EIR regs 9(2) and 12(4)(c); EISR regs 9(2) and 10(4)(c)",
                provision.key,
            )


def repeated_requests(draft: NoticeDraft) -> Iterator[Finding]:
    """Require an earlier request, answered by this authority for the same person.

    Source: FOIA 2000 s.14(2); FOISA 2002 s.14(2).
    """
    for ground, provision in draft.known_grounds:
        if provision.key not in _REPEATED:
            continue
        earlier = ground.earlier
        if earlier is None:
            yield warn(
                "earlier_request_not_named",
                f"{provision.citation} is relied on, but the earlier request is not "
                "recorded.",
                "FOIA s.14(2); ICO good practice",
                provision.key,
            )
        elif earlier.answered_on is None or not (
            earlier.is_same_requester and earlier.is_same_authority
        ):
            yield block(
                "earlier_request_does_not_serve",
                f"{earlier.reference} was not answered by this authority for the same "
                f"person, so {provision.short_citation} does not apply.",
                "FOIA s.14(2); FOISA s.14(2)",
                provision.key,
            )


def future_publication(draft: NoticeDraft) -> Iterator[Finding]:
    """Require publication in Scotland within twelve weeks of the request.

    Source: FOISA 2002 s.27(1)(a).
    """
    for ground, provision in draft.known_grounds:
        if provision.key != _FUTURE_PUBLICATION or draft.received_on is None:
            continue
        latest = draft.received_on + timedelta(weeks=_PUBLICATION_WEEKS)
        if ground.publication_on is not None and ground.publication_on > latest:
            yield block(
                "published_too_late",
                f"Section 27(1) needs publication by {format_date(latest)}, twelve "
                f"weeks after the request; {format_date(ground.publication_on)} is "
                "later.",
                "FOISA s.27(1)(a)",
                provision.key,
            )


def is_weighed(ground: GroundDraft, provision: Provision) -> bool | None:
    """Whether the public interest is weighed for a ground; None if not recorded."""
    if provision.exemption_class is ExemptionClass.DEPENDS:
        return ground.is_limb_qualified
    return provision.is_qualified


CHECKS = (
    known_provisions,
    questions_exist,
    nothing_withheld,
    qualified_persons_opinion,
    purposes,
    gateways,
    exclusive_pairs,
    emissions,
    too_general,
    repeated_requests,
    future_publication,
)
