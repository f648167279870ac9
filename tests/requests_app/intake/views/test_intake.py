"""The pages for the intake of a request."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.intake.details import DETAILS, change_details
from requests_app.intake.recording import record_request
from requests_app.intake.registering import mark_not_valid, register_request
from requests_app.models import FOIRequest
from requests_app.questions.correcting import correct_questions
from requests_app.questions.outline.tree_edits import renumber
from requests_app.questions.stored_outline import outline_of
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory

TEXT = """Dear team,

1. How many drones do you own?
 a. What did they cost?
 b. Who flies them?
2. Do you have a drone policy?

Yours faithfully
Robin Writer"""


@pytest.fixture
def desk(client, officer):
    """Sign the officer in."""
    client.force_login(officer)
    return client


@pytest.fixture
def received(officer):
    return record(officer)


def record(officer, text=TEXT, **details):
    today = timezone.localdate()
    given = {
        "authority": officer.authority,
        "received_text": text,
        "received_on": today,
        "regime": "FOIA",
        "channel": "email",
        "requester_name": "Robin Writer",
        "by": officer,
        "on": today,
    }
    return record_request(**{**given, **details})


def pasted(**changed):
    """Return the data of the form for a new request."""
    today = timezone.localdate()
    given = {
        "received_text": TEXT,
        "requester_name": "Robin Writer",
        "received_on_0": today.day,
        "received_on_1": today.month,
        "received_on_2": today.year,
        "channel": "email",
        "regime": "FOIA",
        "form_key": str(uuid.uuid4()),
        "requester": "new",
        "original": "new",
    }
    return {**given, **changed}


def day(value):
    return {
        "received_on_0": value.day,
        "received_on_1": value.month,
        "received_on_2": value.year,
    }


def errors_of(response):
    return [
        error for errors in response.context["form"].errors.values() for error in errors
    ]


# --- Recording -----------------------------------------------------------------------


def test_the_form_offers_today_and_the_officers_own_name(desk, officer):
    form = desk.get(reverse("record-request")).context["form"]

    assert form.initial["received_on"] == timezone.localdate()
    assert form.initial["officer"] == officer.pk
    assert [value for value, _ in form.fields["regime"].choices] == ["FOIA", "EIR"]


def test_a_scottish_authority_is_offered_the_scottish_laws(db, client):
    officer = UserFactory(roles=["officer"], authority__is_scottish=True)
    client.force_login(officer)

    form = client.get(reverse("record-request")).context["form"]

    assert [value for value, _ in form.fields["regime"].choices] == ["FOISA", "EISR"]


def test_a_pasted_request_is_shown_with_its_questions(desk):
    response = desk.post(reverse("record-request"), pasted(), follow=True)

    foi_request = FOIRequest.objects.get()
    assert response.redirect_chain[-1][0] == f"/intake/{foi_request.pk}/"
    assert "2 questions and 2 sub-questions" in response.text
    assert "Every word is in a question or beside one" in response.text


def test_the_text_is_kept_as_it_was_pasted(desk):
    text = "  1. How many drones?\r\n\r\n\ta. What cost?  \r\n"

    desk.post(reverse("record-request"), pasted(received_text=text))

    assert (
        FOIRequest.objects.get().received_text
        == "  1. How many drones?\n\n\ta. What cost?  \n"
    )


def test_the_same_form_sent_twice_is_one_request(desk):
    form = pasted()

    first = desk.post(reverse("record-request"), form)
    second = desk.post(reverse("record-request"), form)

    assert first.url == second.url
    assert FOIRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param(
            {"received_text": ""}, "Paste the text of the request", id="empty"
        ),
        pytest.param(
            {"received_text": " \n\t\n"}, "Paste the text of the request", id="blank"
        ),
        pytest.param(
            {"received_text": "How many? " * 500_000},
            "The text has 5,000,000 characters",
            id="5 MB",
        ),
        pytest.param(
            day(date(2026, 3, 1)) | {"received_on_0": 31, "received_on_1": 2},
            "There is no day 31/2/2026",
            id="31 February",
        ),
        pytest.param({"received_on_1": ""}, "Enter the month", id="no month"),
        pytest.param(
            {"received_on_0": "", "received_on_1": "", "received_on_2": ""},
            "Enter the date received",
            id="no day at all",
        ),
        pytest.param(
            day(timezone.localdate() + timedelta(days=1)),
            "is in the future",
            id="tomorrow",
        ),
        pytest.param(
            day(date(2004, 12, 31)), "before 1 January 2005", id="before the Act"
        ),
        pytest.param(
            {"channel": "spoken"}, "Only environmental information", id="spoken FOIA"
        ),
        pytest.param({"requester_name": ""}, "Enter the name", id="gave no right"),
        pytest.param({"requester_name": "   "}, "Enter the name", id="only spaces"),
        pytest.param(
            {"requester_email": "robin"}, "Enter an e-mail address", id="no e-mail"
        ),
    ],
)
def test_bad_input_is_refused_with_one_sentence_and_kept(desk, changed, sentence):
    form = pasted(requester_address="1 High Street") | changed

    response = desk.post(reverse("record-request"), form)

    (error,) = errors_of(response)
    assert error.startswith(sentence) or sentence in error
    assert response.status_code == 200
    assert "<title>Error: New request" in response.text
    assert "1 High Street" in response.text
    assert form["received_text"].strip() in response.text
    assert not FOIRequest.objects.exists()


def test_null_characters_are_left_out_of_the_text(desk):
    desk.post(reverse("record-request"), pasted(received_text="1. How\0 many?"))

    assert FOIRequest.objects.get().received_text == "1. How many?"


def test_a_request_can_go_to_an_officer_and_a_team_at_once(desk, officer):
    team = TeamFactory(authority=officer.authority)

    desk.post(
        reverse("record-request"), pasted(officer=officer.pk, team=team.pk), follow=True
    )

    foi_request = FOIRequest.objects.get()
    assert (foi_request.officer, foi_request.team) == (officer, team)


def test_an_officer_who_cannot_take_it_is_refused(desk, officer):
    outsider = UserFactory(roles=["officer"])

    response = desk.post(reverse("record-request"), pasted(officer=outsider.pk))

    assert errors_of(response) == ["Choose the officer from the list"]


def test_whoever_belongs_to_no_authority_records_nothing(client, db):
    client.force_login(UserFactory(roles=["officer"], authority=None))

    assert client.get(reverse("record-request")).status_code == 403


@pytest.mark.parametrize(
    "role", ["approver", "auditor", "contributor", "administrator"]
)
def test_only_those_who_take_requests_in_may_record_one(client, officer, role):
    client.force_login(UserFactory(roles=[role], authority=officer.authority))

    assert client.get(reverse("record-request")).status_code == 403
    assert client.post(reverse("record-request"), pasted()).status_code == 403


# --- Reading -------------------------------------------------------------------------


def test_a_request_without_numbers_says_so(desk, officer):
    foi_request = record(officer, "Please tell me what your drones have cost.")

    response = desk.get(foi_request.get_absolute_url())

    assert "The text has no numbering, so it was read as one question" in response.text


def test_a_text_without_a_question_says_so(desk, officer):
    foi_request = record(officer, "Yours faithfully\nRobin Writer")

    response = desk.get(foi_request.get_absolute_url())

    assert "No question was found." in response.text


def test_a_registered_request_has_another_page(desk, received, officer):
    register_request(foi_request=received, by=officer, on=timezone.localdate())

    response = desk.get(f"/intake/{received.pk}/")

    received.refresh_from_db()
    assert response.url == reverse("foi-request", args=[received.reference])


def test_whoever_may_not_correct_reads(client, received, approver):
    client.force_login(approver)

    page = client.get(received.get_absolute_url())

    assert "How many drones do you own?" in page.text
    assert "Register request" not in page.text
    assert "<textarea" not in page.text


@pytest.mark.parametrize(
    "name",
    [
        "read-request",
        "correct-questions",
        "register-request",
        "change-details",
        "mark-not-valid",
    ],
)
def test_what_another_authority_received_is_not_there(client, received, name):
    client.force_login(UserFactory(roles=["officer"]))

    address = reverse(name, kwargs={"foi_request": received.pk})

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_the_page_stays_small_at_200_questions(desk, officer):
    text = "\n".join(
        f"{n}. How many offences of kind {n} were recorded in 2024?"
        for n in range(1, 201)
    )
    foi_request = record(officer, text)

    response = desk.get(foi_request.get_absolute_url())

    assert foi_request.questions.count() == 200
    assert len(response.content) <= 100_000


def test_the_page_takes_as_many_queries_for_200_questions_as_for_5(
    desk, officer, django_assert_max_num_queries
):
    counts = []
    for number in (5, 200):
        text = "\n".join(f"{n}. How many drones?" for n in range(1, number + 1))
        address = record(officer, text).get_absolute_url()
        with django_assert_max_num_queries(14) as captured:
            desk.get(address)
        counts.append(len(captured))

    assert counts[0] == counts[1]


# --- Details -------------------------------------------------------------------------


def details(page, **changed):
    """Return the data of the details form, with some changes."""
    form = page.context["form"]
    sent = {
        name: form.initial[name]
        for name in form.fields
        if name in form.initial and name != "received_on"
    }
    return {**sent, **day(form.initial["received_on"]), **changed}


def test_details_can_be_corrected_before_registration(desk, received):
    address = reverse("change-details", kwargs={"foi_request": received.pk})

    response = desk.post(
        address, details(desk.get(address), requester_name="R. Writer"), follow=True
    )

    received.refresh_from_db()
    assert received.requester_name == "R. Writer"
    assert "Details saved." in response.text


@pytest.mark.parametrize(
    ("typed", "is_warned"),
    [("1 New Street\nMidtown", True), ("1 New Street\nLS2 2BB", False), ("", False)],
)
def test_an_address_typed_is_held_against_the_posts_rules(
    desk, received, typed, is_warned
):
    address = reverse("change-details", kwargs={"foi_request": received.pk})

    response = desk.post(
        address, details(desk.get(address), requester_address=typed), follow=True
    )

    received.refresh_from_db()
    assert received.requester_address.split() == typed.split()
    assert ("A letter cannot be posted" in response.text) is is_warned


def test_details_can_be_corrected_after_registration(desk, officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    address = reverse("change-details", kwargs={"reference": foi_request.reference})

    desk.post(address, details(desk.get(address), **day(date(2026, 3, 3))))

    foi_request.refresh_from_db()
    assert foi_request.due_on == date(2026, 4, 1)


def test_the_time_of_receipt_is_asked_for_only_where_it_matters(desk, received):
    address = reverse("change-details", kwargs={"foi_request": received.pk})
    assert "received_at" not in desk.get(address).context["form"].fields

    received.authority.interpretations = {
        "after_hours_receipt": "next_working_day_after_cutoff"
    }
    received.authority.save()

    assert "received_at" in desk.get(address).context["form"].fields
    assert "Time received" in desk.get(reverse("record-request")).text


def test_a_request_after_hours_is_received_the_next_working_day(desk, officer):
    officer.authority.interpretations = {
        "after_hours_receipt": "next_working_day_after_cutoff"
    }
    officer.authority.save()
    foi_request = FOIRequestFactory(authority=officer.authority)
    address = reverse("change-details", kwargs={"reference": foi_request.reference})

    desk.post(address, details(desk.get(address), received_at="17.45"))

    foi_request.refresh_from_db()
    assert (foi_request.received_at, foi_request.due_on) == (
        time(17, 45),
        date(2026, 4, 1),
    )
    desk.post(address, details(desk.get(address), received_at="9:00"))
    foi_request.refresh_from_db()
    assert foi_request.due_on == date(2026, 3, 31)
    changed = foi_request.history.first().changes
    assert changed["received_at"] == ["17:45:00", "09:00:00"]


def test_an_impossible_detail_is_refused_at_its_field(desk, received):
    address = reverse("change-details", kwargs={"foi_request": received.pk})
    tomorrow = timezone.localdate() + timedelta(days=1)

    response = desk.post(address, details(desk.get(address), **day(tomorrow)))

    assert "is in the future" in response.context["form"].errors["received_on"][0]


def test_two_corrections_of_the_same_detail_are_both_shown(desk, received, officer):
    address = reverse("change-details", kwargs={"foi_request": received.pk})
    page = desk.get(address)
    seen = {name: getattr(received, name) for name in DETAILS}
    change_details(
        foi_request=received,
        seen=seen,
        by=officer,
        on=timezone.localdate(),
        **{**seen, "subject": "Drones"},
    )

    refused = desk.post(address, details(page, subject="Aircraft"))

    form = refused.context["form"]
    assert form.errors["subject"] == ["Now: Drones"]
    assert 'value="Aircraft"' in refused.text
    desk.post(address, details(page, subject="Aircraft", seen=form["seen"].value()))
    received.refresh_from_db()
    assert received.subject == "Aircraft"


def test_details_that_were_tampered_with_are_refused(desk, received):
    address = reverse("change-details", kwargs={"foi_request": received.pk})

    response = desk.post(address, details(desk.get(address), seen="nonsense"))

    assert "did not arrive complete" in errors_of(response)[0]


# --- Registering and refusing --------------------------------------------------------


def typed(foi_request, **changed):
    """Return the data of the editor's form, with some texts changed."""
    foi_request.refresh_from_db()
    sent = {"version": foi_request.questions_version}
    outline = outline_of(foi_request)
    sent |= {"tpreamble": outline.preamble, "tclosing": outline.closing}
    for node in outline.nodes:
        sent |= {f"t{node.id}": node.text, f"l{node.id}": node.label}
    return {**sent, **changed}


