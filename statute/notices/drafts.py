"""Describe a letter for the checks: its type, content and grounds.

Only structure is described here, not wording or layout. A letter can therefore come
from any source: a database, an old file, a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from statute import exemptions
from statute.exemptions import Provision
from statute.money import CostLimit, Estimate
from statute.notices.outcomes import Outcome
from statute.notices.parts import LetterType, part_called
from statute.regimes import Regime

# The part of typed words for the letter's subject line.
SUBJECT: Final = "subject"


class Severity(StrEnum):
    """The effect of a finding: a blocked letter, or a warning to override."""

    BLOCK = "block"
    WARN = "warn"


class Place(StrEnum):
    """Where in a letter typed words stand."""

    OPENING = "opening"
    ANSWER = "answer"
    REASONS = "reasons"
    STATEMENT = "statement"
    POINT = "point"
    ENDING = "ending"
    FILE = "file"
    FIELD = "field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Words that an officer typed and the letter prints, and where they stand.

    Attributes:
        place: The kind of place.
        about: The subject of a finding in these words: a question's path, "opening" …
        where: The place as a sentence names it: "the answer to question 2".
        words: The words, without markup.
        questions: Paths of the questions answered there; empty for the whole letter.
        provision: The key of the provision that the words are reasons for.
        part: The part of the notice that the words give ("harm"), or the field's name.
        is_ncnd: Whether they speak for a part that neither confirms nor denies.
    """

    place: Place
    about: str
    where: str
    words: str
    questions: tuple[str, ...] = ()
    provision: str = ""
    part: str = ""
    is_ncnd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An error or omission in a draft letter, in words for the officer.

    `about` is the question's path, the provision's key or the file's name, or "" for
    the whole letter. Together with `code` it identifies the finding. `typed` is set
    where the finding is about typed words.
    """

    severity: Severity
    code: str
    message: str
    source: str
    about: str = ""
    typed: Typed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsCutDown:
    """Permission to give less than full reasons, where these would themselves disclose.

    Source: FOIA 2000 s.17(4); FOISA 2002 s.16(3). The Regulations have no such rule.
    """

    approved_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRequest:
    """The earlier request behind a repeated request, as identified in the letter."""

    reference: str
    answered_on: date | None
    is_same_requester: bool = True
    is_same_authority: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateBasis:
    """What an estimate of the cost rests on.

    Attributes:
        has_sample: Whether it multiplies the minutes of a record by the records.
        is_part_of_sample: Whether only one of these two figures is given.
        has_sample_size: Whether the number of records timed is given.
        adds_hours: Whether the hours of other requests are added.
        adds_requests: Whether other requests are named as added up.
        is_adding_explained: Whether it says which requests are added up, and why.
        is_published: Whether the information is made available to the public.
    """

    has_sample: bool = False
    is_part_of_sample: bool = False
    has_sample_size: bool = False
    adds_hours: bool = False
    adds_requests: bool = False
    is_adding_explained: bool = False
    is_published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundDraft:
    """A provision relied on, for some questions or for the reply as a whole.

    Attributes:
        key: The provision's key, "FOIA 31(1)(a)".
        questions: Paths of the questions it is relied on for; empty for the reply as a
            whole, as with "any other information".
        parts: Ids of the parts said for this provision: "why_applies", "harm",
            "pi_factors_disclosure", "pi_factors_maintain", "pi_reasons" …
        is_balance_pending: Whether it is relied on only to take more time.
        is_new: Whether no earlier letter relied on it.
        is_limb_qualified: Whether the limb relied on is qualified, where the limb
            decides; None if not recorded.
        likelihood: How likely the harm is: "would", "would_be_likely" or "".
        is_held: Whether the information is held, where the ground leaves the duty to
            say so (FOIA s.12(1)); None if not recorded.
        is_not_known: Whether the letter says that it cannot tell whether it is held.
        hours: The hours of each activity of the estimate, and their sum.
        basis: What the estimate rests on; None where there is no estimate.
        qualified_person: Who gave the opinion; None where no field records it.
        opinion_on: When the qualified person gave the opinion (FOIA s.36).
        is_statistical: Whether it is all statistics, for which no opinion is needed.
        cut_down: Permission to give less than the full reasons.
        earlier: The earlier request, for FOIA and FOISA s.14(2).
        publication_on: When it will be published, for FOISA s.27(1).
        is_alternative: Whether the letter says that it is relied on in the alternative
            (FOIA ss.23(1) and 24(1)).
    """

    key: str
    questions: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()
    is_balance_pending: bool = False
    is_new: bool = True
    is_limb_qualified: bool | None = None
    likelihood: str = ""
    is_held: bool | None = None
    is_not_known: bool = False
    hours: tuple[Decimal, ...] = ()
    basis: EstimateBasis | None = None
    qualified_person: str | None = None
    opinion_on: date | None = None
    is_statistical: bool = False
    cut_down: ReasonsCutDown | None = None
    earlier: EarlierRequest | None = None
    publication_on: date | None = None
    is_alternative: bool = False

    @property
    def provision(self) -> Provision | None:
        """The provision, or None if the catalogue has no such key."""
        return exemptions.PROVISIONS.get(self.key)

    def says(self, part_id: str) -> bool:
        """Whether the draft says this part for this provision.

        The balance has one name for disclosure and another for confirming. Either name
        will do, because the provision shows which is meant.
        """
        said = {part_called(name).id for name in self.parts}
        balances = {"pi_reasons", "pi_reasons_ncnd"}
        return part_id in said or (part_id in balances and bool(said & balances))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """A question, and the draft's answer to it.

    `asked` is the question in the requester's words. `is_on_emissions` matters only
    under the Environmental Regulations; None if not recorded. A question without
    `is_numbered` has words for a path: "first question".
    """

    path: str
    outcome: Outcome | None = None
    asked: str = ""
    is_on_emissions: bool | None = None
    is_numbered: bool = True

    @property
    def called(self) -> str:
        """The question's name at the start of a sentence: "Question 1(b)"."""
        return f"Question {self.path}" if self.is_numbered else f"The {self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to be sent, with the result of its hidden-data check.

    `words` are those of the file, as far as they could be read.
    """

    name: str
    words: str = ""
    is_scanned: bool = False
    has_hidden_data: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """A letter before it is issued.

    Attributes:
        letter_type: The kind of letter.
        regime: The law the request is handled under.
        letter_on: The day the letter bears.
        received_on: The day the request was received.
        parts: Ids of the parts the letter contains once, for all provisions.
        questions: Every question asked, answered or not.
        grounds: Every provision relied on.
        typed: Every text that officers typed and the letter prints, in its order.
        also_asked: Paths of questions in the letter without an outcome of their own.
        has_table: Whether a table stands in the letter.
        authority_kind: The kind of authority, "police"; "" if not known.
        other_receipts: Days, beside `received_on`, on which the letter may say that
            something was received: a clarification, the request under review.
        other_due: Last days, beside `due_on`, that the letter may name: a day promised
            earlier, the last day of the request under review.
        due_on: The last day on which this letter is in time.
        new_date_on: The date an extension or delay gives the requester.
        latest_on: The last day that date may be: for FOIA the regulator's limit,
            elsewhere the law's.
        later_date_reason: The reason for giving a date after `latest_on`.
        stated_dates: Dates the letter states, by name ("last day to pay").
        computed_dates: The same dates as calculated; the stated dates must agree.
        amount_pence: The fee a fees notice asks for.
        estimate: The estimated work of answering.
        limit: The limit on cost that applies.
        attachments: The files sent with it.
        unchecked_links: Addresses in the letter not yet opened and checked.
        approvals_outstanding: People who still have to approve it.
        reviewer: The person who decided the review.
        decided_by: The person who took the decision under review.
    """

    letter_type: LetterType
    regime: Regime
    letter_on: date | None = None
    received_on: date | None = None
    parts: frozenset[str] = frozenset()
    questions: tuple[QuestionDraft, ...] = ()
    grounds: tuple[GroundDraft, ...] = ()
    typed: tuple[Typed, ...] = ()
    also_asked: tuple[str, ...] = ()
    has_table: bool = False
    authority_kind: str = ""
    other_receipts: frozenset[date] = frozenset()
    other_due: frozenset[date] = frozenset()
    due_on: date | None = None
    new_date_on: date | None = None
    latest_on: date | None = None
    later_date_reason: str = ""
    stated_dates: Mapping[str, date] = field(default_factory=dict)
    computed_dates: Mapping[str, date] = field(default_factory=dict)
    amount_pence: int | None = None
    estimate: Estimate | None = None
    limit: CostLimit | None = None
    attachments: tuple[Attachment, ...] = ()
    unchecked_links: tuple[str, ...] = ()
    approvals_outstanding: tuple[str, ...] = ()
    reviewer: str = ""
    decided_by: str = ""

    def contains(self, part_id: str) -> bool:
        """Whether the letter contains this part, under either of its names."""
        return part_id in {part_called(name).id for name in self.parts}

    @property
    def known_grounds(self) -> tuple[tuple[GroundDraft, Provision], ...]:
        """The provisions relied on that are in the catalogue, with their drafts."""
        pairs = ((ground, ground.provision) for ground in self.grounds)
        return tuple((ground, one) for ground, one in pairs if one is not None)

    def grounds_of(self, path: str) -> tuple[tuple[GroundDraft, Provision], ...]:
        """Return the provisions relied on for one question."""
        return tuple(pair for pair in self.known_grounds if path in pair[0].questions)

    @property
    def has_ncnd_statement(self) -> bool:
        """Whether the letter neither confirms nor denies holding other information."""
        return any(one.place is Place.STATEMENT for one in self.typed) or any(
            provision.is_ncnd and not ground.questions
            for ground, provision in self.known_grounds
        )

    def typed_of(self, path: str) -> tuple[Typed, ...]:
        """Return the texts typed for one question: its answer and its reasons."""
        return tuple(one for one in self.typed if path in one.questions)

    def typed_for(self, ground: GroundDraft) -> tuple[Typed, ...]:
        """Return the texts typed as reasons for one ground."""
        return tuple(
            one
            for one in self.typed
            if one.provision == ground.key
            and (set(one.questions) & set(ground.questions) or not ground.questions)
        )


def block(
    code: str, message: str, source: str, about: str = "", typed: Typed | None = None
) -> Finding:
    """Return a finding that prevents the letter from being issued."""
    return Finding(
        severity=Severity.BLOCK,
        code=code,
        message=message,
        source=source,
        about=about,
        typed=typed,
    )


def warn(
    code: str, message: str, source: str, about: str = "", typed: Typed | None = None
) -> Finding:
    """Return a warning an officer may override with a reason."""
    return Finding(
        severity=Severity.WARN,
        code=code,
        message=message,
        source=source,
        about=about,
        typed=typed,
    )
