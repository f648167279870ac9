"""Check that reasons say something: a part of a few words is no part of a notice."""

import unicodedata
from collections.abc import Iterator

from statute.exemptions import PROVISIONS, Kind, Provision
from statute.notices.drafts import Finding, NoticeDraft, Place, Typed, block, warn
from statute.notices.outcomes import Outcome
from statute.notices.parts import PARTS
from statute.notices.sentences import count_words, shortened
from statute.refusals import accessible_elsewhere

# In words. "It applies.", "Yes." and "Harm." give no reason.
_FEWEST = 6
_FEWEST_FACTORS = 3
# To say that nothing is held, or where it can be found, takes fewer words.
_FEWEST_FACTS = 3
_FEWEST_ON_POINT = 4
# To tell what was searched, or how to narrow a request, takes as many.
_FEWEST_TOLD = 4
_TOLD = frozenset(
    {
        "searches",
        "advice",
        "estimate_method",
        "interest_why",
        "confidence_quality",
        "confidence_obligation",
        "confidence_detriment",
        "confidence_defence",
        "publication_reasonable",
    }
)
_FACTS = frozenset({Kind.NOT_HELD, Kind.REFUSAL_GROUND})
_FACTORS = frozenset(
    {"pi_factors_disclosure", "pi_factors_maintain", "factors_for", "factors_against"}
)
_REASONS = frozenset({"why_applies", "harm", "pi_reasons", "balance", "reliances"})
_PUBLIC_INTEREST = frozenset({"pi_reasons", "pi_factors_disclosure"}) | _FACTORS
_MOST_SHOWN = 60
_SOURCE = "FOIA s.17(1)(c) and (3); FOISA s.16(1)(d) and (2); EIR reg 14(3)"


def reasons_say_something(draft: NoticeDraft) -> Iterator[Finding]:
    """Require more than a few words of each reason, and words of everything typed."""
    for typed in draft.typed:
        words = count_words(typed.words)
        if not words and _is_punctuation(typed.words):
            yield _thin(typed, is_law=True)
        elif words < _fewest(draft, typed):
            yield _thin(typed, is_law=_is_needed(draft, typed))


def _fewest(draft: NoticeDraft, typed: Typed) -> int:
    if typed.place is Place.POINT:
        return _FEWEST_ON_POINT if typed.part == "reasons" else 0
    if typed.place is Place.FIELD and not typed.provision:
        return 0
    if typed.part in _TOLD:
        return _FEWEST_TOLD
    if typed.part in _FACTORS:
        return _FEWEST_FACTORS
    if typed.part not in _REASONS:
        return 0
    provision = PROVISIONS.get(typed.provision)
    if provision and (
        provision.kind in _FACTS or provision.key in accessible_elsewhere(draft.regime)
    ):
        return _FEWEST_FACTS
    return _FEWEST


def _is_needed(draft: NoticeDraft, typed: Typed) -> bool:
    """Whether the law or good practice asks for the part, so that it must be real."""
    if typed.part in {"searches", "advice"}:
        outcomes = {
            one.outcome for one in draft.questions if one.path in typed.questions
        }
        return typed.part == "advice" and Outcome.COST in outcomes
    provision = PROVISIONS.get(typed.provision)
    if provision is None or typed.part not in PARTS:
        return True
    asked = {*provision.required_by_law, *provision.good_practice}
    if typed.part in _PUBLIC_INTEREST:
        return _weighs(provision) or typed.part in asked
    return typed.part in asked


def _weighs(provision: Provision) -> bool:
    return provision.needs_public_interest_test is not False


def _is_punctuation(words: str) -> bool:
    return bool(words.strip()) and all(
        char.isspace() or unicodedata.category(char).startswith("P") for char in words
    )


def _thin(typed: Typed, *, is_law: bool) -> Finding:
    said = shortened(typed.words, _MOST_SHOWN)
    finding = block if is_law else warn
    where = typed.where[:1].upper() + typed.where[1:]
    return finding(
        f"thin_{typed.part or 'words'}",
        f"{where}: “{said}” gives no reason. Say what is so here, and why.",
        _SOURCE,
        typed.provision or typed.about,
        typed,
    )


CHECKS = (reasons_say_something,)
