"""Load every provision an answer can rely on, once, from the data files.

The files in `statute/data/provisions/` hold an entry per provision, with the source it
was read in. A lawyer can check and correct them without reading code.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from statute.regimes import INFORMATION_REGIMES, Regime


class Kind(StrEnum):
    """The effect of a provision on the duty to answer."""

    EXEMPTION = "exemption"
    EXCEPTION = "exception"
    NCND = "ncnd"
    NOT_HELD = "not_held"
    REFUSAL_GROUND = "refusal_ground"
    HOLD = "hold"
    LIMIT = "limit"
    MODIFIER = "modifier"

    @property
    def label(self) -> str:
        """The kind in words for an officer."""
        return _KIND_LABELS[self]


class ExemptionClass(StrEnum):
    """Whether the public interest is weighed (FOIA s.2, FOISA s.2)."""

    ABSOLUTE = "absolute"
    QUALIFIED = "qualified"
    DEPENDS = "depends"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The class in words for an officer."""
        return _CLASS_LABELS[self]


class Basis(StrEnum):
    """The condition to show before a provision applies."""

    CLASS = "class"
    PREJUDICE = "prejudice"
    SUBSTANTIAL_PREJUDICE = "substantial_prejudice"
    ADVERSE_EFFECT = "adverse_effect"
    ENDANGERMENT = "endangerment"
    REQUIRED_FOR_PURPOSE = "required_for_purpose"
    OPINION = "inhibition_or_prejudice_opinion"
    SUBSTANTIAL_INHIBITION = "substantial_inhibition"
    PROCEDURAL = "procedural"
    PURPOSE = "purpose"

    @property
    def label(self) -> str:
        """The basis in words for an officer."""
        return _BASIS_LABELS[self]


class PublicInterestTest(StrEnum):
    """Whether a provision requires a public interest test.

    CONDITIONAL means the limb relied on decides. FORMAL means the law applies the test
    but the regulators see no room for it (information not held under the EIR).
    """

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"
    FORMAL = "formal"


