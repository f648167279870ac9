"""What the page for a pasted request reads in the text before recording it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from mail.models import Entry
from requests_app.alike.services import compare
from requests_app.casework.doubles import undo_double
from requests_app.intake.proposals import propose
from requests_app.models import FOIRequest
from requests_app.workflow import State
from statute.working_days import format_date
from tests.factories import AuthorityFactory, FOIRequestFactory, RequesterFactory
from tests.mail.made import mail, receive

ASKS = """Dear team,

1. How many bicycles did you buy in 2025, and for which of your offices?
2. What did the bicycles cost, and who sold them to you in that year?

Yours faithfully
Rowan Hale"""


def headed(on, sender="Rowan Hale <rowan@hale.example>", text=ASKS):
    sent = f"{on:%-d %B %Y} 14:05"
    return f"From: {sender}\nSent: {sent}\nTo: FOI\nSubject: Bicycles\n\n{text}"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def typed(today, text=ASKS, **changed):
    """Return the form as it is when only the text has been pasted."""
    return {
        "received_text": text,
        "requester_name": "",
        "requester_email": "",
        "received_on_0": today.day,
        "received_on_1": today.month,
        "received_on_2": today.year,
        "channel": "email",
        "regime": "FOIA",
        "language": "en",
    } | changed


def send(desk, data):
    return desk.post(reverse("record-request"), data)


def fields(response):
    """Return the form of a page as a browser would send it again."""
    (form,) = fromstring(response.content).xpath("//form[@data-read-pasted]")
    values = {name: value.removeprefix("\n") for name, value in form.form_values()}
    parts = {f"received_on_{part}": "" for part in range(3)}
    return {"requester_name": "", "requester_email": ""} | parts | values


def errors(response):
    return response.context["form"].errors


def test_sender_and_date_of_the_headers_are_filled_in(desk, today):
    sent_on = today - timedelta(days=4)

    page = send(desk, typed(today, headed(sent_on)))

    shown = fields(page)
    assert not errors(page)
    assert not FOIRequest.objects.exists()
    assert shown["requester_name"] == "Rowan Hale"
    assert shown["requester_email"] == "rowan@hale.example"
    assert [shown[f"received_on_{part}"] for part in range(3)] == [
        str(sent_on.day),
        str(sent_on.month),
        str(sent_on.year),
    ]
    assert format_date(sent_on) in page.content.decode()


def test_once_checked_the_request_is_recorded_as_the_officer_left_it(desk, today):
    sent_on = today - timedelta(days=4)
    shown = fields(send(desk, typed(today, headed(sent_on))))

    send(desk, shown | {"requester_name": "R. Hale", "received_on_0": sent_on.day})

    made = FOIRequest.objects.get()
    assert (made.requester_name, made.received_on) == ("R. Hale", sent_on)
    assert made.subject == "Bicycles"
    assert [one.text[:8] for one in made.questions.order_by("order")] == [
        "How many",
        "What did",
    ]


def test_an_officer_may_set_back_what_was_filled_in(desk, today):
    shown = fields(send(desk, typed(today, headed(today - timedelta(days=4)))))
    back = {
        f"received_on_{part}": value
        for part, value in enumerate((today.day, today.month, today.year))
    }

    send(desk, shown | back)

    assert FOIRequest.objects.get().received_on == today


def test_what_was_typed_before_is_kept(desk, today):
    data = typed(today, headed(today), requester_name="Robin Writer")

    shown = fields(send(desk, data))

    assert shown["requester_name"] == "Robin Writer"
    assert shown["requester_email"] == "rowan@hale.example"


def test_another_text_brings_its_own_sender_or_none(desk, today):
    shown = fields(send(desk, typed(today, headed(today))))

    again = fields(send(desk, shown | {"received_text": ASKS}))

    assert again["requester_name"] == ""
    assert again["requester_email"] == ""


def test_the_button_reads_without_judging(desk, today):
    page = send(desk, typed(today, read_text="Read the text"))

    assert not errors(page)
    assert "The text was read" in page.content.decode()


def test_a_text_without_headers_is_recorded_at_once(desk, today):
    send(desk, typed(today, requester_name="Robin Writer"))

    assert FOIRequest.objects.get().requester_name == "Robin Writer"


def test_a_tampered_reading_counts_as_none(desk, today):
    shown = fields(send(desk, typed(today, headed(today))))

    page = send(desk, shown | {"text_read": "made up", "requester_name": ""})

    assert fields(page)["requester_name"] == "Rowan Hale"


def test_environmental_words_suggest_the_regulations_and_say_why(desk, today):
    text = ASKS.replace("the bicycles cost", "air quality reports say")

    read = typed(today, text, requester_name="Rowan Hale", read_text="Read the text")
    page = send(desk, read)

    shown = fields(page)
    assert shown["regime"] == "EIR"
    assert "It mentions “air quality”." in page.content.decode()
    send(desk, shown | {"regime": "FOIA"})
    assert FOIRequest.objects.get().regime == "FOIA"


@pytest.mark.parametrize("year", [2004, 2999])
def test_a_day_that_cannot_be_is_told_and_not_filled_in(officer, year):
    found = propose(headed(date(year, 3, 2)), officer.authority, today=date(2026, 3, 4))

    assert found.received_on is None
    assert "cannot be the day" in found.told[-1]


@pytest.mark.django_db
def test_of_a_message_sent_on_the_earlier_counts():
    authority = AuthorityFactory(email="foi@council.example")
    inner = headed(date(2026, 3, 2))
    text = headed(
        date(2026, 3, 4), "Sam Clerk <sam@council.example>", f"Yours?\n\n{inner}"
    )

    found = propose(text, authority, today=date(2026, 3, 4))

    assert (found.email, found.received_on) == (
        "rowan@hale.example",
        date(2026, 3, 2),
    )
    assert "Sam Clerk of your authority sent the message on" in found.told[-1]


def test_a_day_that_cannot_be_is_left_empty(desk, today):
    page = send(desk, typed(today, headed(today + timedelta(days=400))))

    shown = fields(page)
    assert "which cannot be the day" in page.content.decode()
    assert [shown[f"received_on_{part}"] for part in range(3)] == ["", "", ""]
    assert errors(send(desk, shown))["received_on"]
    on = {f"received_on_{part}": n for part, n in enumerate((1, 12, today.year - 1))}
    send(desk, shown | on)
    assert FOIRequest.objects.get().received_on == date(today.year - 1, 12, 1)


@pytest.mark.parametrize("dated", ["yesterday at noon", "31 February 2026 10:00"])
def test_a_date_that_cannot_be_read_is_left_empty(desk, today, dated):
    head = f"From: Rowan Hale <rowan@hale.example>\nSent: {dated}\nSubject: Bicycles"

    page = send(desk, typed(today, f"{head}\n\n{ASKS}"))

    assert f"The headers say “{dated}”" in page.content.decode()
    assert fields(page)["received_on_0"] == ""
    assert "have no day that can be right" in page.content.decode()


def test_a_provision_that_the_law_does_not_have_is_told(desk, today):
    text = ASKS.replace("Dear team,", "Under section 47B FOIA please tell me:")
    said = "It names “section 47B”, which is not in the law."

    page = send(desk, typed(today, text, read_text="Read the text"))

    assert page.text.count(said) == 1
    recorded = send(desk, fields(page) | {"requester_name": "Rowan Hale"})
    assert desk.get(recorded.url).text.count(said) == 1


CYMRAEG = """Annwyl Gyngor,

