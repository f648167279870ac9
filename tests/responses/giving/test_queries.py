"""Where each letter is, in the database's words and in the page's."""

from datetime import timedelta

import pytest

from requests_app.models import FOIRequest
from responses.giving.queries import issued_letter, journeys_of, outstanding
from responses.models import Dispatch, Letter, LetterWithdrawal
from responses.querysets import STUCK, Whereabouts
from tests.factories import FOIRequestFactory, LetterFactory, UserFactory
from tests.responses.kinds import AT, ON

pytestmark = pytest.mark.django_db

UNDONE = {"stopped_at": AT}
FAILED = {"failed_at": AT, "failure": "The mail server refused it."}
SENT = {"sent_at": AT, "sent_on": ON}
IN_DOUBT = {"begun_at": AT, "unconfirmed_since": AT}
POST = {"channel": "post"}


@pytest.fixture
def letter(officer):
    return LetterFactory(
        foi_request=FOIRequestFactory(
            authority=officer.authority, state="issued", officer=officer
        )
    )


def send(letter, **fields):
    if "stopped_at" in fields:
        fields["stopped_by"] = letter.issued_by
    fields = {"channel": "email", "address": "a@b.example"} | fields
    Dispatch.objects.create(letter=letter, by=letter.issued_by, due_at=AT, **fields)
    given_on = letter.dispatches.given_on()
    Letter.objects.filter(pk=letter.pk).update(given_on=given_on)


@pytest.mark.parametrize(
    ("sendings", "where", "says", "act"),
    [
        ([], Whereabouts.NOT_SENT, "and not sent", "Choose how"),
        ([{}], Whereabouts.QUEUED, "is being sent", ""),
        ([POST], Whereabouts.FOR_POST, "post since 9 March 2026", "Print and post"),
        ([UNDONE], Whereabouts.HELD_BACK, "nothing was sent", "or withdraw"),
        ([FAILED], Whereabouts.FAILED, "refused it", "Send the letter again"),
        ([SENT | FAILED], Whereabouts.FAILED, "refused it", "Send the letter again"),
        ([IN_DOUBT], Whereabouts.UNCONFIRMED, "unconfirmed", "Find out"),
        ([SENT], Whereabouts.GIVEN, "Given on 9 March 2026.", ""),
        ([FAILED, POST], Whereabouts.FOR_POST, "post since", "Print and post"),
        ([POST, UNDONE], Whereabouts.FOR_POST, "post since", "Print and post"),
        ([UNDONE, FAILED], Whereabouts.FAILED, "refused it", "Send the letter again"),
        ([SENT, FAILED], Whereabouts.GIVEN, "refused it", "Send the letter again"),
        ([SENT, IN_DOUBT], Whereabouts.GIVEN, "unconfirmed", "Find out"),
        ([FAILED, SENT], Whereabouts.GIVEN, "Given on 9 March 2026.", ""),
    ],
)
def test_where_a_letter_is_and_what_is_to_be_done(letter, sendings, where, says, act):
    for fields in sendings:
        send(letter, **fields)

    (journey,) = journeys_of(Letter.objects.all())

    assert journey.whereabouts == where
    assert says in journey.words
    assert journey.act.startswith(act) or act in journey.act
    assert bool(journey.act) == bool(act)
    assert journey.who == letter.foi_request.officer
    # A page's own count of the stuck agrees with the database's.
    assert [journey.letter] * journey.is_stuck == list(
        outstanding(FOIRequest.objects.all())
    )
    assert (where in STUCK) <= journey.is_stuck


def test_a_letter_given_after_its_date_says_by_how_much(letter):
    send(letter, sent_at=AT, sent_on=ON + timedelta(days=3))

    (journey,) = journeys_of(Letter.objects.all())

    assert journey.words == "Given on 12 March 2026, 3 days after its date."


def test_a_letter_withdrawn_or_replaced_needs_nothing(letter):
    LetterWithdrawal.objects.create(
        letter=letter, reason="A slip.", by=letter.issued_by, on=ON
    )
    replaced = LetterFactory(foi_request=letter.foi_request, number=2)
    LetterFactory(foi_request=letter.foi_request, number=3, supersedes=replaced)

    found = {one.letter.number: one for one in journeys_of(Letter.objects.all())}

    assert found[1].whereabouts == Whereabouts.WITHDRAWN
    assert found[2].whereabouts == Whereabouts.REPLACED
    assert [one.number for one in outstanding(FOIRequest.objects.all())] == [3]


def test_a_letter_about_a_request_withdrawn_needs_nothing(letter):
    FOIRequest.objects.update(state="withdrawn", closed_on=ON)

    assert not outstanding(FOIRequest.objects.all())


def test_without_an_officer_the_issuer_must_act(letter):
    FOIRequest.objects.update(officer=None)

    (journey,) = journeys_of(Letter.objects.all())

    assert journey.who == letter.issued_by


def test_the_most_urgent_requests_come_first(officer):
    for days in (9, 1, 5):
        foi_request = FOIRequestFactory(
            authority=officer.authority, due_on=ON + timedelta(days=days)
        )
        LetterFactory(foi_request=foi_request)

    due = [one.foi_request.due_on for one in outstanding(FOIRequest.objects.all())]

    assert due == sorted(due)


def test_the_letter_to_go_out_is_the_response(letter):
    LetterFactory(foi_request=letter.foi_request, number=2, type="acknowledgement")

    assert issued_letter(letter.foi_request) == (1, Whereabouts.NOT_SENT)

    send(letter, **SENT)
    assert issued_letter(letter.foi_request) is None


def test_journeys_take_the_same_queries_however_many_letters(
    officer, django_assert_num_queries
):
    for _ in range(7):
        letter = LetterFactory(
            foi_request=FOIRequestFactory(authority=officer.authority),
            issued_by=UserFactory(),
        )
        send(letter, **UNDONE)
        send(letter, **FAILED)

    with django_assert_num_queries(3):
        assert len(journeys_of(outstanding(FOIRequest.objects.all()))) == 7
