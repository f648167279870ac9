"""Letters left unposted are told of once, after the days of the authority's rule."""

from datetime import UTC, date, datetime

import pytest

from requests_app.models import Notice, ReminderRules
from responses.models import Dispatch
from responses.sending.unposted import tell_of_unposted
from tests.factories import LetterFactory, UserFactory

# Friday 6 March 2026; Tuesday is two working days later.
READY = datetime(2026, 3, 6, 10, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)


@pytest.fixture
def letter(officer):
    return LetterFactory(
        foi_request__authority=officer.authority,
        foi_request__officer=officer,
        foi_request__closed_on=date(2026, 3, 9),
    )


@pytest.fixture
def dispatch(letter, officer):
    return Dispatch.objects.create(
        letter=letter,
        address="1 High Street",
        by=officer,
        channel=Dispatch.Channel.POST,
        due_at=READY,
    )


def test_a_letter_left_unposted_is_told_of_once(dispatch, officer):
    made = [tell_of_unposted(on=day) for day in (MONDAY, TUESDAY, TUESDAY)]

    assert made == [0, 1, 0]
    notice = Notice.objects.get()
    assert (notice.person, notice.kind) == (officer, "unposted")
    assert "has waited for the post for 2 working days" in notice.words
    assert notice.url == dispatch.letter.get_absolute_url()


def test_a_letter_posted_meanwhile_is_not_told_of(dispatch):
    Dispatch.objects.update(sent_at=READY, sent_on=READY.date())

    assert tell_of_unposted(on=TUESDAY) == 0


def test_the_rule_of_the_authority_counts(dispatch, officer):
    rules = ReminderRules.objects.create(
        authority=officer.authority, unposted_after_days=1
    )
    assert tell_of_unposted(on=MONDAY) == 1
    Notice.objects.all().delete()
    rules.unposted_after_days = None
    rules.save()
    assert tell_of_unposted(on=date(2026, 4, 30)) == 0


def test_a_sender_who_left_is_replaced_by_a_manager(dispatch, officer, manager):
    officer.is_active = False
    officer.save()
    tell_of_unposted(on=TUESDAY)

    assert Notice.objects.get().person == manager


def test_without_an_officer_sender_and_managers_are_told(dispatch, letter, manager):
    letter.foi_request.officer = None
    letter.foi_request.save()
    UserFactory(roles=["manager"])
    tell_of_unposted(on=TUESDAY)

    assert {n.person for n in Notice.objects.all()} == {dispatch.by, manager}
