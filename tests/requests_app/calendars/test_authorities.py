"""The kind of an authority."""

from datetime import date

import pytest

from accounts.models import SchoolClosure
from requests_app.calendars.authorities import KindNotChanged, change_kind
from requests_app.calendars.recalculating import RECALCULATE_DUE_DATES
from requests_app.models import Recalculation
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(roles=["administrator"])


def test_a_new_kind_moves_the_due_dates_that_follow_from_it(administrator):
    authority = AuthorityFactory(kind="council")
    SchoolClosure.objects.create(
        authority=authority,
        kind=SchoolClosure.Kind.SCHOOL_CLOSED,
        name="Half-term",
        first_on=date(2026, 2, 9),
        last_on=date(2026, 2, 13),
        recorded_by=administrator,
    )
    foi_request = FOIRequestFactory(
        authority=authority,
        received_on=date(2026, 2, 2),
        due_on=date(2026, 3, 2),
        state="answering",
    )

    made = change_kind(
        authority=authority,
        kind="academy",
        is_scottish=False,
        reason="Entered wrongly.",
        by=administrator,
    )
    run_jobs(RECALCULATE_DUE_DATES)

    made.refresh_from_db()
    authority.refresh_from_db()
    foi_request.refresh_from_db()
    assert authority.kind == "academy"
    assert made.cause == Recalculation.Cause.KIND
    assert made.what == (
        f"{authority} changed from “Council, UK law” to “Academy, UK law”"
    )
    assert made.looked_at == 1
    assert foi_request.due_on == date(2026, 3, 9)


def test_the_same_kind_changes_nothing(administrator):
    authority = AuthorityFactory(kind="council")

    with pytest.raises(KindNotChanged, match="Nothing was changed"):
        change_kind(
            authority=authority,
            kind="council",
            is_scottish=False,
            reason="Again.",
            by=administrator,
        )

    assert not Recalculation.objects.exists()
