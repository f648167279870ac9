"""A complete procedural letter of each kind, under each law that has the kind."""

from datetime import date
from typing import Any

from django.db import transaction

from requests_app.clock.events import recalculate_due_date
from requests_app.models import FOIRequest
from responses.letters.pages import page_of, sha256_of
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.catalogue import compose_procedural
from responses.procedural.services import (
    issue_procedural_letter,
    procedural_content,
    procedural_draft_of,
    save_procedural_letter,
)
from statute.notices import LetterType
from tests.responses import kinds

ON, AT = kinds.ON, kinds.AT
_EVERY = ("FOIA", "EIR", "FOISA", "EISR")
_T = LetterType

LAWS: dict[str, tuple[str, ...]] = {
    _T.ACKNOWLEDGEMENT: _EVERY,
    _T.CLARIFICATION: _EVERY,
    _T.FEES_NOTICE: _EVERY,
    _T.PIT_EXTENSION: ("FOIA",),
    _T.EIR_EXTENSION: ("EIR", "EISR"),
    _T.DELAY_NOTICE: _EVERY,
    _T.TRANSFER: _EVERY,
    _T.INVALID_REQUEST: _EVERY,
}
EVERY_PROCEDURAL_LETTER = [
    (kind, regime) for kind, laws in LAWS.items() for regime in laws
]

DETAILS: dict[str, dict[str, Any]] = {
    _T.ACKNOWLEDGEMENT: {"remarks": "Anna Reid deals with it."},
    _T.CLARIFICATION: {
        "questions": ["every"],
        "unclear": "You ask for “recent figures”. Which years do you mean?",
        "help": "We could give:\n- the figures by month since 2022;\n- a total a year.",
        "refusal": "refuses",
        "why_general": "The words could mean any of some nine thousand records.",
        "factors_for": "The public should know how speed is watched.",
        "factors_against": "Searching all of them would keep others waiting.",
        "balance": "An answer to one of many questions would help nobody.",
    },
    _T.FEES_NOTICE: {
        "basis": "ordinary",
        "held": "held",
        "amount_pence": 4550,
        "cost_pence": 60000,
        "copies": "455",
        "copy_pence": 10,
        "hours": "40",
        "rate_pence": 1500,
        "workings": "Copying 455 pages at 10p a page.",
        "schedule": "https://www.authority.example/charges",
        "how_to_pay": "Send a cheque, or telephone us to pay by card.",
    },
    _T.PIT_EXTENSION: {
        "reliances": [
            {
                "key": "FOIA 31(1)(a)",
                "questions": ["every"],
                "why": "The information would show where patrols take place.",
            },
            {
                "key": "FOIA 43(2)",
                "questions": ["every"],
                "why": "It would show what is bid.",
            },
        ],
        "held": "held",
        "held_words": "",
        "until": "2026-04-29",
        "reason": "We have to hear from two other forces.",
        "meanwhile": "You will have our answer to question 1 by 31 March 2026.",
    },
    _T.EIR_EXTENSION: {
        "complexity": "The readings were taken under four different methods.",
        "volume": "There are some 60,000 readings in 300 files.",
        "until": "2026-04-15",
    },
    _T.DELAY_NOTICE: {
        "reason": "The officer who holds the figures is away.",
        "until": "2026-04-17",
    },
    _T.TRANSFER: {
        "way": "passed_on",
        "to": "Midtown Council",
        "contact": "Town Hall, Midtown MT1 1AA\nfoi@midtown.example",
        "reason": "It has run the cameras since 2019.",
        "consented_on": "2026-03-05",
        "advice": "Its website publishes some of the figures.",
    },
    _T.INVALID_REQUEST: {
        "missing": "You write as “a concerned citizen”.",
        "advice": "Please send us your name, and we will answer.",
    },
}


def request(regime: str = "FOIA", **fields: Any) -> FOIRequest:
    """Make a request with the due date that its law gives."""
    foi_request = kinds.request(regime, **fields)
    if foi_request.state == "answering":
        with transaction.atomic():
            recalculate_due_date(foi_request)
        foi_request.save(update_fields=["due_on"])
    return foi_request


def details_of(kind: str, regime: str) -> dict[str, Any]:
    """Return the form's content for a letter, as stored."""
    details = {**DETAILS[kind]}
    if kind == _T.INVALID_REQUEST and regime in {"EIR", "EISR"}:
        details["lack"] = "business"
    return details


def content_of(kind: str, regime: str, *, on: date = ON) -> ProceduralContent:
    """Return a complete letter of a kind under a law."""
    return compose_procedural(
        request(regime), kind=kind, details=details_of(kind, regime), on=on
    )


def saved(foi_request, kind, *, by, details=None, on=ON):
    """Save a letter of a kind."""
    draft = procedural_draft_of(foi_request, kind)
    return save_procedural_letter(
        foi_request=foi_request,
        kind=kind,
        details=details_of(kind, foi_request.regime) if details is None else details,
        version=draft.version if draft else 0,
        by=by,
        on=on,
        at=AT,
    )


def issue(foi_request, kind, *, by, number=None, on=ON, **more):
    """Issue the saved letter."""
    content = procedural_content(foi_request, kind, on=on)
    return issue_procedural_letter(
        foi_request=foi_request,
        kind=kind,
        number=number or foi_request.letters.count() + 1,
        page_sha256=sha256_of(page_of(content)),
        by=by,
        on=on,
        at=AT,
        **more,
    )


def issued(foi_request, kind, *, by, on=ON, details=None):
    """Save and issue a letter of a kind."""
    saved(foi_request, kind, by=by, details=details, on=on)
    return issue(foi_request, kind, by=by, on=on)


def given(foi_request, kind, *, by, on=ON, details=None):
    """Save and issue a letter of a kind, and hand it over the same day."""
    letter = issued(foi_request, kind, by=by, on=on, details=details)
    kinds.hand_over(letter, by=by, on=on)
    letter.refresh_from_db()
    return letter
