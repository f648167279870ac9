"""Find the paragraphs to offer for the provisions cited in an answer."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from requests_app.models import FOIRequest
from responses.models import Paragraph
from responses.paragraphs.entries import Entry, own_entry, released_entry
from responses.paragraphs.fields import fill
from statute import exemptions
from statute.paragraphs import PARAGRAPHS, ParagraphKind, places_of
from statute.regimes import Regime

# The reasons of a citation, by the field of its form.
BOX_KINDS: Final = {
    "why_applies": ParagraphKind.REASON,
    "harm": ParagraphKind.HARM,
    "factors_for": ParagraphKind.FACTOR_FOR,
    "factors_against": ParagraphKind.FACTOR_AGAINST,
    "balance": ParagraphKind.BALANCE,
    "advice": ParagraphKind.ADVICE,
}
# What the text of an answer takes.
ANSWER_KINDS: Final = frozenset({ParagraphKind.ADVICE, ParagraphKind.OTHER})
# What the text around the answers takes.
LETTER_KINDS: Final = frozenset({ParagraphKind.OPENING, ParagraphKind.OTHER})
_IN_ORDER: Final = tuple(ParagraphKind)


@dataclass(frozen=True, slots=True)
class Offer:
    """A paragraph offered for an answer to a request.

    Attributes:
        entry: The paragraph.
        text: Its words, with the fields filled in.
        missing: The names of the fields for which the request has no value yet.
    """

    entry: Entry
    text: str
    missing: tuple[str, ...]


def offered_paragraphs(
    *,
    foi_request: FOIRequest,
    provision_keys: Iterable[str],
    kinds: Collection[ParagraphKind] = _IN_ORDER,
    on: date,
) -> list[Offer]:
    """Return the paragraphs to offer for provisions, filled in for a request.

    Takes one query, however many paragraphs there are.

    Args:
        foi_request: The request. Its authority's own paragraphs are offered.
        provision_keys: The keys of the provisions cited. With none, only paragraphs
            for any answer under the request's law are offered.
        kinds: The parts of an answer wanted.
        on: The day, which tells whether a review is past.

    Returns:
        The paragraphs by kind, the authority's own first, then those for the narrowest
        place of the law.
    """
    cited = tuple(provision_keys)
    places = {place: n for key in cited for n, place in enumerate(places_of(key))}
    laws = _laws_of(cited, foi_request)
    # In the order of narrowness: the index of the narrowest place named.
    found = [
        (_IN_ORDER.index(entry.kind), not entry.is_own, nearness, entry)
        for entry in _entries(foi_request, places, laws, kinds, on)
        if (nearness := _nearness(entry, places, laws)) is not None
    ]
    found.sort(key=lambda each: each[:3])
    return [_offer(entry, foi_request) for *_, entry in found]


def offered_paragraph(key: str, offers: Iterable[Offer]) -> Offer | None:
    """Return the offer with this key; None if the paragraph is offered no more."""
    return next((one for one in offers if one.entry.key == key), None)


def _laws_of(cited: Collection[str], foi_request: FOIRequest) -> frozenset[Regime]:
    """Return the laws whose paragraphs for any answer fit.

    Reasons for withholding do not fit a provision on neither confirming nor denying.
    """
    if not cited:
        return frozenset({Regime(foi_request.regime)})
    provisions = [exemptions.get(key) for key in cited]
    return frozenset(one.regime for one in provisions if not one.is_ncnd)


def _entries(
    foi_request: FOIRequest,
    places: Collection[str],
    laws: Collection[Regime],
    kinds: Collection[ParagraphKind],
    on: date,
) -> Iterator[Entry]:
    own = Paragraph.objects.in_use().filter(
        Q(provisions__overlap=list(places)) | Q(provisions=[], regime__in=laws),
        authority_id=foi_request.authority_id,
        kind__in=kinds,
    )
    for paragraph in own.select_related("owner"):
        yield own_entry(paragraph, on)
    for released in PARAGRAPHS.values():
        if released.kind in kinds:
            yield released_entry(released, on)


def _nearness(
    entry: Entry, places: dict[str, int], laws: Collection[Regime]
) -> int | None:
    """Return how near a paragraph is to the provisions: 0 for the very limb."""
    if not entry.provisions:
        return 100 if entry.regime in laws else None
    named = [places[one] for one in entry.provisions if one in places]
    return min(named, default=None)


def _offer(entry: Entry, foi_request: FOIRequest) -> Offer:
    filled = fill(entry.text, foi_request)
    return Offer(entry, filled.text, filled.missing)
