"""List the parts a letter must contain, and should contain (s.17 and its kin)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statute import exemptions
from statute.exemptions import Kind, Provision
from statute.notices.parts import (
    COMMON_PARTS,
    LETTER_RULES,
    PARTS,
    Grounds,
    LetterType,
    Part,
    part_called,
)
from statute.regimes import Regime


@dataclass(frozen=True, slots=True)
class Requirements:
    """The parts required for a letter's issue, and the parts advised.

    No part is in both, and none twice.
    """

    blocking: tuple[Part, ...]
    advised: tuple[Part, ...]


def requirements(
    letter_type: LetterType, regime: Regime, provision_keys: Iterable[str] = ()
) -> Requirements:
    """Return the parts a letter of this type needs, the provisions' own included.

    Args:
        letter_type: The kind of letter.
        regime: The law the request is handled under.
        provision_keys: The provisions it relies on; for a supplementary letter or the
            outcome of a review, those not relied on before.

    Raises:
        UnknownProvision: A key is not in the catalogue.

    Source: FOIA 2000 ss.1, 10, 17; FOISA 2002 ss.16 to 19 and 21; EIR 2004 regs 7, 11
    and 14; part by part in `statute/data/notice_parts.toml`.
    """
    rule = LETTER_RULES[letter_type]
    grounds = [exemptions.get(key) for key in provision_keys]
    law = [*rule.required_by_law]
    practice = [*rule.good_practice]
    if regime.is_environmental:
        law += rule.environmental_law
    by_regime = {
        Regime.EIR: rule.eir_law,
        Regime.EISR: rule.eisr_law,
        Regime.FOISA: rule.foisa_law,
    }
    law += by_regime.get(regime, ())
    if rule.grounds in {Grounds.FINAL, Grounds.NEW}:
        for provision in grounds:
            law += provision.required_by_law
            practice += provision.good_practice
    blocking = list(_parts(law, rule.must_not_contain))
    if letter_type is LetterType.FULL_REFUSAL and _may_be_silent(regime, grounds):
        blocking = [part for part in blocking if part.id != "held_statement"]
    if regime.is_scottish and any(part.id == "regulator_right" for part in blocking):
        practice.append("review_first_warning")
    advised = _parts([*practice, *COMMON_PARTS], rule.must_not_contain)
    return Requirements(
        blocking=tuple(blocking),
        advised=tuple(part for part in advised if part not in blocking),
    )


def required_of_ground(provision: Provision) -> Requirements:
    """Return the parts a provision needs wherever it is finally relied on."""
    law, practice = [*provision.required_by_law], [*provision.good_practice]
    if provision.needs_public_interest_test:
        more_law, more_practice = required_where_weighed(provision.regime)
        law += more_law
        practice += more_practice
    blocking = tuple(_parts(law, frozenset()))
    advised = _parts(practice, frozenset())
    return Requirements(blocking, tuple(one for one in advised if one not in blocking))


def required_where_weighed(regime: Regime) -> tuple[list[str], list[str]]:
    """Return the ids of the parts needed and advised with a public interest test.

    Source: EIR 2004 reg 14(3)(b); EISR 2004 reg 13(b).
    """
    return (
        [one.id for one in PARTS.values() if regime in one.law_where_weighed],
        [one.id for one in PARTS.values() if regime in one.practice_where_weighed],
    )


def _parts(names: Iterable[str], forbidden: frozenset[str]) -> Iterator[Part]:
    """Yield the named parts without duplicates or parts the letter must not contain."""
    parts = dict.fromkeys(map(part_called, names))
    return (part for part in parts if part.id not in forbidden)


def _may_be_silent(regime: Regime, grounds: list[Provision]) -> bool:
    """Whether a full refusal may leave unsaid whether information is held.

    This is so if each ground lifts the duty to confirm, and for the requester's own
    data.
    """
    if grounds and all(ground.kind is Kind.LIMIT for ground in grounds):
        return True
    return (
        bool(grounds)
        and not regime.is_environmental
        and not any("confirm_held" in ground.required_by_law for ground in grounds)
        and any(ground.is_ground for ground in grounds)
    )
