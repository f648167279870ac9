"""The kind of an authority."""

from datetime import date

import pytest

from accounts.models import SchoolClosure
from requests_app.calendars import recalculating
from requests_app.calendars.authorities import (
    KindNotChanged,
    change_kind,
    follows_from_kind,
)
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


@pytest.fixture
def council(administrator):
    """A council with days on which a school would be closed."""
    authority = AuthorityFactory(kind="council")
    SchoolClosure.objects.create(
        authority=authority,
        kind=SchoolClosure.Kind.SCHOOL_CLOSED,
        name="Half-term",
        first_on=date(2026, 2, 9),
        last_on=date(2026, 2, 13),
        recorded_by=administrator,
    )
    return authority


def foretold(authority, kind, *, is_scottish=False):
    return list(
        follows_from_kind(
            authority=authority,
            kind=kind,
            is_scottish=is_scottish,
            on=date(2026, 2, 20),
        )
    )


def test_the_due_dates_that_a_new_kind_would_move_are_counted_first(council):
    over_half_term, later = date(2026, 2, 2), date(2026, 4, 20)
    for received_on, due_on in (
        (over_half_term, date(2026, 3, 2)),
        (over_half_term, date(2026, 3, 2)),
        (later, date(2026, 5, 19)),
    ):
        FOIRequestFactory(
            authority=council, received_on=received_on, due_on=due_on, state="answering"
        )
    FOIRequestFactory(received_on=over_half_term, due_on=date(2026, 3, 2))

    told = foretold(council, "academy")

    assert "Open requests that get another due date: 2 of 3." in told
    council.refresh_from_db()
    assert council.kind == "council"
    assert not Recalculation.objects.exists()


def test_a_new_nation_moves_no_due_date_of_requests_recorded_already(council):
    FOIRequestFactory(
        authority=council, received_on=date(2026, 2, 2), due_on=date(2026, 3, 2)
    )

    told = foretold(council, "council", is_scottish=True)

    assert "Open requests that get another due date: 0 of 1." in told
    assert any("Requests already recorded keep their law" in each for each in told)


def test_of_very_many_requests_the_oldest_are_calculated_first(council, monkeypatch):
    monkeypatch.setattr(recalculating, "FORETOLD", 1)
    FOIRequestFactory.create_batch(
        2, authority=council, received_on=date(2026, 2, 2), due_on=date(2026, 3, 2)
    )

    told = foretold(council, "academy")

    assert told[0] == (
        "Open requests that get another due date: 1 of the 1 oldest. The others are "
        "calculated after the change: 1."
    )


def test_a_due_date_that_cannot_be_calculated_is_counted_apart(council):
    FOIRequestFactory(
        authority=council, received_on=date(2028, 12, 20), due_on=date(2028, 12, 29)
    )

    told = foretold(council, "academy")

    assert "Due dates that cannot be calculated, and stay: 1." in told


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