def test_registering_tells_the_reference_and_the_due_date(desk, officer):
    foi_request = record(officer, received_on=date(2026, 3, 2), on=date(2026, 3, 4))

    response = desk.post(
        reverse("register-request", args=[foi_request.pk]), typed(foi_request)
    )

    foi_request.refresh_from_db()
    assert response.url == reverse("foi-request", args=[foi_request.reference])
    (message,) = response.wsgi_request._messages
    assert str(message) == (
        f"Registered as {foi_request.reference}. Due 31 March 2026."
    )


def test_registering_keeps_what_was_typed_and_not_yet_saved(desk, received):
    last = received.questions.last()

    desk.post(
        reverse("register-request", args=[received.pk]),
        typed(received, **{f"t{last.pk}": "Is there a policy?"}),
    )

    last.refresh_from_db()
    assert last.text == "Is there a policy?"


def test_registering_twice_leads_to_the_one_request(desk, received):
    address = reverse("register-request", args=[received.pk])
    sent = typed(received)

    first, second = desk.post(address, sent), desk.post(address, sent)

    assert first.url == second.url
    assert (
        FOIRequest.objects.get().history.filter(kind="request_registered").count() == 1
    )


def test_registering_leads_on_to_an_acknowledgement_still_to_be_read(desk, received):
    response = desk.post(
        reverse("register-request", args=[received.pk]),
        typed(received, acknowledge="yes"),
    )

    received.refresh_from_db()
    at = [received.reference, "acknowledgement"]
    assert response.url == f"{reverse('issue-procedural-letter', args=at)}?then=draft"
    page = desk.get(response.url)
    assert "We have received your request" in page.text
    assert reverse("draft-response", args=[received.reference]) in page.text
    assert not received.letters.exists()


