"""Say where a requester may complain: to the authority first, then to a regulator.

Source: FOIA 2000 ss.17(7) and 50; EIR 2004 regs 11, 14(5) and 18; FOISA 2002 ss.19, 20
and 47; EISR 2004 regs 13(e), 16 and 17. Addresses: `statute/data/regulators.toml`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from statute.regimes import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The time a requester has to ask for a review, and the authority to answer.

    Both are in working days; `is_binding` says whether the law itself sets the latter.
    """

    within_days: int
    answered_days: int
    is_binding: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulator:
    """A Commissioner, with contact details for letters.

    `ask_within` ends a sentence that starts "within". `unverified` names the fields not
    confirmed since the data was compiled.
    """

    name: str
    office: str
    address: tuple[str, ...]
    telephone: str
    email: str
    website: str
    ask_within: str
    is_review_first: bool
    review: Review
    unverified: frozenset[str]


def _read() -> dict[str, Any]:
    text = files("statute").joinpath("data/regulators.toml").read_text("utf-8")
    return tomllib.loads(text)


def _regulators() -> dict[Regime, Regulator]:
    data = _read()
    reviews = {
        Regime(regime): Review(
            within_days=entry["within"],
            answered_days=entry["answered"],
            is_binding=entry["is_binding"],
        )
        for regime, entry in data.pop("reviews").items()
    }
    return {
        Regime(regime): _regulator(entry, reviews[Regime(regime)])
        for entry in data.values()
        for regime in entry["regimes"]
    }


def _regulator(entry: Mapping[str, Any], review: Review) -> Regulator:
    return Regulator(
        name=entry["name"],
        office=entry["office"],
        address=tuple(entry["address"]),
        telephone=entry["telephone"],
        email=entry["email"],
        website=entry["website"],
        ask_within=entry["ask_within"],
        is_review_first=entry["is_review_first"],
        review=review,
        unverified=frozenset(entry["unverified"]),
    )


REGULATORS: Mapping[Regime, Regulator] = MappingProxyType(_regulators())


def regulator_of(regime: Regime) -> Regulator:
    """Return the regulator for complaints about answers under `regime`.

    Raises:
        KeyError: There is none here: complaints about subject access are handled
            elsewhere.
    """
    return REGULATORS[regime]
