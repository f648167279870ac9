"""Grounds of answers, each provision explained once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString

from responses.letters import prose
from responses.letters.costing import costing_of
from responses.letters.facts import OwnDataDays, footing_of, likelihood_of, said_of
from responses.letters.provisions import Ground, Relied
from responses.models import Citation
from responses.models.citations import PART_FIELDS
from statute import exemptions
from statute import facts as law
from statute.money import CostLimit


@dataclass
class Citing:
    """The provisions already cited in a letter, and where each was explained."""

    seen: dict[str, list[tuple[tuple[SafeString, ...], Mapping[str, Any], str]]] = (
        field(default_factory=dict)
    )
    cited: dict[str, Relied] = field(default_factory=dict)
    limit: CostLimit | None = None
    rate_pence: int = 0
    own_data: OwnDataDays | None = None

    def grounds(self, citations: Iterable[Citation], under: str) -> tuple[Ground, ...]:
        """Return the grounds of the answer headed `under`, in the given order."""
        return tuple(self._ground(citation, under) for citation in citations)

    def _ground(self, citation: Citation, under: str) -> Ground:
        provision = citation.provision
        source = citation.reasons
        reasons: tuple[SafeString, ...] = (
            prose.set_plain_text(source.why_applies),
            prose.set_plain_text(source.harm),
            prose.set_points(source.factors_for),
            prose.set_points(source.factors_against),
            prose.set_plain_text(source.balance),
        )
        facts = source.facts
        before = self.seen.setdefault(provision.key, [])
        said_under = next(
            (
                where
                for said, stated, where in before
                if said == reasons and stated == facts
            ),
            "",
        )
        is_first = provision.key not in self.cited
        purposes = tuple(exemptions.get(key) for key in facts.get("purposes", ()))
        relied = self.cited.setdefault(
            provision.key,
            Relied(
                provision=provision,
                purposes=purposes,
                is_weighed=law.is_weighed(provision, facts),
            ),
        )
        if set(purposes) - set(relied.purposes):
            both = tuple(dict.fromkeys((*relied.purposes, *purposes)))
            self.cited[provision.key] = replace(relied, purposes=both)
        if not said_under and (any(reasons) or facts):
            before.append((reasons, facts, under))
        parts = law.parts_made(facts) | {
            part for part, said in zip(PART_FIELDS, reasons, strict=True) if said
        }
        if said_under:
            reasons = (SafeString(),) * len(PART_FIELDS)
        why_applies, harm, factors_for, factors_against, balance = reasons
        needs_balance = law.is_weighed(provision, facts)
        if needs_balance is None and "pi_reasons" in parts:
            needs_balance = True
        return Ground(
            provision=provision,
            citation_id=citation.pk,
            is_first=is_first,
            explained_under=said_under,
            parts=parts,
            facts=facts,
            shares_reasons=citation.same_as_id is not None,
            purposes=purposes,
            says=() if said_under else said_of(provision, facts, self.own_data),
            likelihood=None if said_under else likelihood_of(provision, facts),
            footing=None if said_under else footing_of(facts),
            costing=costing_of(facts, self.limit, self.rate_pence),
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
