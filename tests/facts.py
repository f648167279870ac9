"""Facts that say all a provision asks for, for tests to change."""

from statute import exemptions
from statute import facts as law
from statute.facts import FactKind
from statute.notices import Outcome

# Chosen where the first choice would not do.
_CHOSEN = {
    "likelihood": "would_be_likely",
    "other_answers": "separate",
    "separation": "whole",
}
_SAID = {
    FactKind.LINE: "something that can be named",
    FactKind.TEXT: "This is said here in a sentence of its own.",
    FactKind.DAY: "2026-03-02",
    FactKind.HOURS: "25",
    FactKind.MINUTES: "3",
    FactKind.COUNT: 25,
    FactKind.REFERENCES: ["FOI-2026-0099"],
}


def facts_for(provision_key, **changes):
    """Return stored facts for a provision: everything but reasons cut down."""
    provision = exemptions.get(provision_key)
    said = {
        fact.id: value_of(fact, provision)
        for fact in law.asked_by(provision)
        if not fact.id.startswith("cut_down")
    }
    return said | changes


def cost_facts(provision_key, hours, **changes):
    """Return stored facts for a refusal on cost whose work is all finding."""
    said = facts_for(provision_key)
    figures = ("hours", "minutes", "records", "added")
    others = {
        name: value for name, value in said.items() if not name.startswith(figures)
    }
    law_counts = any(name.startswith("hours_") for name in said)
    return others | {"hours_locating" if law_counts else "hours": hours} | changes


def value_of(fact, provision=None):
    """Return a value that a fact can have, as stored."""
    if fact.kind is FactKind.CHOICE:
        return _CHOSEN.get(fact.id) or next(iter(fact.choices))
    if fact.kind is FactKind.PURPOSES:
        return [law.purposes_of(provision)[1].key]
    return _SAID[fact.kind]


def facts_of(outcome):
    """Return stored facts for an answer with this outcome.

    One that is to follow says why in its text, as drafts from before these facts do.
    """
    if outcome == Outcome.TO_FOLLOW:
        return {}
    return {fact.id: value_of(fact) for fact in law.asked_of(outcome)}
