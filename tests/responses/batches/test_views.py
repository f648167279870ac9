"""Pages for bulk letters."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.clock.events import recalculate_due_date
from responses.batches.queueing import RUN_BATCH, reprint_letters, write_letters
from responses.models import Batch, Letter
from statute.notices import LetterType
from tests.factories import FOIRequestFactory, LetterFactory, QuestionFactory
from tests.jobs import run_jobs

AT = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def signed_in(client, officer):
    client.force_login(officer)


def make(officer, number, **fields):
    today = timezone.localdate()
    made = [
        FOIRequestFactory(
            authority=officer.authority,
            received_on=today,
            requester_email="person@example.org",
            **fields,
        )
        for _ in range(number)
    ]
    for foi_request in made:
        QuestionFactory(foi_request=foi_request)
        recalculate_due_date(foi_request)
        foi_request.save()
    return made


def chosen(foi_requests, **more):
    return {
        "kind": "acknowledgement",
        "chosen": [one.pk for one in foi_requests],
        **more,
    }


def form_key(page):
    return re.search(r'name="form_key" value="([^"]+)"', page.content.decode())[1]


def test_a_file_that_is_missing_is_said_on_the_page_of_its_batch(client, officer):
    letter = LetterFactory(foi_request=make(officer, 1)[0])
    batch = reprint_letters(
        letters=[letter], title="Letters", by=officer, at=AT, form_key=uuid4()
    )
    batch.items.update(done_at=AT)
    Batch.objects.update(file="letters/gone.pdf", sha256="0" * 64)

    page = client.get(reverse("batch-pdf", kwargs={"batch": batch.pk}), follow=True)

    assert page.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert "cannot be read just now" in page.content.decode()


def test_requests_not_yet_acknowledged_are_offered(client, officer):
    one, told = make(officer, 2)
    LetterFactory(foi_request=told, type=LetterType.ACKNOWLEDGEMENT)
    make(officer, 1, is_restricted=True)

    page = client.get(reverse("write-to-many"))

    assert page.context_data["offered"] == [one]


def test_an_overdue_request_wants_more_than_an_acknowledgement(client, officer):
    (late,) = make(officer, 1)
    late.due_on = timezone.localdate() - timedelta(days=1)
    late.save()

    acknowledged = client.get(reverse("write-to-many"))
    told = client.get(reverse("write-to-many"), {"kind": "delay_notice"})

    assert acknowledged.context_data["offered"] == []
    assert told.context_data["offered"] == [late]


def test_requests_are_found_by_their_words(client, officer):
    make(officer, 1)

    page = client.get(reverse("write-to-many"), {"q": "giraffes"})

    assert "No open request contains “giraffes”." in page.content.decode()


def test_nothing_ticked_is_said_and_the_list_stands(client, officer):
    make(officer, 1)

    page = client.post(reverse("write-to-many"), chosen([]))

    assert page.status_code == 422
    assert "Choose at least one request" in page.content.decode()


def test_the_first_letter_is_shown_as_it_will_be(client, officer):
    foi_requests = make(officer, 3)

    page = client.post(reverse("write-to-many"), chosen(foi_requests))
    look = client.post(
        reverse("write-to-many"),
        chosen(
            foi_requests,
            remarks="We <b>thank</b> you.",
            send="sent",
            form_key=form_key(page),
            version=0,
            look="yes",
        ),
    )

    assert foi_requests[0].reference in page.content.decode()
    assert "We &lt;b&gt;thank&lt;/b&gt; you." in look.content.decode()
    assert not Batch.objects.exists()


def test_letters_are_asked_for_once_and_the_page_follows_them(client, officer):
    foi_requests = make(officer, 3)
    page = client.post(reverse("write-to-many"), chosen(foi_requests))
    sent = chosen(
        foi_requests,
        remarks="",
        send="kept",
        form_key=form_key(page),
        version=0,
        begin="yes",
    )

    first = client.post(reverse("write-to-many"), sent)
    second = client.post(reverse("write-to-many"), sent)
    waiting = client.get(first.url).content.decode()
    run_jobs(RUN_BATCH, on=timezone.localdate(), at=timezone.now())
    over = client.get(first.url, headers={"HX-Request": "true"}).content.decode()

    assert first.url == second.url
    assert Batch.objects.count() == 1
    assert "0 of 3 done" in waiting
    assert "hx-trigger" in waiting
    assert "3 of 3 done" in over
    assert "hx-trigger" not in over
    assert "<html" not in over
    assert Letter.objects.count() == 3


def test_a_request_of_another_authority_cannot_be_slipped_in(client, officer):
    other = FOIRequestFactory()

    page = client.post(reverse("write-to-many"), chosen([other]))

    assert page.status_code == 422
    assert other.subject not in page.content.decode()


def test_a_form_filled_in_wrongly_comes_back_filled(client, officer):
    foi_requests = make(officer, 2)
    page = client.post(
        reverse("write-to-many"), {**chosen(foi_requests), "kind": "delay_notice"}
    )

    again = client.post(
        reverse("write-to-many"),
        {
            **chosen(foi_requests),
            "kind": "delay_notice",
            "reason": "A flood.",
            "until_0": "32",
            "until_1": "13",
            "until_2": "2026",
            "send": "sent",
            "form_key": form_key(page),
            "version": 0,
            "begin": "yes",
        },
    )

    assert again.status_code == 422
    assert "A flood." in again.content.decode()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("name", ["write-to-many", "batches"])
def test_lists_ask_the_database_as_often_however_long(
    client, officer, name, django_assert_num_queries
):
    def queries(number):
        make(officer, number)
        for _ in range(number):
            ask(officer, make(officer, 1))
        with django_assert_num_queries(EXPECTED[name]):
            client.get(reverse(name))

    queries(2)
    queries(8)


EXPECTED = {"write-to-many": 4, "batches": 5}


def ask(officer, foi_requests):
    return write_letters(
        foi_requests=foi_requests,
        kind=LetterType.ACKNOWLEDGEMENT,
        said={"remarks": ""},
        is_sent=False,
        by=officer,
        at=AT,
        form_key=uuid4(),
    )


@pytest.mark.parametrize("number", [2, 60])
def test_a_batch_asks_the_database_as_often_however_long(
    client, officer, number, django_assert_num_queries
):
    batch = ask(officer, make(officer, number))

    with django_assert_num_queries(6):
        page = client.get(batch.get_absolute_url())

    assert len(page.content) < 100_000


def test_items_about_requests_one_may_not_see_are_only_counted(client, officer):
    one, hidden = make(officer, 2)
    batch = ask(officer, [one, hidden])
    hidden.is_restricted = True
    hidden.save()

    page = client.get(batch.get_absolute_url()).content.decode()

    assert one.reference in page
    assert hidden.reference not in page
    assert "1 more letter concerns requests that you may not see." in page


def test_a_batch_is_stopped_and_goes_on(client, officer):
    batch = ask(officer, make(officer, 2))

    client.post(reverse("stop-batch", kwargs={"batch": batch.pk}))
    stopped = client.get(batch.get_absolute_url()).content.decode()
    client.post(reverse("try-batch-again", kwargs={"batch": batch.pk}))
    batch.refresh_from_db()

    assert "2 not done" in stopped
    assert batch.stopped_at is None


def test_letters_of_some_days_are_printed_again(client, officer):
    LetterFactory(foi_request__authority=officer.authority, issued_on=date(2026, 3, 9))
    LetterFactory(foi_request__authority=officer.authority, issued_on=date(2026, 4, 1))
    LetterFactory(issued_on=date(2026, 3, 9))
    page = client.get(reverse("reprint-letters"))

    client.post(
        reverse("reprint-letters"),
        {
            "first_on_0": "1",
            "first_on_1": "3",
            "first_on_2": "2026",
            "last_on_0": "31",
            "last_on_1": "3",
            "last_on_2": "2026",
            "form_key": form_key(page),
        },
    )

    batch = Batch.objects.get()
    assert batch.title == "Letters of 1 March 2026 to 31 March 2026"
    assert batch.items.count() == 1


@pytest.mark.parametrize(
    ("last", "said"),
    [("2", "must not be before"), ("20", "No letter that you may see was issued")],
)
def test_days_without_letters_are_refused_in_a_sentence(client, last, said):
    page = client.get(reverse("reprint-letters"))

    again = client.post(
        reverse("reprint-letters"),
        {
            "first_on_0": "9",
            "first_on_1": "3",
            "first_on_2": "2026",
            "last_on_0": last,
            "last_on_1": "3",
            "last_on_2": "2026",
            "form_key": form_key(page),
        },
    )

    assert said in again.content.decode()
    assert not Batch.objects.exists()


def test_clarification_of_many_requests_is_about_all_their_questions(client, officer):
    foi_requests = make(officer, 2)
    for foi_request in foi_requests:
        QuestionFactory(foi_request=foi_request, order=9)

    page = client.post(
        reverse("write-to-many"),
        chosen(
            foi_requests,
            kind="clarification",
            unclear="Which years do you mean?",
            help="Any since 2019.",
            version="0",
            look="1",
        ),
    ).content.decode()

    assert "Which years do you mean?" in page
    assert "Which questions are unclear" not in page