def test_an_empty_question_is_not_registered_and_nothing_typed_is_lost(desk, received):
    first, *_, last = received.questions.all()

    response = desk.post(
        reverse("register-request", args=[received.pk]),
        typed(received, **{f"t{last.pk}": "", f"t{first.pk}": "How many now?"}),
    )

    assert "2 has no text" in response.text
    assert "How many now?" in response.text
    assert "<title>Error: Check the questions" in response.text


def test_registering_from_an_old_page_shows_both_versions(desk, received, officer):
    sent = typed(received)
    outline = outline_of(received)
    last = outline.nodes[-1].id
    correct_questions(
        foi_request=received,
        version=1,
        outline=renumber(outline, last, "9"),
        by=UserFactory(
            authority=officer.authority, first_name="Jo", last_name="Bloggs"
        ),
        on=timezone.localdate(),
    )

    response = desk.post(
        reverse("register-request", args=[received.pk]),
        {**sent, f"t{last}": "My own words?"},
    )

    received.refresh_from_db()
    assert received.reference is None
    assert "Jo Bloggs corrected these questions" in response.text
    assert "My own words?" in response.text


def test_a_request_found_not_valid_can_be_read_and_reopened(desk, received):
    address = reverse("mark-not-valid", kwargs={"foi_request": received.pk})
    today = timezone.localdate()

    response = desk.post(
        address,
        {
            "on_0": today.day,
            "on_1": today.month,
            "on_2": today.year,
            "reason": "It gives no name.",
        },
        follow=True,
    )

    assert "Marked as not valid." in response.text
    assert "Register request" not in response.text
    assert (
        reverse("reopen-request", kwargs={"foi_request": received.pk}) in response.text
    )


