"""Good replies under each law: all that the law asks for, in an officer's own words."""

from collections.abc import Callable
from datetime import date

from requests_app.models import FOIRequest
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    FOIRequestFactory,
    NCNDStatementFactory,
    QuestionFactory,
    ResponseDraftFactory,
)
from tests.facts import cost_facts, facts_for

LAWS = ("FOIA", "EIR", "FOISA", "EISR")
RECEIVED_ON = date(2026, 3, 2)
# St Patrick's Day, a bank holiday in Northern Ireland, does not count for FOIA and EIR.
DUE_ON = {
    "FOIA": date(2026, 3, 31),
    "EIR": date(2026, 3, 31),
    "FOISA": date(2026, 3, 30),
    "EISR": date(2026, 3, 30),
}
ON = date(2026, 3, 9)
REFUSING = {
    "FOIA": "FOIA 31(1)(a)",
    "EIR": "EIR 12(5)(b)",
    "FOISA": "FOISA 35(1)(a)",
    "EISR": "EISR 10(5)(b)",
}
NEITHER = {
    "FOIA": ["FOIA 31(3)"],
    "EIR": ["EIR 12(6)"],
    "FOISA": ["FOISA 18(1)", "FOISA 35(1)(a)"],
    "EISR": ["EISR 10(8)"],
}
NOT_HELD = {
    "FOIA": [],
    "EIR": ["EIR 12(4)(a)"],
    "FOISA": ["FOISA 17(1)"],
    "EISR": ["EISR 10(4)(a)"],
}
COST = {
    "FOIA": "FOIA 12(1)",
    "EIR": "EIR 12(4)(b)",
    "FOISA": "FOISA 12(1)",
    "EISR": "EISR 10(4)(b)",
}
OPENING = (
    "<p>Thank you for your request, which we received on 2 March 2026. I am sorry that "
    "it took some telephone calls to understand it.</p>"
)
ENDING = (
    "<p>I hope that this helps. If you are not satisfied, please ask for a review "
    "within 40 working days.</p>"
)
WITHHELD = {
    "why_applies": "The plan shows where and when each patrol of the harbour is due.",
    "harm": "Thieves would know which nights are free of patrols and steal from boats.",
    "factors_for": "- Spending of public money\n- Trust in how the harbour is guarded",
    "factors_against": "- Safety of those who live on boats\n- The cost of new plans",
    "balance": "What the patrols cost is published. The safety of people and their "
    "boats weighs more than the rest of the plan would add.",
}
UNWEIGHED = {"factors_for": "", "factors_against": "", "balance": ""}
NEITHER_REASONS = {
    "why_applies": "Either reply would tell whether a named person is of interest.",
    "harm": "Somebody who learnt that would hide what the police look for.",
    "factors_for": "People want to know how the police watch others.",
    "factors_against": "Inquiries of this kind depend on secrecy.",
    "balance": "The protection of inquiries weighs more than curiosity about one.",
}


def request(regime: str, **fields) -> FOIRequest:
    """Make a request of two questions to a police force."""
    made = FOIRequestFactory(
        **{
            "regime": regime,
            "received_on": RECEIVED_ON,
            "due_on": DUE_ON[regime],
            "subject": "Patrols of the harbour",
            **fields,
        }
    )
    for order, text in enumerate(
        ("Please send the plan of harbour patrols.", "Who is your harbour master?")
    ):
        QuestionFactory(foi_request=made, order=order, label=str(order + 1), text=text)
    ResponseDraftFactory(foi_request=made, opening=OPENING, ending=ENDING)
    return made


def weighs(regime: str) -> dict[str, str]:
    """Return the balance that a refusal of a whole request needs under a law."""
    if regime in {"FOIA", "FOISA"}:
        return {}
    return {name: said for name, said in WITHHELD.items() if name in UNWEIGHED}


def answer(
    foi_request: FOIRequest, order: int, outcome: str, text: str, cites=(), **reasons
):
    made = AnswerFactory(
        foi_request=foi_request,
        outcome=outcome,
        text=f"<p>{text}</p>",
        to=[foi_request.questions.get(order=order)],
    )
    for key in cites:
        # Section 18(1) of FOISA has the balance, not the exemption named for it.
        is_named = key != cites[0] and cites[0] == "FOISA 18(1)"
        said = reasons | UNWEIGHED if is_named else reasons
        CitationFactory(answer=made, provision_key=key, **said)
    return made


def answer_both(foi_request: FOIRequest, *said, **reasons) -> None:
    """Answer both questions alike, each on its own."""
    for order in range(2):
        answer(foi_request, order, *said, **reasons)


def disclosure(regime: str) -> FOIRequest:
    made = request(regime)
    answer(made, 0, "disclosed", "Two officers walk the quay at nine each night.")
    answer(made, 1, "disclosed", "Ms J Ferry has been harbour master since 2021.")
    return made


def partial(regime: str) -> FOIRequest:
    made = request(regime)
    answer(
        made,
        0,
        "partly_disclosed",
        "There are 14 patrols a week. We have taken the days and hours out.",
        [REFUSING[regime]],
        **WITHHELD,
    )
    answer(made, 1, "disclosed", "See our answer to question 1 for who she works with.")
    return made


def refusal(regime: str) -> FOIRequest:
    made = request(regime)
    answer_both(
        made,
        "withheld",
        "We hold this, and are not giving it to you, for the reasons below.",
        [REFUSING[regime]],
        **WITHHELD,
    )
    return made


