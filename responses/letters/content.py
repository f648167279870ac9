"""What a letter says, as one value that never changes.

Everything that differs from letter to letter is here; how its fixed sentences are
worded is in `responses/letters/wording/`, and where they stand in
`templates/letters/`. Typed words come as HTML fit for a letter (`prose`); all else is
plain text, which the templates escape.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.utils.safestring import SafeString

from responses.letters.costing import Costing
from responses.letters.enclosures import Enclosed
from responses.letters.wording.letter_wording import LetterWording
from responses.models import Answer, Letter
from statute.exemptions import Basis, Kind, Provision
from statute.legislation import address_of
from statute.regimes import Regime
from statute.regulators import Regulator, regulator_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A logo or a signature.

    Attributes:
        address: By which the letter's page names it, made from its content: what was
            issued can never show another.
        text: What is read out in its place; "" for the letter's own words.
    """

    address: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The authority, as its letterhead and signature show it."""

    name: str
    short_name: str
    address: tuple[str, ...]
    email: str
    telephone: str
    website: str
    signatory: str
    review_contact: tuple[str, ...]
    logo: Picture | None = None
    signature: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """The requester."""

    name: str
    organisation: str
    address: tuple[str, ...]
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The letter that this one follows and replaces."""

    issued_on: date
    is_interim: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question in the requester's own words; `words` are its paragraphs."""

    question_id: int
    path: str
    is_numbered: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A provision relied on, and why.

    Attributes:
        provision: As the catalogue describes it.
        citation_id: The key of the citation that relies on it.
        is_first: Whether the letter has not cited it before: then it is cited in full.
        explained_under: Where the letter has given the same reasons before, "question
            2(b)"; "" where it gives them here.
        parts: Which parts of a notice it says, here or where it was explained before.
        opinion_on: When the qualified person gave the opinion it speaks of.
        opinion_given_on: The same where the letter is to say it in a sentence.
        costing: What answering would cost, where that is the reason.
        needs_balance: Whether the public interest is weighed; None where it depends.
    """

    provision: Provision
    citation_id: int
    is_first: bool
    explained_under: str
    parts: frozenset[str]
    opinion_on: date | None
    needs_balance: bool | None
    why_applies: SafeString
    harm: SafeString
    factors_for: SafeString
    factors_against: SafeString
    balance: SafeString
    opinion_given_on: date | None = None
    costing: Costing | None = None

    @property
    def title(self) -> str:
        """The provision's title as letters give it."""
        return _title(self.provision)

    @property
    def citation(self) -> str:
        """Section 31(1)(a), or within a sentence section 31(1)(a)."""
        return self.provision.citation

    @property
    def word(self) -> str:
        """What the law calls a ground of this kind."""
        if self.provision.kind in {Kind.EXEMPTION, Kind.EXCEPTION}:
            return str(self.provision.kind)
        is_exception = self.provision.regime.is_environmental
        if self.provision.kind is Kind.NCND and not self.is_scottish_neither:
            return "exception" if is_exception else "exemption"
        return "provision"

    @property
    def is_absolute(self) -> bool:
        """Whether the public interest plays no part."""
        return self.provision.is_absolute is True

    @property
    def is_qualified(self) -> bool:
        """Whether the letter must weigh the public interest."""
        return self.needs_balance is True

    @property
    def is_of_kind(self) -> bool:
        """Whether it covers a class of information, whatever harm would follow."""
        if self.provision.key in _OF_REQUESTS:
            return False
        is_class = self.provision.basis is Basis.CLASS
        return is_class and self.provision.kind in {Kind.EXEMPTION, Kind.EXCEPTION}

    @property
    def is_scottish_neither(self) -> bool:
        """Whether it is FOISA s.18, which has a test of its own."""
        return self.provision.is_ncnd and self.provision.regime is Regime.FOISA

    @property
    def applies(self) -> str:
        """What has to be shown before it applies, as `ground.applies` names it."""
        if self.is_of_kind:
            return "class"
        if self.provision.basis not in _TESTS:
            return ""
        return f"{self.provision.basis}{'_ncnd' if self.provision.is_ncnd else ''}"

    @property
    def weighing(self) -> str:
        """Whether the public interest is weighed, as `ground.it_is` names it."""
        if self.is_absolute:
            return "absolute"
        if self.is_scottish_neither:
            return "scottish_neither"
        if not self.is_qualified:
            return ""
        return "qualified_ncnd" if self.provision.is_ncnd else "qualified"

    @property
    def has_public_interest(self) -> bool:
        """Whether anything is said on the public interest."""
        return bool(self.factors_for or self.factors_against or self.balance)


