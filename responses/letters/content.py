"""Content of a letter, as an immutable value.

Content holds everything different from letter to letter. The wording of fixed sentences
is in `responses/letters/wording/`, their places in `templates/letters/`. Typed text
comes as HTML fit for a letter (`prose`); other text is plain, and templates escape it.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString

from responses.letters import prose
from responses.letters.answered import Answered, Item, Restated
from responses.letters.enclosures import Enclosed
from responses.letters.facts import NOTHING, Said
from responses.letters.provisions import Ground, Relied
from responses.letters.repeating import thanks
from responses.letters.review_window import ReviewWindow
from responses.letters.wording.letter_wording import LetterWording
from statute.exemptions import Kind
from statute.money import CostLimit
from statute.notices import GIVEN, LetterType, Outcome
from statute.regimes import Regime
from statute.regulators import Regulator
from statute.reuse import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A logo or a signature.

    Attributes:
        address: The address used in the letter's page, derived from the picture's
            content. An issued letter can never show another picture.
        text: The alternative text; "" for the letter's own words.
    """

    address: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The authority's details for the letterhead and signature."""

    name: str
    short_name: str
    address: tuple[str, ...]
    email: str
    telephone: str
    website: str
    signatory: str
    review_contact: tuple[str, ...]
    terms: Terms
    logo: Picture | None = None
    signature: Picture | None = None
    # A choice of `Letterhead.Envelope`.
    envelope: str = "window"

    @property
    def is_for_windows(self) -> bool:
        """Whether letters fit an envelope with a window for the address."""
        return self.envelope == "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """The requester's details.

    Attributes:
        posted_to: The lines of the address that the letter is posted to, its name
            first; empty to print the requester's details.
        telephones: The requester's telephone numbers, as digits.
        has_large_print: Whether the letter is in large print.
    """

    name: str
    organisation: str
    address: tuple[str, ...]
    email: str
    posted_to: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    has_large_print: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that the letter prints as its address."""
        named = (self.name, self.organisation, *self.address)
        return self.posted_to or tuple(line for line in named if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredBefore:
    """The outcome of a question in the earlier letter."""

    question_id: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The earlier letter, followed and replaced by this letter.

    Attributes:
        issued_on: The day of the letter.
        is_interim: Whether answers were left to follow.
        answers: Its answers, without those still to follow.
        page: Its page as issued.
    """

    issued_on: date
    is_interim: bool
    answers: tuple[AnsweredBefore, ...] = ()
    page: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherInformation:
    """The statement neither confirming nor denying other information, as composed."""

    scope: str
    grounds: tuple[Ground, ...]
    harm: SafeString
    factors_for: SafeString
    factors_against: SafeString
    balance: SafeString
    no_inference: SafeString
    words: str

    @property
    def likelihoods(self) -> tuple[Said, ...]:
        """How likely the statement's own harm is, where provisions say so."""
        here = (one.likelihood for one in self.grounds if not one.says_likelihood)
        return tuple({said.key: said for said in here if said}.values())

    @property
    def has_public_interest(self) -> bool:
        """Whether the statement says anything on the public interest as a whole."""
        return bool(self.factors_for or self.factors_against or self.balance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line of the summary: the outcome of some questions.

    `questions` is "question 2" or "questions 1(b) to 1(f)"; "" for the whole request.
    """

    outcome: str
    questions: str
    held: str = ""
    # The keys of the provisions relied on for this outcome.
    grounds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreTime:
    """An earlier extension or notice of delay, with the new date.

    `questions` is "question 2"; "" for the whole request.
    """

    told_on: date
    until: date | None
    questions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """Answers still to follow by one day; None where the requester is to clarify.

    `questions` is "question 2" or "questions 1(b) to 1(f)"; "" for all of them.
    """

    questions: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """A whole letter. `issued_on` is None for the words alone."""

    type: LetterType
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
    # Further days for typed words to name: of letters asking for more, and the due
    # dates of the questions.
    asked_later_on: tuple[date, ...] = ()
    dates_of_questions: tuple[date, ...] = ()
    enclosures: tuple[Enclosed, ...] = ()
    wording: LetterWording
    # The regulator as it is on the day of the letter.
    regulator: Regulator
    # The time to ask for a review; None in the outcome of one.
    review: ReviewWindow | None
    # The limit on cost; None where the law sets none.
    limit: CostLimit | None = None
    # The changes since the earlier letter.
    what_changed: SafeString = NOTHING
    # The latest extension or notice of delay sent to the requester.
    more_time: MoreTime | None = None
    # The answers to follow, by the day each is due.
    follows: tuple[Follows, ...] = ()
    # The whole request, where the authority's letters restate the request first.
    request: tuple[Restated, ...] = ()
    # The kind of authority, on which some exemptions depend.
    authority_kind: str = ""

    @property
    def template(self) -> str:
        """Template of the letter's page."""
        return "letters/response.html"

    @property
    def title(self) -> str:
        """Heading of the letter; with the reference, the title of the document."""
        kind = "response"
        if self.is_interim:
            kind = "further_interim" if self.earlier else "interim"
        elif self.earlier is not None:
            kind = "supplementary" if self.earlier.is_interim else "further"
        title = self.wording.text(f"title.{kind}")
        if self.type in _REFUSAL_NOTICES and self.is_refusal:
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
    def opening_thanks(self) -> bool:
        """Whether the officer's own opening thanks for the request."""
        return thanks(prose.plain(self.opening))

    @property
    def is_late(self) -> bool:
        """Whether the letter is issued after the last day allowed by law."""
        return bool(self.issued_on and self.due_on and self.issued_on > self.due_on)

    @property
    def is_refusal(self) -> bool:
        """Whether the letter refuses anything."""
        return any(relied.provision.kind is not Kind.LIMIT for relied in self.annex)

    @property
    def refuses_what_is_held(self) -> bool:
        """Whether the letter refuses anything but what is not held.

        Over an answer “not held”, the letter says itself which notice it is.
        """
        refused = (one for one in self.answers if one.outcome != Outcome.NOT_HELD)
        is_refused = any(answer.grounds for answer in refused)
        return self.is_refusal and (is_refused or self.other_information is not None)

    @property
    def gives_information(self) -> bool:
        """Whether the letter gives any information."""
        return any(answer.outcome in GIVEN for answer in self.answers)

    @property
    def answers(self) -> tuple[Answered, ...]:
        """Answers, in the order of the letter."""
        return tuple(item for item in self.items if isinstance(item, Answered))

    @property
    def own_answers(self) -> tuple[Answered, ...]:
        """Answers with words of their own, referring to no other answer."""
        return tuple(answer for answer in self.answers if answer.refers_to is None)

    @property
    def to_follow(self) -> tuple[Answered, ...]:
        """Answers left to a supplementary reply."""
        return tuple(answer for answer in self.answers if answer.is_to_follow)

    @property
    def told_to_follow(self) -> Told | None:
        """Line of the summary about answers still to follow."""
        told = (told for told in self.summary if told.outcome == _TO_FOLLOW)
        return next(told, None)

    @property
    def rights_template(self) -> str:
        """Template of the requester's rights to complain."""
        return f"letters/rights/{self.regime.lower()}.html"


_TO_FOLLOW = Outcome.TO_FOLLOW
_REFUSAL_NOTICES = frozenset(
    {
        LetterType.FULL_REFUSAL,
        LetterType.NCND,
        LetterType.COST_REFUSAL,
        LetterType.VEXATIOUS_OR_REPEATED,
    }
)
