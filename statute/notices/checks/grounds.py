"""Check each provision against the letter, its questions and the facts."""

import re
from collections.abc import Iterator
from itertools import product

from statute import exemptions
from statute.exemptions import ExemptionClass, Kind, Provision
from statute.notices.drafts import Finding, GroundDraft, NoticeDraft, block, warn
from statute.notices.parts import LetterType
from statute.regimes import Regime

# The law enforcement limbs that need a purpose, and the section of the purposes.
_PURPOSES = {
    Regime.FOIA: (("31(1)(g)", "31(1)(h)", "31(1)(i)"), "31(2)"),
    Regime.FOISA: (("35(1)(g)", "35(1)(h)"), "35(2)"),
}
# Section 31 is only for information not exempt under section 30; so are 36 for 35, and
# 24 for 23.
_EXCLUSIVE = (
    ("FOIA 30", "FOIA 31"),
    ("FOIA 35", "FOIA 36"),
    ("FOIA 23(1)", "FOIA 24(1)"),
)
# Section 23 or section 24 may be claimed without saying which of them applies.
_IN_THE_ALTERNATIVE = re.compile(r"\b(?:in the alternative|alternatively)\b", re.I)
_ALTERNATIVES = {"FOIA 23(1)", "FOIA 24(1)"}
_TOO_GENERAL = {"EIR 12(4)(c)", "EISR 10(4)(c)"}


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
        elif provision.regime is not draft.regime and not leads_over(provision):
            yield block(
                "other_law",
                f"{provision.citation} belongs to the {provision.regime.title}, but "
                f"the request is handled under the {draft.regime.title}.",
                "FOIA s.39; FOISA s.39(2)",
                provision.key,
            )


def leads_over(provision: Provision) -> bool:
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
            is_alternative = any(
                each.is_alternative
                or any(
                    _IN_THE_ALTERNATIVE.search(typed.words)
                    for typed in draft.typed_for(each)
                )
                for each in (ground, other_ground)
            )
            if not is_alternative and (
                set(ground.questions) & set(other_ground.questions)
                or (not ground.questions and not other_ground.questions)
            ):
                yield warn(
                    "provisions_exclude_each_other",
                    f"{other.short_citation} is only for information that "
                    f"{one.short_citation} does not exempt. Rely on both for the same "
                    "question only if they cover different information.",
                    "FOIA ss.24(1), 31(1) and 36(1)",
                    other.key,
                )


def alternatives(draft: NoticeDraft) -> Iterator[Finding]:
    """Require both provisions where a letter relies on them in the alternative.

    Either of them alone would show whether a security body is concerned.
    """
    for ground, provision in draft.known_grounds:
        if not ground.is_alternative:
            continue
        others = [
            (each, other)
            for each, other in draft.known_grounds
            if other.key in _ALTERNATIVES - {provision.key}
            and set(each.questions) == set(ground.questions)
        ]
        if not others:
            (partner,) = _ALTERNATIVES - {provision.key}
            yield block(
                "alternative_not_cited",
                f"The letter relies on {provision.short_citation} in the alternative, "
                f"but {exemptions.get(partner).short_citation} is not cited for the "
                "same questions. Cite it too.",
                "FOIA ss.23(1) and 24(1)",
                provision.key,
            )
        elif not all(each.is_alternative for each, _ in others):
            yield block(
                "alternative_on_one_side",
                f"{provision.short_citation} is relied on in the alternative, and "
                f"{others[0][1].short_citation} is not. Say so for both: a difference "
                "would show which of them applies.",
                "FOIA ss.23(1) and 24(1)",
                others[0][1].key,
            )


def _is_of(provision: Provision, section: str) -> bool:
    is_purpose = provision.kind is Kind.MODIFIER
    is_within = provision.key == section or provision.key.startswith(f"{section}(")
    return is_within and not is_purpose


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


def is_weighed(ground: GroundDraft, provision: Provision) -> bool | None:
    """Whether the public interest is weighed for a ground; None if not recorded."""
    if provision.exemption_class is ExemptionClass.DEPENDS:
        return ground.is_limb_qualified
    return provision.is_qualified


CHECKS = (
    known_provisions,
    questions_exist,
    nothing_withheld,
    purposes,
    gateways,
    exclusive_pairs,
    alternatives,
    too_general,
)
