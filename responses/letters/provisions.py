"""Provisions in a letter: as the grounds of an answer, and in the annex."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.utils.safestring import SafeString

from responses.letters.costing import Costing
from responses.letters.facts import Said
from statute.exemptions import Basis, ExemptionClass, Kind, Provision
from statute.facts import FACTS
from statute.legislation import address_of
from statute.regimes import Regime

# Exceptions for a kind of request rather than a kind of information.
UNREASONABLE = frozenset({"EIR 12(4)(b)", "EISR 10(4)(b)"})
_OF_REQUESTS = UNREASONABLE | {"EIR 12(4)(c)", "EISR 10(4)(c)"}
_CLASSES = {True: ExemptionClass.QUALIFIED, False: ExemptionClass.ABSOLUTE}
# What has to be withheld to safeguard national security.
_SAFEGUARDS = frozenset({"FOIA 24(1)", "FOIA 24(2)", "FOISA 31(1)"})
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
class Ground:
    """A provision relied on, with the reasons.

    Attributes:
        provision: The provision as the catalogue describes it.
        citation_id: The key of the citation relying on the provision.
        is_first: Whether the letter cites the provision for the first time, and so in
            full.
        explained_under: The place where the letter already gave the same reasons,
            "question 2(b)"; "" where they are given here.
        parts: The parts of a notice covered, here or where explained before.
        costing: The cost of answering, where that is the reason.
        needs_balance: Whether the public interest is weighed; None where it depends.
        facts: What the provision asks for, as stored.
        purposes: The purposes for which the provision is relied on, such as section
            31(2)(b).
        says: The sentences that the facts make, here.
        likelihood: The sentence on how likely the harm is, here.
        footing: What answers beside a refusal on cost rest on, in a letter with any.
        shares_reasons: Whether the officer chose to use the reasons of another answer.
        is_if_held: Whether the provision is only named for FOISA s.18(1), and the
            letter says what would hold if the information existed and were held.
        left_out: Parts and facts that were typed, and for which the provision does not
            ask, so that the letter leaves them out.
    """

    provision: Provision
    citation_id: int
    is_first: bool
    explained_under: str
    parts: frozenset[str]
    needs_balance: bool | None
    why_applies: SafeString
    harm: SafeString
    factors_for: SafeString
    factors_against: SafeString
    balance: SafeString
    costing: Costing | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    purposes: tuple[Provision, ...] = ()
    says: tuple[Said, ...] = ()
    likelihood: Said | None = None
    footing: Said | None = None
    shares_reasons: bool = False
    is_if_held: bool = False
    left_out: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Provision's title as given in letters."""
        return title_of(self.provision)

    @property
    def citation(self) -> str:
        """Citation such as Section 31(1)(a), or within a sentence section 31(1)(a)."""
        return self.provision.citation

    @property
    def word(self) -> str:
        """Word in law for a ground of this kind."""
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
        """Whether the provision covers a class of information, regardless of harm."""
        if self.provision.key in _OF_REQUESTS:
            return False
        is_class = self.provision.basis is Basis.CLASS
        return is_class and self.provision.kind in {Kind.EXEMPTION, Kind.EXCEPTION}

    @property
    def is_scottish_neither(self) -> bool:
        """Whether the provision is FOISA s.18, with its own test."""
        return self.provision.is_ncnd and self.provision.regime is Regime.FOISA

    @property
    def applies(self) -> str:
        """Test to be met before the provision applies, as `ground.applies` names it."""
        if self.is_of_kind:
            return "class"
        if self.provision.key in _SAFEGUARDS:
            return f"safeguard{'_ncnd' if self.provision.is_ncnd else ''}"
        if self.provision.basis not in _TESTS:
            return ""
        return f"{self.provision.basis}{'_ncnd' if self.provision.is_ncnd else ''}"

    @property
    def says_likelihood(self) -> bool:
        """Whether the likelihood of the harm is said here, after the harm."""
        return bool(self.harm) or self.is_if_held

    @property
    def tests_harm(self) -> bool:
        """Whether the provision applies only where disclosure would do some harm."""
        return self.provision.basis in _TESTS

    @property
    def weighing(self) -> str:
        """Weighing of the public interest, as `ground.it_is` names it."""
        if "confidence_defence" in self.provision.asks:
            return "confidence"
        if self.is_absolute:
            return "absolute"
        if self.is_scottish_neither:
            return "scottish_neither"
        if not self.is_qualified:
            return ""
        if not self.provision.is_ncnd:
            return "qualified"
        if self.provision.regime.is_environmental:
            return "qualified_ncnd_exists"
        return "qualified_ncnd"

    @property
    def limit(self) -> str:
        """Kind of limit, as `ground.limit` names it; "" for an exception."""
        if self.provision.kind is not Kind.LIMIT:
            return ""
        return "own_data" if self.is_own_data else "accessible"

    @property
    def is_own_data(self) -> bool:
        """Whether it is about the requester's own data, and need not say what is held.

        FOISA s.16(1)(a) asks to say so even then.
        """
        is_silent = "confirm_held" not in self.provision.required_by_law
        return is_silent and "subject_access" in self.provision.asks

    @property
    def unprinted(self) -> dict[str, Any]:
        """The facts that the letter does not print, for the approver."""
        return {
            name: value for name, value in self.facts.items() if FACTS[name].is_internal
        }

    @property
    def typed(self) -> str:
        """The officer's words among the facts, for the checks of typed text."""
        return "\n".join(said.typed for said in self.says)

    @property
    def has_public_interest(self) -> bool:
        """Whether the letter says anything on the public interest."""
        return bool(self.factors_for or self.factors_against or self.balance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relied:
    """A provision listed in the annex, with the purposes for which it is relied on."""

    provision: Provision
    purposes: tuple[Provision, ...] = ()
    # Whether the public interest is weighed, where the limb decides.
    is_weighed: bool | None = None

    @property
    def title(self) -> str:
        """Provision's title as given in letters."""
        return title_of(self.provision)

    @property
    def weighing(self) -> str:
        """Class of exemption, or that the public interest is not weighed."""
        kind = self.provision.exemption_class
        if kind is ExemptionClass.DEPENDS and self.is_weighed is not None:
            return _CLASSES[self.is_weighed].label
        if kind is ExemptionClass.NOT_APPLICABLE:
            return "Not weighed"
        return kind.label

    @property
    def address(self) -> str:
        """Address of the provision's text."""
        return address_of(self.provision.regime, self.provision.section)

    @property
    def short_address(self) -> str:
        """Address without "https://www.", as a reader would type it."""
        return self.address.removeprefix("https://www.")


def title_of(provision: Provision) -> str:
    """Return a provision's title as given in letters, without "Purpose: ".

    What lifts the duty to confirm or deny under the Regulations bears the title of the
    interest alone, so the letter adds what it allows.
    """
    title = provision.title.removeprefix("Purpose: ")
    if provision.is_ncnd and provision.regime.is_environmental:
        return title.replace("NCND: ", "Neither confirming nor denying: ", 1)
    title = title.removeprefix("NCND: ")
    return title[:1].upper() + title[1:]
