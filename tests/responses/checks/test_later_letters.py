"""A letter may name the day of a later letter, and the due date of what that asked."""

from datetime import date

import pytest

from requests_app.clock.events import recalculate_due_date
from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.models import ResponseDraft
from tests.responses import kinds
from tests.responses.kinds import ON

pytestmark = pytest.mark.django_db

WORDS = (
    "<p>Thank you for your letter of 5 March 2026. The last day for our answer is "
    "{day}.</p>"
)


@pytest.mark.parametrize("asks_more", [True, False])
def test_the_days_of_a_later_letter_may_be_named(asks_more):
    foi_request = kinds.full_disclosure()
    last = foi_request.questions.last()
    if asks_more:
        event = foi_request.clock_events.create(
            name="asked_later", on=date(2026, 3, 5), is_partial=True
        )
        event.questions.add(last)
        recalculate_due_date(foi_request)
    opening = WORDS.format(day="7 April 2026")
    ResponseDraft.objects.filter(foi_request=foi_request).update(opening=opening)

    found = [one.code for one in findings_in(compose(foi_request, on=ON))]

    assert found.count("date_typed_wrong") == (0 if asks_more else 2)
    last.refresh_from_db()
    assert (last.due_on == date(2026, 4, 7)) is asks_more
