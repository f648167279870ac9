"""Rows of the models of a migration, whose columns are not those of today."""

from datetime import date
from itertools import count

_NUMBERS = count(1)


def authority_of(apps):
    number = next(_NUMBERS)
    return apps.get_model("accounts", "Authority").objects.create(
        name=f"Authority {number}",
        short_name="the Authority",
        kind="police",
        reference_scheme=f"A{number}-{{number}}-{{year}}",
        address="1 High Street\nMidtown\nMT1 1AA",
        email="foi@authority.example",
        signatory="Information Access Team",
        review_contact="Review Officer, 1 High Street, Midtown",
    )


def person_of(apps, authority):
    return apps.get_model("accounts", "User").objects.create(
        username=f"person{next(_NUMBERS)}",
        first_name="Sam",
        last_name="Person",
        authority=authority,
    )


def request_of(apps, **values):
    """Make a request, with the usual values where none are given."""
    usual = {
        "reference": f"{next(_NUMBERS) + 10_000}-26",
        "state": "answering",
        "regime": "FOIA",
        "subject": "Speed cameras",
        "requester_name": "Alex Requester",
        "requester_email": "alex@requester.example",
        "received_on": date(2026, 3, 2),
        "registered_on": date(2026, 3, 2),
        "received_text": "1. How many speed cameras are there?",
        "due_on": date(2026, 3, 31),
    }
    if "authority" not in values:
        values["authority"] = authority_of(apps)
    requests = apps.get_model("requests_app", "FOIRequest").objects
    return requests.create(**usual | values)


def answer_of(apps, foi_request, order=0):
    """Make an answer to a question of its own."""
    question = apps.get_model("requests_app", "Question").objects.create(
        foi_request=foi_request,
        order=order,
        label="1",
        text="How many speed cameras are there?",
        due_on=foi_request.due_on,
    )
    answer = apps.get_model("responses", "Answer").objects.create(
        foi_request=foi_request,
        text="<p>There are twelve.</p>",
        outcome="disclosed",
        updated_by=person_of(apps, foi_request.authority),
    )
    answer.questions.add(question)
    return answer
