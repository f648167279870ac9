"""Help with neither confirming nor denying whether information is held."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from accounts.models import User
from requests_app.models import FOIRequest
from responses.checks.checklist import OF_NCND, Check, checklist_of
from responses.letters.composing import compose
from responses.models import Citation
from responses.precedents.similar import AnsweredBefore
from statute.exemptions import Provision
from statute.ncnd import partner_of
from statute.notices import GIVEN, Outcome

# What these answers said of the information shows whether it was held.
_TELLING: Final = GIVEN | {Outcome.WITHHELD, Outcome.NOT_HELD, Outcome.ACCESSIBLE}

_CONSEQUENCES: Final = MappingProxyType({"ncnd_yes": "A yes", "ncnd_no": "A no"})


@dataclass(frozen=True, slots=True)
class Lifting:
    """A provision relied on, lifting the duty to say whether information is held.

    Attributes:
        citation: The citation.
        partner: The provision usually cited with it, and missing; None for nothing.
        consequences: What a yes and what a no would give away, with each question.
    """

    citation: Citation
    partner: Provision | None
    consequences: list[tuple[str, str]]

    @property
    def provision(self) -> Provision:
        """The provision."""
        return self.citation.provision


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsRead:
    """Findings in all words of the letter and its files.

    Attributes:
        checks: Sentences giving away, perhaps, whether the information is held.
        read: The names of the files read.
        unread: The names of the files left for a person to read.
    """

    checks: list[Check]
    read: list[str]
    unread: list[str]


def lifting_in(citations: Iterable[Citation]) -> list[Lifting]:
    """Return the provisions among these lifting the duty to confirm or deny."""
    cited = list(citations)
    keys = {one.provision_key for one in cited}
    said = {
        name: words
        for one in cited
        for name, words in one.reasons.facts.items()
        if name in _CONSEQUENCES
    }
    return [
        Lifting(one, partner_of(one.provision, keys), _consequences(one, said))
        for one in cited
        if one.provision.is_ncnd
    ]


def _consequences(
    citation: Citation, said_for_all: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return each reply with what it would give away, said here or for another."""
    said = {**said_for_all, **citation.reasons.facts}
    return [
        (label, said.get(name, ""))
        for name, label in _CONSEQUENCES.items()
        if name in citation.provision.asks
    ]


def said_alike(before: Sequence[AnsweredBefore]) -> list[AnsweredBefore]:
    """Return the earlier answers neither confirming nor denying."""
    return [one for one in before if one.previous.outcome == Outcome.NCND]


def said_otherwise(before: Sequence[AnsweredBefore]) -> list[AnsweredBefore]:
    """Return the earlier answers telling whether information was held."""
    return [one for one in before if one.previous.outcome in _TELLING]


def words_read(
    foi_request: FOIRequest, *, user: User, back: str, may_fix: bool, on: date
) -> WordsRead:
    """Read all words of the letter and its files, as last saved.

    Args:
        foi_request: The request.
        user: The user shown the findings.
        back: The page with the findings.
        may_fix: Whether the user may change the letter now.
        on: The London day.
    """
    content = compose(foi_request, on=on)
    checklist = checklist_of(
        foi_request, content, user=user, back=back, may_fix=may_fix
    )
    found = (*checklist.must, *checklist.advised)
    stored = [one for one in content.enclosures if one.enclosure_id]
    return WordsRead(
        checks=[one for one in found if one.found.finding.code.startswith(OF_NCND)],
        read=[one.name for one in stored if one.words],
        unread=[one.name for one in stored if not one.words],
    )