Faint o feiciau sydd gan y Cyngor yn y swyddfa, a beth oedd y gost?

Yn gywir
Rowan Hale"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CYMRAEG, "The text is in Welsh."),
        ("Oddi wrth: Rowan <r@h.example>\nPwnc: Beics\n\nBeics?", "Its headers are in"),
        ("Oddi wrth: Rowan <r@h.example>\nPwnc: Bikes\n\nHow many?", ""),
        (ASKS, ""),
    ],
)
def test_welsh_letters_are_proposed_for_a_welsh_text(desk, today, text, said):
    page = send(desk, typed(today, text, read_text="Read the text"))

    assert fields(page)["language"] == ("cy" if said else "en")
    assert ("Suggested: Welsh" in page.content.decode()) == bool(said)
    assert said in page.content.decode()
    back = send(desk, fields(page) | {"language": "en", "requester_name": "Rowan"})
    assert back.status_code == 302
    assert FOIRequest.objects.get().language == "en"


def test_welsh_letters_are_proposed_where_the_record_says_so(desk, officer, today):
    RequesterFactory(
        authority=officer.authority,
        name="Rowan Hale",
        emails=["rowan@hale.example"],
        known_by=["rowan hale", "rowan@hale.example"],
        language="cy",
    )

    page = send(desk, typed(today, headed(today)))

    assert fields(page)["language"] == "cy"
    assert "says “Letters in Welsh”" in page.content.decode()


@pytest.fixture
def first(desk, officer, today):
    """Return a request pasted before, and registered meanwhile."""
    details = {
        "requester_name": "Rowan Hale",
        "requester_email": "rowan@hale.example",
    }
    send(desk, typed(today, **details))
    made = FOIRequest.objects.get()
    made.state, made.reference, made.registered_on = State.ANSWERING, "7-26", today
    made.save()
    return made


def again(today, **changed):
    return typed(
        today,
        requester_name="Rowan Hale",
        requester_email="rowan@hale.example",
        requester="new",
        **changed,
    )


