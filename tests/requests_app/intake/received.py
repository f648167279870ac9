"""Record a request for the tests of intake."""

from datetime import date

from requests_app.intake.recording import record_request

TODAY = date(2026, 3, 4)
TEXT = """Dear team,

1. How many drones do you own?
 a. What did they cost?
 b. Who flies them?
2. Do you have a drone policy?

Yours faithfully
Robin Writer"""


def record(by, **details):
    """Record a request of the officer's authority."""
    given = {
        "authority": by.authority,
        "received_text": TEXT,
        "received_on": date(2026, 3, 2),
        "regime": "FOIA",
        "channel": "email",
        "requester_name": "Robin Writer",
        "by": by,
        "on": TODAY,
    }
    return record_request(**{**given, **details})
