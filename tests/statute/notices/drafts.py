"""Drafts of letters without errors, for tests to modify."""

from datetime import date

from statute.facts import FACTS
from statute.money import Estimate, limit_for
from statute.notices import (
    PARTS,
    GroundDraft,
    LetterType,
    NoticeDraft,
    Outcome,
    Place,
    QuestionDraft,
    Typed,
    check,
    requirements,
)
from statute.regimes import Regime

STATED = frozenset(fact.part for fact in FACTS.values())
LETTER_ON = date(2026, 3, 31)
RECEIVED_ON = date(2026, 3, 2)
EVERYTHING_SAID = frozenset(
    {
        "state_reliance",
        "why_applies",
        "harm",
        "pi_factors_disclosure",
        "pi_factors_maintain",
        "pi_reasons",
        "reg14_4_completion",
    }
) | {name for name, part in PARTS.items() if part.is_per_ground and name in STATED}


def ground(key, *questions, **changes):
    """Return a provision relied on, with every required part of its explanation."""
    values = {"parts": EVERYTHING_SAID, "is_limb_qualified": False} | changes
    return GroundDraft(key=key, questions=questions, **values)


def question(path, outcome, **changes):
    return QuestionDraft(path=path, outcome=Outcome(outcome), **changes)


def letter(letter_type, questions=(), grounds=(), regime=Regime.FOIA, **changes):
    """Return a letter with every part required of its type."""
    keys = [each.key for each in grounds if each.provision]
    needed = requirements(letter_type, regime, keys)
    parts = {part.id for part in (*needed.blocking, *needed.advised)}
    parts |= (
        {"not_held_statement"}
        if any(each.outcome == "not_held" for each in questions)
        else set()
    )
    values = {
        "parts": frozenset(part for part in parts if part not in EVERYTHING_SAID),
        "letter_on": LETTER_ON,
        "received_on": RECEIVED_ON,
        "due_on": LETTER_ON,
    }
    return NoticeDraft(
        letter_type=letter_type,
        regime=regime,
        questions=tuple(questions),
        grounds=tuple(grounds),
        **(values | changes),
    )


def refusal(**changes):
    """Return a refusal under s.31(1)(a) without errors."""
    return letter(
        LetterType.FULL_REFUSAL,
        [question("1", "withheld")],
        [ground("FOIA 31(1)(a)", "1")],
        **changes,
    )


def ncnd(**changes):
    """Return a letter that neither confirms nor denies holding the information."""
    return letter(
        LetterType.NCND,
        [question("1", "ncnd")],
        [ground("FOIA 31(3)", "1")],
        **changes,
    )


def extension(**changes):
    """Return a notice of extra time for the public interest test."""
    values = {"new_date_on": date(2026, 4, 30), "latest_on": date(2026, 4, 30)}
    return letter(
        LetterType.PIT_EXTENSION,
        [question("1", "disclosed"), question("2", "to_follow")],
        [ground("FOIA 31(1)(a)", "2", is_balance_pending=True)],
        **(values | changes),
    )


def cost_refusal(**changes):
    """Return a refusal on cost: nineteen hours of work for a police force."""
    values = {
        "estimate": Estimate(locating_minutes=19 * 60),
        "limit": limit_for(Regime.FOIA, "police", RECEIVED_ON),
    }
    return letter(
        LetterType.COST_REFUSAL,
        [question("1", "cost")],
        [ground("FOIA 12(1)", "1", is_held=True)],
        **(values | changes),
    )


def typed(words, *questions, **changes):
    """Return words typed as the answer to some questions; without any, the opening."""
    values = (
        {"place": Place.ANSWER, "about": questions[0], "where": "the answer"}
        if questions
        else {"place": Place.OPENING, "about": "opening", "where": "the opening"}
    )
    return Typed(words=words, questions=questions, **(values | changes))


def reasons(words, key, *questions, part="why_applies", **changes):
    """Return words typed as reasons for a provision."""
    values = {"place": Place.REASONS, "provision": key, "part": part}
    return typed(words, *questions, **(values | changes))


def statement(words, **changes):
    """Return words of the statement on other information."""
    values = {"place": Place.STATEMENT, "about": "statement", "is_ncnd": True}
    return typed(words, **(values | changes))


def codes(draft):
    """Return the findings in a draft as pairs of severity and code."""
    return {(str(finding.severity), finding.code) for finding in check(draft)}


def about(draft, code):
    """Return the subject of each finding with this code."""
    return {finding.about for finding in check(draft) if finding.code == code}
