"""Find the paragraphs to offer for the provisions cited in an answer."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from requests_app.models import FOIRequest
from responses.models import Paragraph, RoundRobin
from responses.paragraphs.entries import (
    Entry,
    common_entry,
    own_entry,
    released_entry,
)
from responses.paragraphs.fields import fill
from statute import exemptions
from statute.paragraphs import PARAGRAPHS, ParagraphKind, places_of
from statute.regimes import Regime

_IN_ORDER: Final = tuple(ParagraphKind)
# The parts of an answer that take the common line of a group of requests alike.
_COMMON: Final = frozenset({ParagraphKind.OPENING, ParagraphKind.OTHER})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one form takes of the library.

    Attributes:
        provision_keys: The keys of the provisions cited. With none, only paragraphs for
            any answer under the request's law are offered.
        kinds: The parts of an answer that the form has boxes for.
    """

    provision_keys: tuple[str, ...]
    kinds: frozenset[ParagraphKind]


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
    *, foi_request: FOIRequest, wanted: Sequence[Wanted], on: date
) -> list[list[Offer]]:
    """Return the paragraphs to offer for forms, filled in for a request.

    Takes two queries, however many forms and paragraphs there are.

    Args:
        foi_request: The request. Its authority's own paragraphs are offered.
        wanted: What each form takes.
        on: The day, which tells whether a review is past.

    Returns:
        For each form the paragraphs by kind, the authority's own first, then those for
        the narrowest place of the law.
    """
    asked = [(_places(one), _laws(one, foi_request), one.kinds) for one in wanted]
    entries = list(
        _entries(
            foi_request,
            {place for places, _, _ in asked for place in places},
            {law for _, laws, _ in asked for law in laws},
            {kind for _, _, kinds in asked for kind in kinds},
            on,
        )
    )
    return [
        [_offer(entry, foi_request) for entry in _chosen(entries, *one)]
        for one in asked
    ]


def _places(wanted: Wanted) -> dict[str, int]:
    """Return the places of the law that fit, each with how far from the very limb."""
    keys = wanted.provision_keys
    return {place: n for key in keys for n, place in enumerate(places_of(key))}


def _chosen(
    entries: Iterable[Entry],
    places: dict[str, int],
    laws: Collection[Regime],
    kinds: Collection[ParagraphKind],
) -> list[Entry]:
    found = [
        (_IN_ORDER.index(entry.kind), not entry.is_own, nearness, entry)
        for entry in entries
        if entry.kind in kinds
        if (nearness := _nearness(entry, places, laws)) is not None
    ]
    found.sort(key=lambda each: each[:3])
    return [entry for *_, entry in found]


def _laws(wanted: Wanted, foi_request: FOIRequest) -> frozenset[Regime]:
    """Return the laws whose paragraphs for any answer fit.

    Reasons for withholding do not fit a provision on neither confirming nor denying.
    """
    if not wanted.provision_keys:
        return frozenset({Regime(foi_request.regime)})
    provisions = [exemptions.get(key) for key in wanted.provision_keys]
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
    if _COMMON & set(kinds):
        group = (
            RoundRobin.objects.filter(members__foi_request=foi_request)
            .exclude(line="")
            .select_related("made_by")
            .first()
        )
        if group is not None:
            for kind in _COMMON:
                yield common_entry(group, kind, Regime(foi_request.regime), on)
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
