"""Answers of a letter, and the pieces of the request around them, as values.

Typed text comes as HTML fit for a letter (`prose`); other text is plain.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.utils.safestring import SafeString

from responses.letters.facts import Said
from responses.letters.provisions import UNREASONABLE, Ground
from responses.letters.repeating import repeats
from statute.notices import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question in the requester's own words; `words` are its paragraphs.

    `due_on` is the last day for its answer; None while no time runs.
    """

    question_id: int
    path: str
    is_numbered: bool
    words: tuple[str, ...]
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer under its questions.

    `called` is "Questions 1(b) to 1(f)". So is `heading`, unless the authority's
    letters show numbers alone. `is_nested` says whether the questions lie below another
    question. `outcome` is empty until decided.
    """

    anchor: str
    heading: str
    called: str
    is_nested: bool
    asked: tuple[Asked, ...]
    outcome: str
    text: SafeString
    words: str
    grounds: tuple[Ground, ...]
    # The places searched, and the help offered.
    says: tuple[Said, ...] = ()
    # Whether a refusal on cost says that the information is held: "yes", "no",
    # "unknown" or "".
    held: str = ""
    kind: str = "answer"
    # The answer that this answer refers to, in place of saying the same.
    refers_to: "Reference | None" = None

    @property
    def ground_keys(self) -> frozenset[str]:
        """Keys of the provisions relied on."""
        return frozenset(ground.provision.key for ground in self.grounds)

    @property
    def is_own_data(self) -> bool:
        """Whether all that is withheld is the requester's own personal data."""
        return (
            self.outcome == Outcome.WITHHELD
            and bool(self.grounds)
            and all(ground.is_own_data for ground in self.grounds)
        )

    @property
    def told(self) -> str:
        """The outcome as the letter's sentences are filed: own data has its own."""
        if self.refers_to is not None:
            return self.refers_to.answer.told
        return "own_data" if self.is_own_data else self.outcome

    @property
    def judges_request(self) -> bool:
        """Whether the request itself is refused, as vexatious or unreasonable."""
        return self.outcome == Outcome.VEXATIOUS or bool(
            self.ground_keys & UNREASONABLE
        )

    @property
    def is_shared(self) -> bool:
        """Whether several questions share this answer."""
        return len(self.asked) > 1

    @property
    def states_outcome(self) -> bool:
        """Whether the answer's own words state its outcome."""
        return repeats(self.outcome, self.words)

    @property
    def ground_level(self) -> int:
        """Heading level of the grounds, one below the answer's own."""
        return 5 if self.is_nested else 4

    @property
    def is_to_follow(self) -> bool:
        """Whether the answer is left to a supplementary reply."""
        return self.outcome == Outcome.TO_FOLLOW

    @property
    def why_to_follow(self) -> str:
        """The reason why the answer is to follow: in its own field, or in the text."""
        said = (one.typed for one in self.says if one.key == "fact.follow_why")
        return "\n".join(filter(None, [self.words, *said]))

    @property
    def follow_by(self) -> date | None:
        """The day promised for the answer."""
        promised = (one for one in self.says if one.key == "fact.follow_by")
        return next((one.values["day"] for one in promised), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The answer referred to by another, and its questions within a sentence."""

    answer: Answered
    questions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem:
    """Words of the request without a question of their own.

    `kind` is "stem" for a question with its parts answered below, "heading" for the
    requester's heading, and "note" for other text between questions.
    """

    kind: str
    heading: str
    is_nested: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeAbove:
    """A question already answered above, together with others."""

    heading: str
    is_nested: bool
    anchor: str
    under: str
    kind: str = "see-above"


Item: TypeAlias = Answered | Stem | SeeAbove


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A piece of the request, where the letter restates all of the request first.

    `path` is "1(b)"; empty for a heading, a note or a question without a number.
    """

    path: str
    words: tuple[str, ...]
    is_nested: bool
    is_heading: bool