class HarmStatement(StrEnum):
    """Whether a notice must state the harm from disclosure."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    NOT_REQUIRED = "not_required"


_KIND_LABELS = {
    Kind.EXEMPTION: "Exemption",
    Kind.EXCEPTION: "Exception",
    Kind.NCND: "Neither confirm nor deny",
    Kind.NOT_HELD: "Information not held",
    Kind.REFUSAL_GROUND: "Ground for refusing the request",
    Kind.HOLD: "Further information needed",
    Kind.LIMIT: "Limit of the duty, not an exception",
    Kind.MODIFIER: "Cited only with another provision",
}

_CLASS_LABELS = {
    ExemptionClass.ABSOLUTE: "Absolute",
    ExemptionClass.QUALIFIED: "Qualified",
    ExemptionClass.DEPENDS: "Absolute or qualified, depending on the limb",
    ExemptionClass.NOT_APPLICABLE: "Not an exemption",
}

_BASIS_LABELS = {
    Basis.CLASS: "Class based",
    Basis.PREJUDICE: "Prejudice based",
    Basis.SUBSTANTIAL_PREJUDICE: "Substantial prejudice",
    Basis.ADVERSE_EFFECT: "Adverse effect",
    Basis.ENDANGERMENT: "Endangerment",
    Basis.REQUIRED_FOR_PURPOSE: "Required for a purpose",
    Basis.OPINION: "Qualified person's opinion",
    Basis.SUBSTANTIAL_INHIBITION: "Substantial inhibition",
    Basis.PROCEDURAL: "Procedural",
    Basis.PURPOSE: "Purpose",
}


class UnknownProvision(LookupError):
    """No provision of the catalogue has this key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A provision an answer can rely on, or a letter can cite.

    `key` is stable and unique: the regime and the section, "FOIA 31(1)(a)".
    `required_by_law` and `good_practice` are ids of notice parts
    (`statute.notices.PARTS`); a letter lacking the first kind is blocked. `asks` are
    the facts that its form asks for (`statute.facts`). An umbrella stands for its
    limbs, one of which has to be chosen; `choose_when` tells a limb from the others.
    Letters that cite a limb are read, and counted, under the number in `read_as`.
    `is_verified` says whether the provision's text was read in `source`.
    """

    key: str
    regime: Regime
    section: str
    title: str
    kind: Kind
    exemption_class: ExemptionClass
    basis: Basis
    public_interest_test: PublicInterestTest
    harm_statement: HarmStatement
    source: str
    class_note: str = ""
    public_interest_source: str = ""
    is_ncnd: bool = False
    ncnd_counterpart: str = ""
    confirm_duty_lifted: str = ""
    disclosure_duty_lifted: str = ""
    needs_qualified_person: bool = False
    certificate: str = ""
    historical_limit: str = ""
    cite_with: str = ""
    is_umbrella: bool = False
    choose_when: str = ""
    read_as: str = ""
    also_cited_as: tuple[str, ...] = ()
    required_by_law: tuple[str, ...] = ()
    good_practice: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    drafting_note: str = ""
    notes: str = ""
    is_verified: bool = True

    def __str__(self) -> str:
        return f"{self.citation} {self.regime}"

    @property
    def citation(self) -> str:
        """The full citation used in letters: "Section 31(1)(a)"."""
        return self._cited(self._word.title() + " ")

    @property
    def short_citation(self) -> str:
        """The short citation used in notes: "s.31(1)(a)", "reg 12(5)(e)"."""
        return self._cited("reg " if self._word == "regulation" else "s.")

    @property
    def _word(self) -> str:
        is_regulation = self.regime in {Regime.EIR, Regime.EISR}
        return "regulation" if is_regulation else "section"

    def _cited(self, prefix: str) -> str:
        within = f"by virtue of {prefix.lower()}"
        return prefix + self.section.replace("by virtue of ", within)

    @property
    def is_absolute(self) -> bool | None:
        """Whether it is absolute; None if the limb decides or it is no exemption."""
        if self.exemption_class in {ExemptionClass.ABSOLUTE, ExemptionClass.QUALIFIED}:
            return self.exemption_class is ExemptionClass.ABSOLUTE
        return None

    @property
    def is_qualified(self) -> bool:
        """Whether the public interest is weighed under every limb."""
        return self.exemption_class is ExemptionClass.QUALIFIED

    @property
    def needs_public_interest_test(self) -> bool | None:
        """Whether a notice must give the balance; None where the limb decides."""
        if self.public_interest_test is PublicInterestTest.CONDITIONAL:
            return None
        return self.public_interest_test is PublicInterestTest.YES

    @property
    def duty_lifted(self) -> str:
        """The duty or duties this provision lifts, in words; "" for none."""
        duties = (self.confirm_duty_lifted, self.disclosure_duty_lifted)
        return "; ".join(duty for duty in duties if duty)

    @property
    def limbs(self) -> "tuple[Provision, ...]":
        """The limbs of an umbrella, the usual one first; empty for all else."""
        if not self.is_umbrella:
            return ()
        own = f"{self.section} by virtue of "
        base, _, condition = self.section.partition(" by virtue of ")
        narrower = f"{base} by virtue of {condition}(" if condition else own
        return tuple(
            one
            for one in PROVISIONS.values()
            if one.regime is self.regime
            and one.section.startswith((own, narrower))
            and not one.is_umbrella
        )

    @property
    def is_ground(self) -> bool:
        """Whether citing it means that some requested information was not given.

        False for the duties, holds and purposes that letters cite for other reasons.
        """
        if self.kind is Kind.MODIFIER:
            return self.exemption_class is not ExemptionClass.NOT_APPLICABLE
        return self.kind is not Kind.HOLD and "cite_provision" in self.required_by_law


# Notes to the compilers of the data: no page and no letter shows them.
_UNREAD = frozenset({"for_maintainers"})


def _provisions() -> Iterator[Provision]:
    for regime in INFORMATION_REGIMES:
        name = f"data/provisions/{regime.lower()}.toml"
        data = tomllib.loads(files("statute").joinpath(name).read_text("utf-8"))
        for entry in data["provisions"]:
            yield _provision(regime, entry, data["sources"])


def _provision(
    regime: Regime, entry: dict[str, Any], sources: dict[str, str]
) -> Provision:
    values = {
        name: _folded(value) for name, value in entry.items() if name not in _UNREAD
    }
    values |= {
        "kind": Kind(entry["kind"]),
        "exemption_class": ExemptionClass(entry["exemption_class"]),
        "basis": Basis(entry["basis"]),
        "public_interest_test": PublicInterestTest(entry["public_interest_test"]),
        "harm_statement": HarmStatement(entry["harm_statement"]),
        "source": sources[entry["source"]],
    }
    return Provision(key=f"{regime} {entry['section']}", regime=regime, **values)


def _folded(value: Any) -> Any:
    """Turn lists into tuples, and remove the line breaks in text."""
    if isinstance(value, list):
        return tuple(value)
    return " ".join(value.split()) if isinstance(value, str) else value


PROVISIONS: Mapping[str, Provision] = MappingProxyType(
    {provision.key: provision for provision in _provisions()}
)


def get(key: str) -> Provision:
    """Return the provision with this key, as in "FOIA 31(1)(a)".

    Raises:
        UnknownProvision: The catalogue has no such key.
    """
    try:
        return PROVISIONS[key]
    except KeyError:
        raise UnknownProvision(f"No provision is known as {key!r}.") from None
