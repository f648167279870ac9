"""Represent a previous response once read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statute.exemptions import Found, Provision
from statute.regimes import Regime


class Role(StrEnum):
    """The role of a passage in a letter."""

    HEAD = "head"
    INTRO = "intro"
    REQUEST = "request"
    ANSWER = "answer"
    EXTRA = "extra"
    REVIEW = "review"
    SIGN = "sign"
    FOOTER = "footer"
    QUOTED = "quoted"


class LetterOutcome(StrEnum):
    """The outcome of the request, as far as the letter says."""

    FULL = "full"
    PARTIAL = "partial"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    NCND = "ncnd"
    TO_FOLLOW = "to_follow"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the letter, from `start` up to but not including `end`."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to look for in a letter: from the stored request, or quoted.

    Attributes:
        label: Its unique label: "1", "1/b", or "#2" for the second question without a
            label of its own.
        text: Its words.
    """

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class RepliedQuestion:
    """A question the letter answers.

    Attributes:
        label: As in `Asked`.
        text: Its words, as the letter or the stored request has them.
        answer: The letter's answer; "" if none was found.
        answer_spans: Where the answer stands in the letter, ends excluded.
        citations: The provisions cited within the answer.
        is_held: False if the answer says nothing is held.
        relies_on: Those of the citations that the authority relies on.
    """

    label: str
    text: str
    answer: str = ""
    answer_spans: tuple[tuple[int, int], ...] = ()
    citations: tuple[Found, ...] = ()
    is_held: bool = True
    relies_on: tuple[Found, ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Whether the answer relies on a ground for withholding information."""
        return any(found.is_ground for found in self.relies_on)


@dataclass(frozen=True, slots=True)
class ParsedReply:
    """A letter with its contents read.

    Attributes:
        reference: The authority's own, "" if the letter has none.
        dated: The day on the letter.
        regime: The law it was written under.
        outcome: The outcome of the request.
        is_ncnd: Whether any of it neither confirms nor denies.
        has_public_interest_test: Whether it weighs the public interest.
        questions: The questions and their answers, in the order of the letter.
        passages: The whole letter cut in order; every word is in exactly one passage.
        citations: The provisions cited outside quoted mail, with their positions.
        grounds: The grounds relied on, as "FOIA 40(2)", with their provisions.
    """

    reference: str
    dated: date | None
    regime: Regime
    outcome: LetterOutcome
    is_ncnd: bool
    has_public_interest_test: bool
    questions: tuple[RepliedQuestion, ...]
    passages: tuple[Passage, ...]
    citations: tuple[Found, ...]
    grounds: dict[str, tuple[Provision, ...]]

    @property
    def answered_together(self) -> tuple[tuple[str, ...], ...]:
        """The labels of questions with a shared answer."""
        sharing: dict[tuple[tuple[int, int], ...], list[str]] = {}
        for question in self.questions:
            if question.answer_spans:
                sharing.setdefault(question.answer_spans, []).append(question.label)
        return tuple(tuple(labels) for labels in sharing.values() if len(labels) > 1)
