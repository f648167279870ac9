"""Requests whose answers make each kind of letter, under each law that has the kind."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from requests_app.models import FOIRequest
from requests_app.reviews.services import request_review
from responses.checks.services import findings, override_warning
from responses.clearance.services import clear_response, send_for_clearance
from responses.issuing.history import IssuingHistory
from responses.issuing.services import issue_response
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import Dispatch, Letter, ReviewPoint
from responses.models.citations import PART_FIELDS
from responses.sending.queueing import Sending, send_letter
from statute import exemptions
from statute.notices import LetterType
from statute.reasons import parts_not_asked
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    FOIRequestFactory,
    LetterFactory,
    NCNDStatementFactory,
    QuestionFactory,
    ResponseDraftFactory,
    UserFactory,
)

ON = date(2026, 3, 9)
AT = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)
RICH = """
<p>We counted <strong>twelve</strong> cameras on <em>1 March 2026</em>; see
<a href="https://www.authority.example/cameras"><strong>the published list</strong></a>
and <a href="https://www.authority.example/map">the <em>new</em> map</a>.</p>
<ul><li><p>Three are mobile.</p><p>They move every week.</p></li>
<li>Nine are fixed:<ol type="a"><li>six by schools;</li><li>three elsewhere.</li></ol>
</li></ul>
<table><tbody><tr><th><p>Year</p></th><th colspan="2"><p>Cameras</p></th></tr>
<tr><th>2024</th><td>9</td><td>two new</td></tr>
<tr><th>2025</th><td>12</td><td>three new</td></tr></tbody></table>
<p>≥ 95 % were working → all year. Ŵ Ž ά Я ✓</p>
"""
REASONS = {
    "why_applies": "The information shows where and when patrols take place.",
    "harm": "Offenders would be likely to avoid the places patrolled.",
    "factors_for": "- Spending of public money\n- Understanding of policing",
    "factors_against": "Crime would be likely to rise where no patrol is due.",
    "balance": "On balance the safety of road users weighs more.",
}

# The Environmental Information Regulations 2004 ask for harm that would happen.
LIKELY = "would be likely to"


def request(regime: str = "FOIA", **fields) -> FOIRequest:
    """Make a request of four questions, two of them below the first."""
    fields.setdefault("requester_organisation", "Road Watch")
    fields.setdefault("requester_address", "12 Example Street\nMidtown\nLS2 2BB")
    foi_request = FOIRequestFactory(regime=regime, **fields)
    first = QuestionFactory(foi_request=foi_request, order=0, label="1")
    for order, label in enumerate("ab", start=1):
        QuestionFactory(
            foi_request=foi_request,
            order=order,
            label=label,
            parent=first,
            text=f"If so, what of the {order}. kind?",
        )
    QuestionFactory(
        foi_request=foi_request,
        order=3,
        label="2",
        text="How much did they cost?\n\nPlease give each year.",
    )
    return foi_request


def answer(foi_request, *orders, outcome="disclosed", cites=(), text=RICH, **reasons):
    """Answer the questions at `orders`; all questions if none is named."""
    questions = foi_request.questions.all()
    made = AnswerFactory(
        foi_request=foi_request,
        outcome=outcome,
        text=text,
        to=[one for one in questions if not orders or one.order in orders],
    )
    words = reasons or REASONS
    if foi_request.regime == "EIR":
        words = {name: said.replace(LIKELY, "would") for name, said in words.items()}
    for key in cites:
        needless = parts_not_asked(exemptions.get(key), {}, cites)
        fields = {PART_FIELDS[part] for part in needless}
        said = {name: one for name, one in words.items() if name not in fields}
        CitationFactory(answer=made, provision_key=key, **said)
    return made


def full_disclosure(regime="FOIA", **fields):
    foi_request = request(regime, **fields)
    answer(foi_request, 0)
    answer(foi_request, 1, 2, text="<p>There are four of either kind.</p>")
    answer(foi_request, 3)
    ResponseDraftFactory(
        foi_request=foi_request,
        opening="<p>We are glad to help.</p>",
        ending="<p>We hope that this is useful.</p>",
    )
    return foi_request


def partial_disclosure(regime="FOIA", **fields):
    foi_request = request(regime, **fields)
    key = {
        "FOIA": "FOIA 31(1)(a)",
        "EIR": "EIR 12(5)(b)",
        "FOISA": "FOISA 35(1)(a)",
        "EISR": "EISR 10(5)(b)",
    }[regime]
    answer(foi_request, 0)
    answer(foi_request, 1, outcome="partly_disclosed", cites=[key])
    answer(foi_request, 2, outcome="withheld", cites=[key])
    answer(
        foi_request,
        3,
        outcome="withheld",
        cites=[key],
        **{**REASONS, "harm": "Prices at the next tender would be likely to rise."},
    )
    return foi_request


def full_refusal(regime="FOIA", **fields):
    foi_request = request(regime, **fields)
    keys = {
        "FOIA": ["FOIA 43(2)", "FOIA 40(2) by virtue of 40(3A)(a)"],
        "EIR": ["EIR 12(5)(e)"],
        "FOISA": ["FOISA 33(1)(b)"],
        "EISR": ["EISR 10(5)(e)"],
    }[regime]
    answer(foi_request, outcome="withheld", cites=keys, text="<p>It is withheld.</p>")
    return foi_request


def ncnd(regime="FOIA", **fields):
    foi_request = request(regime, **fields)
    keys = {
        "FOIA": ["FOIA 31(3)"],
        "EIR": ["EIR 12(6)"],
        "FOISA": ["FOISA 18(1)", "FOISA 35(1)(a)"],
        "EISR": ["EISR 10(8)"],
    }[regime]
    answer(
        foi_request,
        outcome="ncnd",
        cites=keys,
        text="<p>Nothing should be inferred from this.</p>",
        why_applies="Either reply would show whether an operation took place.",
        harm="Offenders would be likely to change what they do.",
        factors_for="Either reply would inform the debate.",
        factors_against="Operations would be likely to be frustrated.",
        balance="On balance the protection of operations weighs more.",
    )
    return foi_request


def mixed_with_ncnd(regime="FOIA", **fields):
    foi_request = full_disclosure(regime, **fields)
    statement = NCNDStatementFactory(
        foi_request=foi_request,
        scope="any other information about covert cameras",
        harm="Either reply would show how we work.",
        factors_for="It would inform the public.\nIt would show what we spend.",
        factors_against="It would help those who speed.",
        balance="On balance the prevention of crime weighs more.",
        no_inference="Nothing should be inferred about what exists.",
    )
    keys = {
        "FOIA": ["FOIA 24(2)", "FOIA 31(3)"],
        "EIR": ["EIR 12(6)"],
        "FOISA": ["FOISA 18(1)", "FOISA 35(1)(a)"],
        "EISR": ["EISR 10(8)"],
    }[regime]
    for key in keys:
        CitationFactory(
            answer=None,
            statement=statement,
            provision_key=key,
            why_applies="Either reply would show whether such cameras are in use.",
        )
    return foi_request


def not_held(regime="FOIA", **fields):
    foi_request = request(regime, **fields)
    keys = {
        "FOIA": [],
        "EIR": ["EIR 12(4)(a)"],
        "FOISA": ["FOISA 17(1)"],
        "EISR": ["EISR 10(4)(a)"],
    }[regime]
    answer(
        foi_request,
        outcome="not_held",
        cites=keys,
        text="<p>We searched the traffic system and found none; ask the council.</p>",
        why_applies="We keep no such record.",
    )
    return foi_request


def cost_refusal(regime="FOIA", **fields):
    foi_request = request(regime, **fields)
    key = {
        "FOIA": "FOIA 12(1)",
        "EIR": "EIR 12(4)(b)",
        "FOISA": "FOISA 12(1)",
        "EISR": "EISR 10(4)(b)",
    }[regime]
    answer(
        foi_request,
        outcome="cost",
        cites=[key],
        text="<p>It would take more than 20 hours. We could answer for one year.</p>",
    )
    return foi_request


def vexatious_or_repeated(regime="FOIA", **fields):
    foi_request = request(regime, **fields)
    answer(
        foi_request,
        outcome="vexatious",
        cites=[f"{regime} 14(1)"],
        text="<p>It is the thirtieth request on this matter in as many days.</p>",
    )
    return foi_request


def accessible_elsewhere(regime="FOIA", **fields):
    foi_request = request(regime, **fields)
    key = {"FOIA": "FOIA 21(1)", "FOISA": "FOISA 25(1)"}[regime]
    answer(
        foi_request,
        outcome="accessible",
        cites=[key],
        text="<p>Our website lists them at https://www.authority.example/cameras.</p>",
    )
    return foi_request


def interim(regime="FOIA", **fields):
    foi_request = request(regime, **fields)
    answer(foi_request, 0)
    answer(
        foi_request,
        1,
        2,
        outcome="to_follow",
        text="<p>We are still asking the contractor.</p>",
    )
    answer(
        foi_request,
        3,
        outcome="not_held",
        cites=[] if regime == "FOIA" else ["FOISA 17(1)"],
        text="<p>The supplier bears the cost and does not tell us what it is.</p>",
        why_applies="We keep no such record.",
    )
    return foi_request


def supplementary(regime="FOIA", **fields):
    foi_request = full_disclosure(regime, **fields)
    foi_request.response_draft.what_changed = "We now answer question 2."
    foi_request.response_draft.save()
    LetterFactory(foi_request=foi_request, type=LetterType.INTERIM)
    return foi_request


def under_review(regime="FOIA", **fields):
    """Make an undecided review of a request answered ten days late."""
    original = partial_disclosure(
        regime,
        received_on=date(2025, 12, 1),
        due_on=date(2026, 1, 2),
        state="answered",
        closed_on=date(2026, 1, 12),
        **fields,
    )
    staff = {"authority": original.authority, "roles": ["officer"]}
    original.history.create(
        kind=IssuingHistory.RESPONSE_ISSUED,
        by=UserFactory(**staff),
        on=date(2026, 1, 12),
    )
    return request_review(
        foi_request=original,
        received_text="You withheld too much, and answered late.",
        questions=original.questions.all(),
        channel="email",
        officer=UserFactory(**staff),
        by=UserFactory(**staff),
        on=date(2026, 2, 16),
        today=date(2026, 2, 16),
    )


def decide(review, order, decision, reasons=RICH, **more):
    """Decide on the question at `order`; None for the handling."""
    return ReviewPoint.objects.create(
        review=review,
        question=None if order is None else review.questions.get(order=order),
        decision=decision,
        reasons=reasons,
        updated_by=review.officer,
        **more,
    )


def review_outcome(regime="FOIA", **fields):
    review = under_review(regime, **fields)
    key = {
        "FOIA": "FOIA 43(2)",
        "EIR": "EIR 12(5)(e)",
        "FOISA": "FOISA 33(1)(b)",
        "EISR": "EISR 10(5)(e)",
    }[regime]
    decide(review, 0, "upheld", "<p>The count is right, and we gave it.</p>")
    decide(review, 1, "partly_upheld")
    answer(
        review,
        1,
        outcome="partly_disclosed",
        cites=[key],
    )
    decide(review, 2, "overturned", "<p>The harm is remote by now.</p>")
    answer(review, 2, text="<p>There are four of that kind.</p>")
    decide(review, 3, "upheld", "<p>Prices still matter to the next tender.</p>")
    decide(
        review,
        None,
        "overturned",
        "<p>Two teams each thought that the other would answer.</p>",
        remedy="give each request one officer from the first day",
        remedy_by=date(2026, 4, 1),
    )
    return review


KINDS: dict[str, tuple[Callable[[str], FOIRequest], tuple[str, ...]]] = {
    "full_disclosure": (full_disclosure, ("FOIA", "EIR", "FOISA", "EISR")),
    "partial_disclosure": (partial_disclosure, ("FOIA", "EIR", "FOISA", "EISR")),
    "full_refusal": (full_refusal, ("FOIA", "EIR", "FOISA", "EISR")),
    "ncnd": (ncnd, ("FOIA", "EIR", "FOISA", "EISR")),
    "mixed_with_ncnd": (mixed_with_ncnd, ("FOIA", "EIR", "FOISA", "EISR")),
    "not_held": (not_held, ("FOIA", "EIR", "FOISA", "EISR")),
    "cost_refusal": (cost_refusal, ("FOIA", "EIR", "FOISA", "EISR")),
    "vexatious_or_repeated": (vexatious_or_repeated, ("FOIA", "FOISA")),
    "accessible_elsewhere": (accessible_elsewhere, ("FOIA", "FOISA")),
    "interim": (interim, ("FOIA", "FOISA")),
    "supplementary": (supplementary, ("FOIA",)),
    "review_outcome": (review_outcome, ("FOIA", "EIR", "FOISA", "EISR")),
}
EVERY_KIND = [(kind, regime) for kind, (_, laws) in KINDS.items() for regime in laws]


def made(kind: str, regime: str) -> FOIRequest:
    """Make the request for a kind of letter under a law."""
    return KINDS[kind][0](regime)


def nothing_warns(foi_request, *, by, on=ON, at=AT):
    """Override every warning of the response as it stands."""
    content = compose(foi_request, on=on)
    for found in findings(foi_request, content):
        if found.is_standing and not found.is_blocking:
            override_warning(
                foi_request=foi_request,
                content=content,
                fingerprint=found.fingerprint,
                reason="The letter says all that this requester needs.",
                by=by,
                on=on,
                at=at,
            )
    return foi_request


def in_clearance(foi_request, *, by):
    """Override the warnings, and send the response for clearance."""
    nothing_warns(foi_request, by=by)
    return send_for_clearance(foi_request=foi_request, by=by, on=ON, at=AT)


def cleared(foi_request, *, by, approver):
    """Send the response for clearance, and clear it."""
    foi_request = in_clearance(foi_request, by=by)
    return clear_response(
        foi_request=foi_request,
        words_sha256=sha256_of_words(compose(foi_request, on=ON)),
        by=approver,
        on=ON,
        at=AT,
    )


def issued(foi_request, *, by, approver):
    """Send the response for clearance, clear it and issue its letter."""
    number = foi_request.letters.count() + 1
    return issue_response(
        foi_request=cleared(foi_request, by=by, approver=approver),
        number=number,
        by=by,
        on=ON,
        at=AT,
    )


def given(foi_request, *, by, approver):
    """Issue the letter of a response, and hand it over the same day."""
    letter = issued(foi_request, by=by, approver=approver)
    hand_over(letter, by=by)
    return Letter.objects.get(pk=letter.pk)


def hand_over(letter, *, by, on=ON):
    """Give a letter to the requester outside the system."""
    handed = Sending(Dispatch.Channel.ELSEWHERE, "handed over at the front desk")
    return send_letter(letter=letter, sending=handed, by=by, on=on, at=AT)
