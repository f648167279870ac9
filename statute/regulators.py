"""Say where a requester may complain: to the authority first, then to a regulator.

Source: FOIA 2000 ss.17(7) and 50; EIR 2004 regs 11, 14(5) and 18; FOISA 2002 ss.19, 20
and 47; EISR 2004 regs 13(e), 16 and 17. Names and addresses change by date:
`statute/data/regulators.toml`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from statute.dated import Entry, Fact, in_force, read
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
    """A regulator as it is on a day, with contact details for letters.

    Attributes:
        name: The name without "the", "Information Commission".
        called: The name within sentences, after the first mention: "Commission".
        ask_within: The end of a sentence that starts "within".
        unverified: The details not confirmed in a source.
    """

    name: str
    name_welsh: str
    called: str
    called_welsh: str
    office: str
    office_welsh: str
    address: tuple[str, ...]
    telephone: str
    email: str
    website: str
    ask_within: str
    is_review_first: bool
    review: Review
    unverified: frozenset[str]


def regulator_of(regime: Regime, on: date, further: Iterable[Entry] = ()) -> Regulator:
    """Return the regulator for complaints about answers under `regime`, on a day.

    Args:
        regime: A law on access to information.
        on: The day, such as that of the letter.
        further: Entries beside those of this release.

    Raises:
        KeyError: There is none here: complaints about subject access are handled
            elsewhere.
    """
    rules = read("regulators")["complaints"][regime]
    entry = in_force(Fact(rules["fact"]), on, further)
    return Regulator(
        **entry.values,
        ask_within=rules["ask_within"],
        is_review_first=rules["is_review_first"],
        review=Review(
            within_days=rules["within"],
            answered_days=rules["answered"],
            is_binding=rules["is_binding"],
        ),
        unverified=entry.unverified,
    )