# Exceptions for a kind of request rather than a kind of information.
_OF_REQUESTS = frozenset(
    {"EIR 12(4)(b)", "EIR 12(4)(c)", "EISR 10(4)(b)", "EISR 10(4)(c)"}
)
_TESTS = frozenset(
    {
        Basis.PREJUDICE,
        Basis.SUBSTANTIAL_PREJUDICE,
        Basis.ADVERSE_EFFECT,
        Basis.ENDANGERMENT,
        Basis.SUBSTANTIAL_INHIBITION,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer, under the questions it is to.

    `called` is "Questions 1(b) to 1(f)", and so is `heading` unless the authority's
    letters show numbers alone; `is_nested` says whether these lie below another
    question; `outcome` is empty where nobody has answered yet.
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
    kind: str = "answer"

    @property
    def is_shared(self) -> bool:
        """Whether it answers several questions."""
        return len(self.asked) > 1

    @property
    def ground_level(self) -> int:
        """The level of the headings over its grounds, one below its own."""
        return 5 if self.is_nested else 4

    @property
    def is_to_follow(self) -> bool:
        """Whether the answer is put off to a supplementary reply."""
        return self.outcome == Answer.Outcome.TO_FOLLOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem:
    """Words of the request that ask nothing themselves.

    `kind` is "stem" for a question whose parts are answered below it, "heading" for a
    heading of the requester's, "note" for anything else they wrote between questions.
    """

    kind: str
    heading: str
    is_nested: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeAbove:
    """A question whose answer was given earlier, together with others."""

    heading: str
    is_nested: bool
    anchor: str
    under: str
    kind: str = "see-above"


Item: TypeAlias = Answered | Stem | SeeAbove


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A piece of the request, where the letter restates all of it first.

    `path` is "1(b)"; empty for a heading, a note or a question without a number.
    """

    path: str
    words: tuple[str, ...]
    is_nested: bool
    is_heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherInformation:
    """What the letter neither confirms nor denies, beyond its answers."""

    scope: str
    grounds: tuple[Ground, ...]
    harm: SafeString
    factors_for: SafeString
    factors_against: SafeString
    balance: SafeString
    no_inference: SafeString
    words: str

    @property
    def has_public_interest(self) -> bool:
        """Whether anything is said on the public interest as a whole."""
        return bool(self.factors_for or self.factors_against or self.balance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of the summary: what became of some questions.

    `questions` is "question 2" or "questions 1(b) to 1(f)"; "" for the whole request.
    """

    outcome: str
    questions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relied:
    """One provision of the annex."""

    provision: Provision

    @property
    def title(self) -> str:
        """The provision's title as letters give it."""
        return _title(self.provision)

    @property
    def weighing(self) -> str:
        """Whether it is absolute or qualified; "" where the law knows no such class."""
        if self.provision.is_absolute is None and not self.provision.is_qualified:
            return str(self.provision.class_note)
        return self.provision.exemption_class.label

    @property
    def address(self) -> str:
        """Where its text can be read."""
        return address_of(self.provision.regime, self.provision.section)

    @property
    def short_address(self) -> str:
        """The address as a reader would type it."""
        return self.address.removeprefix("https://www.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreTime:
    """An earlier letter that took or asked for more time, and until when."""

    told_on: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """A whole letter. `issued_on` is None for the words alone, whenever issued."""

    type: Letter.Type
    regime: Regime
    reference: str
    subject: str
    sender: Sender
    addressee: Addressee
    received_on: date
    clarified_on: date | None
    due_on: date | None
    issued_on: date | None
    earlier: Earlier | None
    opening: SafeString
    ending: SafeString
    summary: tuple[Told, ...]
    items: tuple[Item, ...]
    other_information: OtherInformation | None
    annex: tuple[Relied, ...]
    enclosures: tuple[Enclosed, ...] = ()
    wording: LetterWording
    # The last word of more time that the requester had.
    more_time: MoreTime | None = None
    # The whole request, where the authority's letters restate it before the answers.
    request: tuple[Restated, ...] = ()

    @property
    def template(self) -> str:
        """The page it is set in."""
        return "letters/response.html"

    @property
    def title(self) -> str:
        """The letter's heading; with the reference, its document title."""
        kind = "response"
        if self.is_interim:
            kind = "further_interim" if self.earlier else "interim"
        elif self.earlier is not None:
            kind = "supplementary" if self.earlier.is_interim else "further"
        title = self.wording.text(f"title.{kind}")
        if self.type in _REFUSAL_NOTICES:
            return self.wording.text("title.refusal_notice", title=title)
        return title

    @property
    def is_request_first(self) -> bool:
        """Whether the request stands first, and each answer without its question."""
        return bool(self.request)

    @property
    def is_interim(self) -> bool:
        """Whether an answer is still to follow."""
        return any(answer.is_to_follow for answer in self.answers)

    @property
    def is_late(self) -> bool:
        """Whether it goes out after the last day the law allows."""
        return bool(self.issued_on and self.due_on and self.issued_on > self.due_on)

    @property
    def is_refusal(self) -> bool:
        """Whether anything asked for is refused."""
        return bool(self.annex)

    @property
    def answers(self) -> tuple[Answered, ...]:
        """The answers, in the order of the letter."""
        return tuple(item for item in self.items if isinstance(item, Answered))

    @property
    def to_follow(self) -> tuple[Answered, ...]:
        """The answers put off to a supplementary reply."""
        return tuple(answer for answer in self.answers if answer.is_to_follow)

    @property
    def told_to_follow(self) -> Told | None:
        """The line of the summary on the questions put off."""
        told = (told for told in self.summary if told.outcome == _TO_FOLLOW)
        return next(told, None)

    @property
    def regulator(self) -> Regulator:
        """Who hears a complaint about it."""
        return regulator_of(self.regime)

    @property
    def rights_template(self) -> str:
        """How the requester can complain."""
        return f"letters/rights/{self.regime.lower()}.html"


_TO_FOLLOW = Answer.Outcome.TO_FOLLOW
_REFUSAL_NOTICES = frozenset(
    {
        Letter.Type.FULL_REFUSAL,
        Letter.Type.COST_REFUSAL,
        Letter.Type.VEXATIOUS_OR_REPEATED,
    }
)


def _title(provision: Provision) -> str:
    """The catalogue's "NCND: law enforcement" is, in a letter, "Law enforcement"."""
    title = provision.title.removeprefix("NCND: ")
    return title[:1].upper() + title[1:]
