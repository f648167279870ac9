"""Grounds of answers, each provision explained once."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString

from responses.letters import prose
from responses.letters.costing import costing_of
from responses.letters.provisions import Ground, Relied
from responses.models import Citation
from responses.models.citations import PART_FIELDS
from statute.exemptions import Basis, Provision
from statute.money import CostLimit

_OPINION = re.compile(r"qualified person", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2} [A-Z][a-z]{2,8} \d{4})\b")


@dataclass
class Citing:
    """The provisions already cited in a letter, and where each was explained."""

    seen: dict[str, list[tuple[tuple[SafeString, ...], str]]] = field(
        default_factory=dict
    )
    cited: dict[str, Relied] = field(default_factory=dict)
    opinions: dict[str, date] = field(default_factory=dict)
    limit: CostLimit | None = None
    rate_pence: int = 0

    def grounds(self, citations: Iterable[Citation], under: str) -> tuple[Ground, ...]:
        """Return the grounds of the answer headed `under`, in the given order."""
        return self._with_purposes(
            [self._ground(citation, under) for citation in citations]
        )

    def _with_purposes(self, grounds: list[Ground]) -> tuple[Ground, ...]:
        """Name each purpose with the provision it is for, and print its reasons there.

        A purpose, such as section 31(2)(b), is no ground of its own.
        """
        carriers = [one for one in grounds if one.is_for_purpose]
        purposes = [one for one in grounds if one.provision.basis is Basis.PURPOSE]
        if not carriers or not purposes:
            return tuple(grounds)
        told = tuple(one.provision for one in purposes)
        for one in carriers:
            relied = Relied(provision=one.provision, purposes=told)
            self.cited[one.provision.key] = relied
        for one in purposes:
            self.cited.pop(one.provision.key, None)
        return tuple(
            replace(one, is_purpose=True)
            if one in purposes
            else _for_purposes(one, purposes if one is carriers[0] else [], told)
            if one in carriers
            else one
            for one in grounds
        )

    def _ground(self, citation: Citation, under: str) -> Ground:
        provision = citation.provision
        reasons: tuple[SafeString, ...] = (
            prose.set_plain_text(citation.why_applies),
            prose.set_plain_text(citation.harm),
            prose.set_points(citation.factors_for),
            prose.set_points(citation.factors_against),
            prose.set_plain_text(citation.balance),
        )
        given_on = citation.opinion_on
        if opinion_on := given_on or _opinion_on(citation.why_applies):
            self.opinions[provision.key] = opinion_on
        before = self.seen.setdefault(provision.key, [])
        said_under = next((where for said, where in before if said == reasons), "")
        if not said_under and before and not any(reasons):
            reasons, said_under = before[0]
        is_first = provision.key not in self.cited
        self.cited.setdefault(provision.key, Relied(provision=provision))
        if not said_under and any(reasons):
            before.append((reasons, under))
        parts = frozenset(
            part for part, said in zip(PART_FIELDS, reasons, strict=True) if said
        )
        if said_under:
            reasons = (SafeString(),) * len(PART_FIELDS)
        why_applies, harm, factors_for, factors_against, balance = reasons
        needs_balance = provision.needs_public_interest_test
        if needs_balance is None and "pi_reasons" in parts:
            needs_balance = True
        return Ground(
            provision=provision,
            citation_id=citation.pk,
            is_first=is_first,
            explained_under=said_under,
            parts=parts,
            opinion_on=self.opinions.get(provision.key),
            opinion_given_on=given_on if not said_under else None,
            costing=costing_of(citation, self.limit, self.rate_pence),
            needs_balance=needs_balance,
            why_applies=why_applies,
            harm=harm,
            factors_for=factors_for,
            factors_against=factors_against,
            balance=balance,
        )

    def annex(self) -> tuple[Relied, ...]:
        """Return every provision cited, once, in the order of the letter."""
        return tuple(self.cited.values())


def _for_purposes(
    ground: Ground, saying: Iterable[Ground], purposes: tuple[Provision, ...]
) -> Ground:
    """Return a ground with its purposes, and with what is said for some of them."""
    reasons: dict[str, Any] = {}
    for name in PART_FIELDS.values():
        said = dict.fromkeys(getattr(one, name) for one in (ground, *saying))
        reasons[name] = SafeString("".join(said))
    return replace(ground, purposes=purposes, **reasons)


def _opinion_on(reason: str) -> date | None:
    """Return the day of the qualified person's opinion, if the reason states it."""
    if not _OPINION.search(reason):
        return None
    for day in _DAY.findall(reason):
        with suppress(ValueError):
            return datetime.strptime(day, "%d %B %Y").date()  # noqa: DTZ007 - a day
    return None