def test_registering_what_was_found_not_valid_is_refused(desk, received, officer):
    sent = typed(received)
    today = timezone.localdate()
    mark_not_valid(
        foi_request=received, reason="No name.", by=officer, on=today, today=today
    )

    response = desk.post(reverse("register-request", args=[received.pk]), sent)

    assert response.status_code == 200
    received.refresh_from_db()
    assert received.reference is None


def test_a_kind_of_requester_is_asked_for_and_may_be_left_open(desk, officer):
    media = officer.authority.requester_types.create(name="Media")
    page = desk.get(reverse("record-request")).content.decode()

    desk.post(reverse("record-request"), pasted(requester_type=media.pk))
    desk.post(reverse("record-request"), pasted(requester_type=""))
    refused = desk.post(reverse("record-request"), pasted(requester_type="999999"))

    assert "Not stated" in page
    kinds = FOIRequest.objects.order_by("pk").values_list("requester_type", flat=True)
    assert list(kinds) == [media.pk, None]
    assert "Choose a kind of requester from the list" in refused.content.decode()


def test_a_suggested_kind_is_shown_and_chosen_by_the_officer_alone(desk, officer):
    media = officer.authority.requester_types.create(name="Media")
    foi_request = record(officer, requester_email="robin@bbc.co.uk")

    page = desk.get(foi_request.get_absolute_url()).content.decode()
    url = reverse("change-details", kwargs={"foi_request": foi_request.pk})
    plain = desk.get(url).context["form"]
    chosen = desk.get(url, {"requester_type": media.pk}).context["form"]

    said = "Suggested: Media, because the address ends in bbc.co.uk."
    assert said in page
    assert f"{url}?requester_type={media.pk}" in page
    assert said in plain.fields["requester_type"].help_text
    assert plain["requester_type"].value() is None
    assert chosen["requester_type"].value() == media.pk
    foi_request.refresh_from_db()
    assert foi_request.requester_type is None


def test_two_who_choose_a_kind_at_once_are_both_shown(desk, officer):
    media = officer.authority.requester_types.create(name="Media")
    business = officer.authority.requester_types.create(name="Business")
    foi_request = record(officer)
    url = reverse("change-details", kwargs={"foi_request": foi_request.pk})
    form = desk.get(url).context["form"]
    typed = {
        name: form[name].value() or "" for name in form.fields if name != "received_on"
    }
    day = foi_request.received_on
    for part, value in enumerate((day.day, day.month, day.year)):
        typed[f"received_on_{part}"] = value
    FOIRequest.objects.filter(pk=foi_request.pk).update(requester_type=media)

    refused = desk.post(url, {**typed, "requester_type": business.pk})
    assert "Now: Media" in refused.content.decode()
    again = refused.context["form"].data
    desk.post(url, again)

    foi_request.refresh_from_db()
    assert foi_request.requester_type == business