def test_the_same_text_is_not_recorded_again_without_a_word(desk, today, first):
    compare([first.pk])

    page = send(desk, again(today))

    assert errors(page)["original"] == [
        "Choose whether this is a double or a request of its own"
    ]
    content = page.content.decode()
    assert "put it on the file of 7-26" in content
    assert "The same words." in content
    assert FOIRequest.objects.count() == 1


def test_a_double_is_put_on_the_file_of_the_first(desk, officer, today, first):
    compare([first.pk])

    done = send(desk, again(today, original=str(first.pk)))

    double = FOIRequest.objects.get(double_of=first)
    assert done.url == first.get_absolute_url()
    assert (double.state, double.reference) == (State.DOUBLE, None)
    assert double.received_text == ASKS
    undo_double(foi_request=double, reason="Two.", by=officer, on=today)
    double.refresh_from_db()
    assert double.state == State.RECEIVED


def test_a_request_of_its_own_is_recorded_anyway(desk, today, first):
    compare([first.pk])

    send(desk, again(today, original="new"))

    assert FOIRequest.objects.filter(double_of=None).count() == 2


def test_a_refused_double_changes_nothing_and_keeps_the_text(desk, today, first):
    compare([first.pk])
    yesterday = today - timedelta(days=1)
    earlier = {
        f"received_on_{part}": value
        for part, value in enumerate((yesterday.day, yesterday.month, yesterday.year))
    }

    page = send(desk, again(today, original=str(first.pk)) | earlier)

    assert "the time runs from the first" in errors(page)["original"][0]
    assert "How many bicycles" in page.content.decode()
    assert FOIRequest.objects.count() == 1


def test_a_restricted_request_alike_is_not_told_of(desk, today, first):
    compare([first.pk])
    FOIRequest.objects.filter(pk=first.pk).update(is_restricted=True)

    send(desk, again(today))

    assert FOIRequest.objects.count() == 2


def test_reviews_and_other_authorities_are_offered_as_no_original(desk, today, first):
    compare([first.pk])
    FOIRequest.objects.filter(pk=first.pk).update(review_of=FOIRequestFactory())

    send(desk, again(today))

    assert FOIRequest.objects.filter(review_of=None, received_text=ASKS).exists()


@pytest.mark.parametrize(
    ("sender", "advice"),
    [
        ("", "If it is from the same person, register that message"),
        ("rowan@hale.example", "Register that message instead of pasting it"),
        ("gwen@jones.example", "what you pasted is a request of its own"),
    ],
)
def test_a_message_of_the_queue_alike_is_told_with_its_sender(
    desk, officer, today, sender, advice
):
    receive(officer.authority, mail(text=ASKS))

    page = send(desk, typed(today, requester_name="Anybody", requester_email=sender))

    content = page.content.decode()
    assert advice in content
    assert "from Rowan Hale (rowan@hale.example), received on" in content
    assert f'href="/incoming/{Entry.objects.get().pk}/"' in content


def test_words_of_another_person_are_first_a_request_of_its_own(desk, today, first):
    compare([first.pk])

    page = send(desk, again(today) | {"requester_email": "gwen@jones.example"})

    choices = page.context["form"].fields["original"].choices
    assert [key for key, _ in choices] == ["new", str(first.pk)]
    assert choices[1][1].startswith("Another person has asked with the same words:")


def test_a_message_of_the_queue_alike_is_told_before_recording(desk, officer, today):
    receive(officer.authority, mail(text=ASKS))

    page = send(desk, typed(today, requester_name="Rowan Hale"))

    assert "waits under Incoming with nearly the same words" in page.content.decode()
    assert not FOIRequest.objects.exists()
    send(desk, fields(page))
    assert FOIRequest.objects.count() == 1


def test_the_law_alone_does_not_show_the_form_again(desk, today):
    text = ASKS.replace("the bicycles cost", "air quality reports say")
    named = {"requester_name": "Rowan Hale", "requester_email": "rowan@hale.example"}

    recorded = send(desk, typed(today, text, regime="FOIA", **named))

    foi_request = FOIRequest.objects.get()
    assert foi_request.regime == "FOIA"
    page = desk.get(recorded.url).content.decode()
    assert "It mentions “air quality”." in page
    change = reverse("change-details", args=[foi_request.pk]) + "?regime=EIR"
    assert f'href="{change}"' in page
    form = desk.get(change).context["form"]
    assert form["regime"].value() == "EIR"


def test_the_law_is_not_suggested_where_chosen(desk, today):
    text = ASKS.replace("the bicycles cost", "air quality reports say")

    recorded = send(desk, typed(today, text, regime="EIR", requester_name="Rowan Hale"))

    assert "Choose this law" not in desk.get(recorded.url).content.decode()
