"""A request of four questions, for the drafting room."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.factories import FOIRequestFactory, QuestionFactory


def ask_about_bicycles(asked, **fields):
    """Return a request of a person's authority with the questions 1 to 4."""
    today = datetime.now(ZoneInfo("Europe/London")).date()
    foi_request = FOIRequestFactory(
        authority=asked.authority,
        subject="Bicycles lent to the public",
        received_on=today - timedelta(days=10),
        due_on=today + timedelta(days=18),
        **fields,
    )
    for number in range(1, 5):
        QuestionFactory(
            foi_request=foi_request,
            order=number,
            label=str(number),
            text=f"Where did they stand in year {number}?",
        )
    return foi_request