def neither(regime: str) -> FOIRequest:
    made = request(regime)
    answer_both(
        made,
        "ncnd",
        "We neither confirm nor deny whether we hold this. Nothing should be "
        "inferred from that.",
        NEITHER[regime],
        **NEITHER_REASONS,
    )
    return made


def mixed(regime: str) -> FOIRequest:
    """Make a request of which one question is answered, the other is not confirmed."""
    made = request(regime)
    made.questions.filter(order=0).update(text="Is John Crabbe under investigation?")
    answer(
        made,
        0,
        "ncnd",
        "We neither confirm nor deny whether we hold this. Nothing should be inferred "
        "from that.",
        NEITHER[regime],
        **NEITHER_REASONS,
    )
    answer(made, 1, "disclosed", "Ms J Ferry has been harbour master since 2021.")
    return made


def with_statement(regime: str) -> FOIRequest:
    made = disclosure(regime)
    statement = NCNDStatementFactory(
        foi_request=made,
        scope="any other information that concerns covert work in the harbour",
        harm="Either reply would tell smugglers how closely they are watched.",
        factors_for="It would inform the public of covert work.",
        factors_against="It would help those who smuggle.",
        balance="The prevention of smuggling weighs more than the interest in knowing.",
        no_inference="Nothing should be inferred about whether it exists.",
    )
    for key in NEITHER[regime]:
        CitationFactory(
            answer=None,
            statement=statement,
            provision_key=key,
            why_applies="Saying either would show whether covert means are in use.",
        )
    return made


def not_held(regime: str) -> FOIRequest:
    made = request(regime)
    answer_both(
        made,
        "not_held",
        "The information is not held. We searched the harbour office's drive and "
        "asked its three staff, and found nothing. The port authority may have it.",
        NOT_HELD[regime],
        why_applies="We keep no such record.",
    )
    return made


def cost(regime: str) -> FOIRequest:
    made = request(regime)
    answer_both(
        made,
        "cost",
        "We hold the logs. Finding and taking out each entry would take 60 hours. "
        "If you choose a single month, we can answer.",
        [COST[regime]],
        **weighs(regime)
        | {
            "why_applies": "The entries lie in 900 paper logs without an index.",
            "facts": cost_facts(
                COST[regime],
                "60",
                estimate_method="We timed ten logs: four minutes to find an entry. "
                "Time for redaction is not included.",
            ),
        },
    )
    return made


def vexatious(regime: str) -> FOIRequest:
    """Make a request refused for its burden."""
    made = request(regime)
    key = {"FOIA": "FOIA 14(1)", "FOISA": "FOISA 14(1)"}.get(regime, COST[regime])
    answer_both(
        made,
        "vexatious" if regime in {"FOIA", "FOISA"} else "cost",
        "This is one of thirty letters about the same gate, each following within "
        "a day of our reply. We should be glad to meet you to talk about the gate.",
        [key],
        **weighs(regime)
        | {"why_applies": "The letters take up one officer, and serve no purpose."},
    )
    return made


def repeated(regime: str) -> FOIRequest:
    made = request(regime)
    answer_both(
        made,
        "repeated",
        "This is the same as your earlier request FOI-2025-118, which we answered "
        "on 3 February 2026. Nothing has changed since; ask again in the summer.",
        [f"{regime} 14(2)"],
        why_applies="Four weeks are no reasonable interval where nothing changes.",
        facts=facts_for(f"{regime} 14(2)", earlier_answered_on="2026-02-03"),
    )
    return made


def accessible(regime: str) -> FOIRequest:
    made = request(regime)
    key = {"FOIA": "FOIA 21(1)", "FOISA": "FOISA 25(1)"}[regime]
    answer_both(
        made,
        "accessible",
        "You can read it at https://www.harbour.example/patrols free of charge.",
        [key],
        why_applies="It is on our website.",
    )
    return made


def review(regime: str) -> FOIRequest:
    """Make a review of a refusal; the review gives the withheld information."""
    from tests.responses import kinds

    made = kinds.under_review(regime)
    for order in range(3):
        kinds.decide(made, order, "upheld", "<p>The answer given was right then.</p>")
    kinds.decide(made, 3, "overturned", "<p>The tender is over by now.</p>")
    answer(made, 3, "disclosed", "The cameras cost £4,200 in 2024.")
    kinds.decide(
        made,
        None,
        "partly_upheld",
        "<p>We received your letter about it on 16 February 2026 and looked at "
        "everything afresh. Our first answer waited for a signature.</p>",
        remedy="name a deputy who signs when the signatory is away",
        remedy_by=date(2026, 4, 1),
    )
    return made


REPLIES: dict[str, tuple[Callable[[str], FOIRequest], tuple[str, ...]]] = {
    "disclosure": (disclosure, LAWS),
    "partial": (partial, LAWS),
    "refusal": (refusal, LAWS),
    "neither": (neither, LAWS),
    "mixed": (mixed, LAWS),
    "with_statement": (with_statement, LAWS),
    "not_held": (not_held, LAWS),
    "cost": (cost, LAWS),
    "vexatious": (vexatious, LAWS),
    "repeated": (repeated, ("FOIA", "FOISA")),
    "accessible": (accessible, ("FOIA", "FOISA")),
    "review": (review, LAWS),
}
EVERY_REPLY = [(name, law) for name, (_, laws) in REPLIES.items() for law in laws]
