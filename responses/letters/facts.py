"""Set the facts of a citation or an answer as sentences of a letter."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from django.utils.safestring import SafeString, mark_safe

from responses.letters import prose
from statute import facts as law
from statute.exemptions import Provision
from statute.regimes import Regime

Stored: TypeAlias = Mapping[str, Any]
Facts: TypeAlias = Mapping[str, law.Value]

NOTHING: Final = SafeString()
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")
_CONFIDENCE = (
    "confidence_quality",
    "confidence_obligation",
    "confidence_detriment",
    "confidence_defence",
)
_SHEET = ("burden", "motive", "value", "harassment")
# The sentences that would show that the information exists.
_OF_INFORMATION: Final = (
    "fact.data_subjects",
    "fact.principle.",
    "fact.basis.",
    "fact.interest.",
)
_COST = frozenset({"FOIA 12(1)", "FOIA 12(2)"})
_TO_CONFIRM: Final = "FOIA 12(2)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence of the letter, or a heading with the officer's words under it."""

    key: str
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    words: SafeString = NOTHING

    @property
    def typed(self) -> str:
        """The officer's own words, for the checks of typed text."""
        own = [value for value in self.values.values() if isinstance(value, str)]
        return "\n".join(filter(None, [*own, prose.plain(self.words)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataDays:
    """The days of a request for the requester's own data.

    Attributes:
        letter_on: The day of the letter.
        access_by: Works out the last day to answer it as a subject access request; None
            where that is not known.
    """

    letter_on: date
    access_by: Callable[[], date | None]


def said_of(
    provision: Provision,
    stored: Stored,
    own_data: OwnDataDays | None = None,
    *,
    is_if_held: bool = False,
) -> tuple[Said, ...]:
    """Return the sentences that the facts of a citation make, in their order.

    Args:
        provision: The provision cited.
        stored: The facts, as stored.
        own_data: The days of a request for own data, where they are known.
        is_if_held: Whether they are to say what would hold if the information existed
            and were held.
    """
    facts = law.read(stored)
    said = (
        *(said for make in _SENTENCES for said in make(provision, facts)),
        *_own_data(facts, own_data),
    )
    return tuple(_conditional(one) if is_if_held else one for one in said)


def _conditional(said: Said) -> Said:
    """Return a sentence in its form for information that may not exist."""
    if said.key.startswith(_OF_INFORMATION):
        return replace(said, key=f"{said.key}_if_held")
    return said


def likelihood_of(
    provision: Provision, stored: Stored, *, is_if_held: bool = False
) -> Said | None:
    """Return the sentence that says how likely the harm is.

    The qualified person's opinion says so itself.
    """
    likely = stored.get("likelihood")
    if not likely or provision.needs_qualified_person:
        return None
    form = "_if_held" if is_if_held else _ncnd(provision)
    return Said(key=f"fact.likelihood.{likely}{form}")


def held_of(citations: Mapping[str, Stored]) -> str:
    """Return whether a refusal on cost says the information is held.

    Only FOIA has a duty to say so that survives a refusal on cost.

    Args:
        citations: The facts of each provision cited for the answer.

    Returns:
        "yes", "no" or "unknown"; "" where it does not say.
    """
    cited = _COST & citations.keys()
    told = {citations[key].get("is_held") for key in cited} - {None}
    if not told and cited == {_TO_CONFIRM}:
        return "unknown"
    return str(told.pop()) if len(told) == 1 else ""


def answer_said(stored: Stored) -> tuple[Said, ...]:
    """Return the statements of an answer beside its text, such as its searches."""
    return tuple(
        _day_or_words(fact, stored[fact.id])
        for fact in law.of_answers()
        if stored.get(fact.id)
    )


def _day_or_words(fact: law.Fact, value: Any) -> Said:
    if fact.kind is law.FactKind.DAY:
        return Said(key=f"fact.{fact.id}", values={"day": fact.read(value)})
    return Said(key=f"fact.{fact.id}", words=_linked(value))


def _linked(text: str) -> SafeString:
    """Return typed text with its web addresses as links."""
    html = _LINK.sub(
        lambda found: f'<a href="{found[0]}">{found[0]}</a>', prose.set_plain_text(text)
    )
    return mark_safe(html)  # noqa: S308 - escaped, and the pattern takes no quotes


def _ncnd(provision: Provision) -> str:
    return "_ncnd" if provision.is_ncnd else ""


def _clause(value: law.Value) -> str:
    """Return words that complete a sentence, without a full stop of their own."""
    return " ".join(str(value).split()).rstrip(".")


def _words(facts: Facts, *names: str) -> Iterator[Said]:
    for name in names:
        if name in facts:
            yield Said(key=f"fact.{name}", words=_linked(str(facts[name])))


def _own_data(facts: Facts, days: OwnDataDays | None) -> Iterator[Said]:
    way_on = facts.get("subject_access")
    if not way_on:
        return
    yield Said(key="fact.own_data")
    access_by = days.access_by() if days and way_on == "handling" else None
    if days is None or access_by is None:
        yield Said(key=f"fact.subject_access.{way_on}")
        return
    when = "past" if access_by < days.letter_on else "by"
    yield Said(
        key=f"fact.subject_access.handling_{when}", values={"access_by": access_by}
    )


def _opinion(provision: Provision, facts: Facts) -> Iterator[Said]:
    if facts.get("is_statistical") == "yes":
        yield Said(key=f"fact.statistical{_ncnd(provision)}")
        return
    given_on = facts.get("opinion_on")
    if not isinstance(given_on, date):
        return
    if {"qualified_person", "likelihood"} <= facts.keys():
        person = _clause(facts["qualified_person"])
        likely = f"{facts.get('likelihood')}{_ncnd(provision)}"
        yield Said(
            key=f"fact.opinion.{likely}", values={"person": person, "day": given_on}
        )
    else:
        yield Said(key="ground.opinion", values={"day": given_on})
    yield from _words(facts, "opinion_rests_on")


def _alternative(provision: Provision, facts: Facts) -> Iterator[Said]:
    # Once for both provisions.
    if facts.get("in_the_alternative") == "yes" and provision.key == "FOIA 23(1)":
        yield Said(key="fact.in_the_alternative")


def _royal(_provision: Provision, facts: Facts) -> Iterator[Said]:
    if paragraph := facts.get("royal_paragraph"):
        yield Said(key="fact.royal_paragraph", values={"paragraph": f"({paragraph})"})


def _personal(_provision: Provision, facts: Facts) -> Iterator[Said]:
    if whose := facts.get("data_subjects"):
        yield Said(key="fact.data_subjects", values={"people": _clause(whose)})
    if principle := facts.get("data_principle"):
        yield Said(key=f"fact.principle.{principle}")
    if basis := facts.get("lawful_basis"):
        yield Said(key=f"fact.basis.{basis}")
    fails = facts.get("interest_fails")
    if fails == "none":
        yield Said(key="fact.interest.none")
    elif fails and "interest" in facts:
        values = {"interest": _clause(facts["interest"])}
        yield Said(key=f"fact.interest.{fails}", values=values)
    if "interest_why" in facts:
        yield Said(key="fact.interest_why", words=_linked(str(facts["interest_why"])))


def _confidence(_provision: Provision, facts: Facts) -> Iterator[Said]:
    yield from _words(facts, *_CONFIDENCE)


def _prohibition(_provision: Provision, facts: Facts) -> Iterator[Said]:
    if "prohibition" in facts:
        yield Said(
            key="fact.prohibition", values={"rule": _clause(facts["prohibition"])}
        )


def _publication(_provision: Provision, facts: Facts) -> Iterator[Said]:
    if facts.get("publication_intended") == "yes":
        yield Said(key="fact.publication.intended")
        day, place = facts.get("publication_on"), facts.get("publication_place")
        values: dict[str, Any] = {"day": day} if day else {}
        values |= {"place": _clause(place)} if place else {}
        when = "_".join(values) or "later"
        yield Said(key=f"fact.publication.{when}", values=values)
    yield from _words(facts, "publication_reasonable")


def _where(_provision: Provision, facts: Facts) -> Iterator[Said]:
    yield from _words(facts, "where_available")


def _section_14(_provision: Provision, facts: Facts) -> Iterator[Said]:
    if {"earlier_reference", "earlier_answered_on"} <= facts.keys():
        yield Said(
            key="fact.earlier",
            values={
                "reference": _clause(facts["earlier_reference"]),
                "day": facts["earlier_answered_on"],
            },
        )
    yield from _words(facts, *_SHEET)


def _completion(provision: Provision, facts: Facts) -> Iterator[Said]:
    who = facts.get("prepared_by")
    if who == "other" and "preparing_authority" in facts:
        name = _clause(facts["preparing_authority"])
        yield Said(key="fact.prepared_by.other", values={"authority": name})
    elif who in {"us", "unknown"}:
        yield Said(key=f"fact.prepared_by.{who}")
    is_known = provision.regime is Regime.EISR or facts.get("finished_known") == "yes"
    if is_known and "finished_by" in facts:
        when = _clause(facts["finished_by"])
        yield Said(key="fact.finished_by", values={"time": when})
    elif facts.get("finished_known") == "no":
        yield Said(key="fact.finished_unknown")


def _environment(_provision: Provision, facts: Facts) -> Iterator[Said]:
    if facts.get("is_on_emissions") == "no":
        yield Said(key="fact.not_on_emissions")
    if rest := facts.get("separation"):
        yield Said(key=f"fact.separation.{rest}")


def footing_of(stored: Stored) -> Said | None:
    """Return the sentence on what answers beside a refusal on cost rest on."""
    footing = stored.get("other_answers")
    return Said(key=f"fact.other_answers.{footing}") if footing else None


def _cut_down(provision: Provision, facts: Facts) -> Iterator[Said]:
    if {"cut_down_why", "cut_down_by"} <= facts.keys():
        yield Said(key=f"fact.cut_down.{provision.regime.lower()}")


_SENTENCES: tuple[Callable[[Provision, Facts], Iterator[Said]], ...] = (
    _alternative,
    _opinion,
    _royal,
    _personal,
    _confidence,
    _prohibition,
    _publication,
    _where,
    _section_14,
    _completion,
    _environment,
    _cut_down,
)
