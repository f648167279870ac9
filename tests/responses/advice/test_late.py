"""The officer is told once of advice that was not given by its day."""

from datetime import date

import pytest

from requests_app.models import Notice
from responses.advice.late import tell_of_late_advice
from responses.advice.services import chase_advice
from tests.factories import AdviceFactory, FOIRequestFactory

WANTED = date(2026, 3, 13)
NEXT_DAY = date(2026, 3, 14)


@pytest.fixture
def advice(officer):
    return AdviceFactory(
        foi_request=FOIRequestFactory(authority=officer.authority, officer=officer),
        received_on=None,
        received="",
        wanted_by=WANTED,
    )


def test_the_officer_is_told_once(advice, officer):
    assert tell_of_late_advice(on=WANTED) == 0
    assert tell_of_late_advice(on=NEXT_DAY) == 1
    assert tell_of_late_advice(on=date(2026, 3, 20)) == 0

    notice = Notice.objects.get(person=officer)
    assert "wanted by 13 March 2026" in notice.words
    assert notice.url.endswith("#advice")


def test_a_later_day_begins_again(advice, officer):
    tell_of_late_advice(on=NEXT_DAY)
    chase_advice(
        advice=advice,
        note="",
        wanted_by=date(2026, 3, 18),
        is_mailed=False,
        by=officer,
        on=NEXT_DAY,
    )

    assert tell_of_late_advice(on=date(2026, 3, 18)) == 0
    assert tell_of_late_advice(on=date(2026, 3, 19)) == 1


@pytest.mark.parametrize("field", ["received_on", "withdrawn_on"])
def test_of_advice_that_ended_nobody_is_told(advice, field):
    setattr(advice, field, WANTED)
    advice.save()

    assert tell_of_late_advice(on=NEXT_DAY) == 0
