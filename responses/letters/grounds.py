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
from statute.reasons import facts_not_asked, is_only_named, parts_not_asked


@dataclass
class Citing:
    """The provisions already cited in a letter, and where each was explained."""

    seen: dict[
        tuple[str, bool], list[tuple[tuple[SafeString, ...], Mapping[str, Any], str]]
    ] = field(default_factory=dict)
    cited: dict[str, Relied] = field(default_factory=dict)
    limit: CostLimit | None = None
    rate_pence: int = 0
    own_data: OwnDataDays | None = None

    def grounds(self, citations: Iterable[Citation], under: str) -> tuple[Ground, ...]:
        """Return the grounds of the answer headed `under`, in the given order."""
        these = tuple(citations)
        cited = frozenset(citation.provision_key for citation in these)
        return tuple(self._ground(citation, under, cited) for citation in these)

    def _ground(self, citation: Citation, under: str, cited: frozenset[str]) -> Ground:
        provision = citation.provision
        source = citation.reasons
        typed = _typed(source)
        not_asked = parts_not_asked(provision, source.facts, cited)
        reasons = tuple(
            SafeString() if part in not_asked else words
            for part, words in typed.items()
        )
        needless = facts_not_asked(provision, source.facts)
        facts = {
            name: value for name, value in source.facts.items() if name not in needless
        }
        is_if_held = is_only_named(provision, cited)
        is_first = (provision.key, is_if_held) not in self.seen
        before = self.seen.setdefault((provision.key, is_if_held), [])
        said_under = next(
            (
                where
                for said, stated, where in before
                if said == reasons and stated == facts
            ),
            "",
        )
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
        left_out = (
            *(part for part in typed if part in not_asked and typed[part]),
            *(name for name in source.facts if name in needless),
        )
        return Ground(
            provision=provision,
            citation_id=citation.pk,
            is_first=is_first,
            explained_under=said_under,
            parts=parts,
            facts=facts,
            shares_reasons=citation.same_as_id is not None,
            purposes=purposes,
            says=(
                ()
                if said_under
                else said_of(provision, facts, self.own_data, is_if_held=is_if_held)
            ),
            likelihood=(
                None
                if said_under
                else likelihood_of(provision, facts, is_if_held=is_if_held)
            ),
            footing=None if said_under else footing_of(facts),
            costing=costing_of(facts, self.limit, self.rate_pence),
            needs_balance=needs_balance,
            why_applies=why_applies,
            harm=harm,
            factors_for=factors_for,
            factors_against=factors_against,
            balance=balance,
            is_if_held=is_if_held,
            left_out=left_out,
        )

    def annex(self) -> tuple[Relied, ...]:
        """Return every provision cited, once, in the order of the letter."""
        return tuple(self.cited.values())


def _typed(source: Citation) -> dict[str, SafeString]:
    """Return the typed reasons of a citation, by the part of a notice."""
    points = ("factors_for", "factors_against")
    return {
        part: (prose.set_points if field in points else prose.set_plain_text)(
            getattr(source, field)
        )
        for part, field in PART_FIELDS.items()
    }
