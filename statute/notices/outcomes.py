"""List the outcomes of a question, and derive the kind of letter."""

from collections.abc import Iterable
from enum import StrEnum

from statute.notices.parts import LetterType
from statute.regimes import Regime


class Outcome(StrEnum):
    """The authority's answer to one question."""

    DISCLOSED = "disclosed"
    PARTLY_DISCLOSED = "partly_disclosed"
    WITHHELD = "withheld"
    NOT_HELD = "not_held"
    NCND = "ncnd"
    COST = "cost"
    VEXATIOUS = "vexatious"
    REPEATED = "repeated"
    ACCESSIBLE = "accessible"
    TO_FOLLOW = "to_follow"


# Outcomes that refuse information and so need a provision.
REFUSALS = frozenset(
    {
        Outcome.PARTLY_DISCLOSED,
        Outcome.WITHHELD,
        Outcome.NCND,
        Outcome.COST,
        Outcome.VEXATIOUS,
        Outcome.REPEATED,
        Outcome.ACCESSIBLE,
    }
)
GIVEN = frozenset({Outcome.DISCLOSED, Outcome.PARTLY_DISCLOSED})

_ALL_ALIKE = {
    Outcome.DISCLOSED: LetterType.FULL_DISCLOSURE,
    Outcome.PARTLY_DISCLOSED: LetterType.PARTIAL_DISCLOSURE,
    Outcome.WITHHELD: LetterType.FULL_REFUSAL,
    Outcome.NOT_HELD: LetterType.NOT_HELD,
    Outcome.NCND: LetterType.NCND,
    Outcome.COST: LetterType.COST_REFUSAL,
    Outcome.VEXATIOUS: LetterType.VEXATIOUS_OR_REPEATED,
    Outcome.REPEATED: LetterType.VEXATIOUS_OR_REPEATED,
    Outcome.ACCESSIBLE: LetterType.ACCESSIBLE_ELSEWHERE,
}


class NothingAnswered(ValueError):
    """No question has an outcome, so there is no kind of letter."""


def letter_type_for(
    outcomes: Iterable[Outcome | str],
    *,
    has_ncnd_statement: bool = False,
    regime: Regime = Regime.FOIA,
    is_extension_claimed: bool = False,
) -> LetterType:
    """Return the kind of letter for these outcomes.

    While any answer is to follow, the letter is a notice of extension if the law
    provides for one and it is claimed, else a notice of delay. Otherwise, an answer
    neither confirmed nor denied beside other answers makes the letter mixed. Answers of
    one kind make a letter of that kind. Some information given and some not is a
    partial disclosure; none given is a refusal.

    Args:
        outcomes: One for each question; their order does not matter.
        has_ncnd_statement: Whether the letter neither confirms nor denies holding any
            other information.
        regime: The law the request is handled under.
        is_extension_claimed: Whether time is extended under FOIA s.10(3), EIR reg 7 or
            EISR reg 7. FOISA has no extension.

    Raises:
        NothingAnswered: There is no outcome at all.
    """
    said = {Outcome(outcome) for outcome in outcomes}
    if not said and not has_ncnd_statement:
        raise NothingAnswered("No question has an outcome yet.")
    if Outcome.TO_FOLLOW in said:
        return _interim_letter(regime, is_extension_claimed=is_extension_claimed)
    if said <= {Outcome.NCND}:
        return LetterType.NCND
    if has_ncnd_statement or Outcome.NCND in said:
        return LetterType.MIXED_WITH_NCND
    alike = {_ALL_ALIKE[outcome] for outcome in said}
    if len(alike) == 1:
        return alike.pop()
    return LetterType.PARTIAL_DISCLOSURE if said & GIVEN else LetterType.FULL_REFUSAL


def _interim_letter(regime: Regime, *, is_extension_claimed: bool) -> LetterType:
    if is_extension_claimed and regime is Regime.FOIA:
        return LetterType.PIT_EXTENSION
    if is_extension_claimed and regime.is_environmental:
        return LetterType.EIR_EXTENSION
    return LetterType.DELAY_NOTICE
