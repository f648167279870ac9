"""Load the paragraphs offered to officers, once, from the data files.

The files in `statute/data/paragraphs/` hold plain English for the parts of an answer,
each with the provision of the law on which the words rest. An authority keeps its own
paragraphs beside these.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from statute import exemptions
from statute.regimes import INFORMATION_REGIMES, Regime


class ParagraphKind(StrEnum):
    """The part of an answer that a paragraph is for."""

    REASON = "reason"
    HARM = "harm"
    FACTOR_FOR = "factor_for"
    FACTOR_AGAINST = "factor_against"
    BALANCE = "balance"
    ADVICE = "advice"
    OPENING = "opening"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind in words for an officer."""
        return _LABELS[self]


_LABELS: Final = {
    ParagraphKind.REASON: "Why a provision applies",
    ParagraphKind.HARM: "Harm",
    ParagraphKind.FACTOR_FOR: "Public interest factor for disclosure",
    ParagraphKind.FACTOR_AGAINST: "Public interest factor against disclosure",
    ParagraphKind.BALANCE: "Balance of the public interest",
    ParagraphKind.ADVICE: "Advice and assistance",
    ParagraphKind.OPENING: "Opening",
    ParagraphKind.OTHER: "Other",
}

_LAST_PARAGRAPH: Final = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A released paragraph.

    Attributes:
        key: Its stable name: "foia-harm-31-crime".
        regime: The law.
        kind: The part of an answer.
        topic: What the words are about, for the list.
        provisions: The places of the law for which it is offered, as broad as a
            section ("FOIA 31(1)"); none for any answer under the law.
        source: The provision or guidance on which the words rest.
        text: The words, with fields such as `{{ due_date }}` and, in square brackets,
            what only the officer can say.
        reviewed_on: The day the words were last read against the law.
        review_on: The day by which to read them again.
    """

    key: str
    regime: Regime
    kind: ParagraphKind
    topic: str
    provisions: tuple[str, ...]
    source: str
    text: str
    reviewed_on: date
    review_on: date


def places_of(provision_key: str) -> tuple[str, ...]:
    """Return the places of the law a paragraph may name to be offered for a provision.

    For "FOIA 31(1)(a)": itself, "FOIA 31(1)" and "FOIA 31". A provision on neither
    confirming nor denying leaves out its section: the reasons given for withholding do
    not fit there.
    """
    base, _, condition = provision_key.partition(" by virtue of ")
    places = [provision_key]
    if condition:
        places += [f"{base} by virtue of {one}" for one in _broader(condition)]
        places.append(base)
    places += _broader(base)
    found = exemptions.PROVISIONS.get(provision_key)
    if found is not None and found.is_ncnd:
        places = [place for place in places if "(" in place]
    return tuple(dict.fromkeys(places))


def _broader(section: str) -> Iterator[str]:
    """Yield "31(1)" and "31" for "31(1)(a)"."""
    while (shorter := _LAST_PARAGRAPH.sub("", section)) != section:
        section = shorter
        yield section


def is_place(place: str) -> bool:
    """Whether the catalogue has a provision at this place, or beneath."""
    return place in _PLACES


def _paragraphs() -> Iterator[Paragraph]:
    for regime in INFORMATION_REGIMES:
        name = f"data/paragraphs/{regime.lower()}.toml"
        data = tomllib.loads(files("statute").joinpath(name).read_text("utf-8"))
        for entry in data["paragraphs"]:
            yield _paragraph(regime, {**data["review"], **entry})


def _paragraph(regime: Regime, entry: Mapping[str, Any]) -> Paragraph:
    return Paragraph(
        key=f"{regime.lower()}-{entry['key']}",
        regime=regime,
        kind=ParagraphKind(entry["kind"]),
        topic=entry["topic"],
        provisions=tuple(f"{regime} {one}" for one in entry.get("provisions", ())),
        source=entry["source"],
        text="\n".join(" ".join(part.split()) for part in _parts(entry["text"])),
        reviewed_on=entry["reviewed_on"],
        review_on=entry["review_on"],
    )


def _parts(text: str) -> Iterable[str]:
    return text.strip().split("\n\n")


_PLACES: Final = frozenset(
    place for key in exemptions.PROVISIONS for place in (key, *places_of(key))
)

PARAGRAPHS: Final[Mapping[str, Paragraph]] = MappingProxyType(
    {one.key: one for one in _paragraphs()}
)
