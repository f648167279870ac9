"""Pages for letters sent by post."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.models import FOIRequest
from responses.models import Dispatch, PrintRun
from responses.sending import post
from tests.factories import FOIRequestFactory, LetterFactory


@pytest.fixture(autouse=True)
def signed_in(client, officer):
    client.force_login(officer)


def waiting(officer, number=1, **fields):
    now = timezone.now()
    return [
        Dispatch.objects.create(
            letter=LetterFactory(
                foi_request=FOIRequestFactory(
                    authority=officer.authority,
                    state="answered",
                    closed_on=timezone.localdate(),
                    **fields,
                ),
                issued_on=timezone.localdate(),
            ),
            channel=Dispatch.Channel.POST,
            address="1 High Street\nMidtown",
            by=officer,
            due_at=now - timedelta(hours=1),
        )
        for _ in range(number)
    ]


def form_key(page):
    return re.search(r'name="form_key" value="([^"]+)"', page.content.decode())[1]


def day(on):
    return {"on_0": on.day, "on_1": on.month, "on_2": on.year}


@pytest.mark.parametrize("number", [1, 40])
def test_the_queue_asks_the_database_as_often_however_long(
    client, officer, number, django_assert_num_queries
):
    waiting(officer, number)

    with django_assert_num_queries(6):
        page = client.get(reverse("post"))

    assert len(page.content) < 100_000


def test_letters_of_requests_one_may_not_see_are_not_in_the_queue(client, officer):
    (hidden,) = waiting(officer, is_restricted=True)

    page = client.get(reverse("post")).content.decode()

    assert "No letters are waiting for the post." in page
    assert str(hidden.letter.foi_request) not in page


def test_letters_are_printed_and_the_page_follows(client, officer):
    dispatches = waiting(officer, 2)
    key = form_key(client.get(reverse("post")))
    sent = {
        "chosen": [one.pk for one in dispatches],
        "form_key": key,
        "print": "yes",
    }

    first = client.post(reverse("post"), sent)
    second = client.post(reverse("post"), sent)
    page = client.get(first.url, headers={"HX-Request": "true"}).content.decode()

    assert first.url == second.url
    assert PrintRun.objects.get().dispatches.count() == 2
    assert "0 of 2 letters joined" in page
    assert "<html" not in page


def test_a_file_with_a_letter_one_may_no_longer_see_is_not_there(client, officer):
    dispatches = waiting(officer, 2)
    run = post.print_letters(
        dispatches=dispatches,
        by=officer,
        at=timezone.now(),
        form_key="8a1d0f0e-5a3c-4b7e-9a3e-0b1f6f1f2c3d",
    )
    FOIRequest.objects.filter(pk=dispatches[0].letter.foi_request_id).update(
        is_restricted=True
    )

    page = client.get(reverse("print-run", kwargs={"print_run": run.pk}))

    assert page.status_code == 404


def test_posting_is_recorded(client, officer):
    (dispatch,) = waiting(officer)
    key = form_key(client.get(reverse("post")))

    client.post(
        reverse("post"),
        {
            "chosen": [dispatch.pk],
            "form_key": key,
            "posted": "yes",
            **day(timezone.localdate()),
        },
    )

    dispatch.refresh_from_db()
    assert dispatch.sent_on == timezone.localdate()


@pytest.mark.parametrize(
    ("button", "chosen", "ahead", "said"),
    [
        ("print", False, 0, "Choose at least one letter"),
        ("posted", False, 0, "Choose at least one letter"),
        ("posted", True, 1, "is in the future"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(
    client, officer, button, chosen, ahead, said
):
    (dispatch,) = waiting(officer)
    key = form_key(client.get(reverse("post")))

    page = client.post(
        reverse("post"),
        {
            "chosen": [dispatch.pk] if chosen else [],
            "form_key": key,
            button: "yes",
            **day(timezone.localdate() + timedelta(days=ahead)),
        },
    )

    dispatch.refresh_from_db()
    assert page.status_code == 422
    assert said in page.content.decode()
    assert dispatch.sent_at is None
    assert not PrintRun.objects.exists()
