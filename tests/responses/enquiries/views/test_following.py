"""Officers ask several departments, and follow up from the room and the request."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from requests_app.models import Enquiry
from responses.enquiries.answering import Written, answer_enquiry, decline_enquiry
from responses.enquiries.holders import Holder
from responses.models import Enclosure, EnquiryFile
from tests.factories import DepartmentFactory, EnquiryFileFactory

NOW = timezone.now


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def enquiry(enquiry):
    today = timezone.localdate()
    Enquiry.objects.update(asked_on=today, wanted_by=today + timedelta(days=4))
    enquiry.refresh_from_db()
    return enquiry


@pytest.fixture
def at(foi_request, enquiry):
    """Return a function giving the address of a page about the enquiry."""

    def at(name, **more):
        named = {"reference": foi_request.reference, "enquiry": enquiry.pk}
        return reverse(name, kwargs={**named, **more})

    return at


def day(name, number):
    wanted = timezone.localdate() + timedelta(days=number)
    parts = (wanted.day, wanted.month, wanted.year)
    return {f"{name}_{index}": part for index, part in enumerate(parts)}


def reply(enquiry, contributor, **written):
    return answer_enquiry(
        enquiry=enquiry,
        holder=Holder(user=contributor),
        written=Written(**written),
        on=timezone.localdate(),
        at=NOW(),
    )


# --- Asking -------------------------------------------------------------------------


@pytest.fixture
def ask_url(foi_request):
    return reverse("make-enquiry", args=[foi_request.reference])


def test_several_departments_are_asked_at_once(client, ask_url, questions, officer):
    fleet, parks = (DepartmentFactory(authority=officer.authority) for _ in range(2))
    client.post(
        ask_url,
        {
            "departments": [fleet.pk, parks.pk],
            "questions": [questions[0].pk],
            "message": "For 2025.",
            **day("wanted_by", 5),
        },
    )

    assert {one.department for one in Enquiry.objects.all()} == {fleet, parks}


def test_each_department_gets_its_own_questions_and_day(
    client, ask_url, questions, officer
):
    fleet, parks = (DepartmentFactory(authority=officer.authority) for _ in range(2))
    page = client.post(
        ask_url,
        {
            "departments": [fleet.pk, parks.pk],
            "questions": [questions[0].pk],
            "message": "For 2025.",
            "divide": "yes",
        },
    )
    assert f"Questions for {fleet}" in page.text
    assert "For 2025." in page.text
    assert not Enquiry.objects.exists()

    client.post(
        ask_url,
        {
            "divided": "yes",
            "departments": [fleet.pk, parks.pk],
            "message": "For 2025.",
            f"questions_{fleet.pk}": [questions[0].pk],
            f"questions_{parks.pk}": [questions[1].pk, questions[2].pk],
            **day(f"wanted_by_{fleet.pk}", 3),
            **day(f"wanted_by_{parks.pk}", 6),
        },
    )
    put = {one.department: one.questions.count() for one in Enquiry.objects.all()}
    assert put == {fleet: 1, parks: 2}


def test_without_a_day_the_usual_day_counts(client, ask_url, questions, officer):
    parks = DepartmentFactory(authority=officer.authority, default_days=1)
    client.post(ask_url, {"departments": [parks.pk], "questions": [questions[0].pk]})

    assert Enquiry.objects.get().wanted_by > timezone.localdate()


def test_the_way_out_where_nobody_answers(client, ask_url, questions, officer):
    attic = DepartmentFactory(authority=officer.authority, mailbox="", name="Attic")
    posted = {
        "departments": [attic.pk],
        "questions": [questions[0].pk],
        "message": "For 2025.",
        **day("wanted_by", 5),
    }
    page = client.post(ask_url, posted).text
    assert "No person and no mailbox answers for Attic" in page
    assert "For 2025." in page
    assert not Enquiry.objects.exists()

    client.post(ask_url, {**posted, f"address_{attic.pk}": "jo@authority.example"})
    assert Enquiry.objects.get().links.get().address == "jo@authority.example"


def test_files_go_with_the_questions(client, ask_url, questions, officer):
    parks = DepartmentFactory(authority=officer.authority)
    client.post(
        ask_url,
        {
            "departments": [parks.pk],
            "questions": [questions[0].pk],
            "material": SimpleUploadedFile("dogs.csv", b"Year,Number\r\n2025,12\r\n"),
            **day("wanted_by", 5),
        },
    )

    assert EnquiryFile.objects.get().enquiry.department == parks


def test_the_name_of_a_file_may_not_tell_who_asked(client, ask_url, questions, officer):
    parks = DepartmentFactory(authority=officer.authority)

    def post(**more):
        return client.post(
            ask_url,
            {
                "departments": [parks.pk],
                "questions": [questions[0].pk],
                "material": SimpleUploadedFile("Ada Asker.csv", b"a,b\r\n1,2\r\n"),
                **day("wanted_by", 5),
                **more,
            },
        )

    page = post().text
    assert "Name of a file" in page
    assert "<mark>Ada Asker</mark>" in page
    assert "Choose the files again" in page
    assert not Enquiry.objects.exists()

    post(reason="They know her case.")
    assert EnquiryFile.objects.get().enquiry.is_blind is False


def test_ctrl_and_enter_send_the_questions(client, ask_url, at, enquiry, contributor):
    reply(enquiry, contributor, text="Twelve.")
    for url in (ask_url, at("ask-back")):
        assert client.get(url).text.count('aria-keyshortcuts="Control+Enter"') == 1


def test_the_first_button_of_the_form_asks(client, ask_url):
    page = client.get(ask_url).text
    form = page[page.index("<main") :]
    assert form.index("Send questions") < form.index('name="divide"')


# --- Following up -------------------------------------------------------------------


def test_an_officer_asks_back_on_one_question(
    client, at, enquiry, contributor, questions
):
    reply(enquiry, contributor, text="Twelve.")
    url = f"{at('ask-back')}?question={questions[1].pk}"
    assert "Ask back" in client.get(url).text

    page = client.post(
        url, {"message": "For Ada Asker, all of them?", **day("wanted_by", 4)}
    )
    assert "<mark>Ada Asker</mark>" in page.text
    client.post(url, {"message": "All of them?", **day("wanted_by", 4)})

    made = Enquiry.objects.get(follows=enquiry)
    assert made.department == enquiry.department
    assert list(made.questions.all()) == [questions[1]]


def test_asking_back_shows_the_reply_and_leads_back_to_the_question(
    client, at, enquiry, contributor, questions
):
    reply(enquiry, contributor, texts={questions[1].pk: "Twelve."}, minutes=95)

    page = client.get(f"{at('ask-back')}?question={questions[1].pk}")

    assert "Twelve." in page.text
    assert "Time spent: 1 hour 35 minutes" in page.text
    room = reverse(
        "answer-question", args=[enquiry.foi_request.reference, questions[1].pk]
    )
    assert f'href="{room}?panel=departments">Cancel' in page.text


def test_an_officer_gives_more_time(client, at, enquiry):
    client.post(at("change-enquiry-day"), day("wanted_by", 9))
    enquiry.refresh_from_db()
    assert enquiry.wanted_by == timezone.localdate() + timedelta(days=9)

    page = client.post(at("change-enquiry-day"), day("wanted_by", -9))
    assert "has passed" in page.text


def test_the_suggested_department_is_asked_with_one_press(
    client, at, enquiry, contributor, officer, foi_request
):
    parks = DepartmentFactory(authority=officer.authority, name="Parks")
    decline_enquiry(
        enquiry=enquiry,
        holder=Holder(user=contributor),
        reason="Benches.",
        suggested=parks,
        on=timezone.localdate(),
        at=NOW(),
    )
    page = client.get(foi_request.get_absolute_url()).text
    assert "Ask Parks" in page

    client.post(at("ask-suggested"))
    assert Enquiry.objects.filter(department=parks).exists()


def test_a_suggested_department_that_nobody_answers_for_leads_to_the_form(
    client, at, enquiry, contributor, officer, questions
):
    parks = DepartmentFactory(authority=officer.authority, name="Parks", mailbox="")
    decline_enquiry(
        enquiry=enquiry,
        holder=Holder(user=contributor),
        reason="Benches.",
        suggested=parks,
        on=timezone.localdate(),
        at=NOW(),
    )
    page = client.post(at("ask-suggested"), follow=True)

    assert "No person and no mailbox answers for Parks" in page.text
    form = page.context["form"]
    assert form["departments"].initial == [parks.pk]
    assert form["questions"].initial == [one.pk for one in questions]
    assert Enquiry.objects.count() == 1


def test_withdrawing_and_dealing_with_say_what_they_did(
    client, at, enquiry, contributor
):
    refused = client.post(at("deal-with-enquiry"), follow=True)
    assert "has not replied" in refused.text
    reply(enquiry, contributor, text="Twelve.")
    refused = client.post(at("withdraw-enquiry"), follow=True)
    assert "has replied" in refused.text

    done = client.post(at("deal-with-enquiry"), follow=True)
    assert "Dealt with" in done.text
    enquiry.refresh_from_db()
    assert enquiry.dealt_with_at


def test_a_file_of_a_reply_goes_with_the_letter(client, at, enquiry, contributor):
    sent = reply(enquiry, contributor, text="See the file.")
    file = EnquiryFileFactory(enquiry=enquiry, reply=sent, content=b"a,b\n1,2\n")

    assert client.get(at("enquiry-file", file=file.pk)).content == b"a,b\n1,2\n"
    client.post(at("enclose-enquiry-file", file=file.pk))

    enclosure = Enclosure.objects.get()
    file.refresh_from_db()
    assert file.enclosed_as == enclosure
    assert enclosure.sha256 == file.sha256
    again = client.post(at("enclose-enquiry-file", file=file.pk), follow=True)
    assert "with this letter already" in again.text


def test_a_file_of_a_draft_is_not_shown_to_officers(client, at, enquiry, contributor):
    draft = enquiry.replies.create(by=contributor, name="Kim")
    file = EnquiryFileFactory(enquiry=enquiry, reply=draft)

    assert client.get(at("enquiry-file", file=file.pk)).status_code == 404


def test_the_room_shows_what_was_said_to_its_question(
    client, enquiry, contributor, questions, foi_request
):
    reply(
        enquiry,
        contributor,
        texts={questions[0].pk: "Twelve dogs.", questions[1].pk: "Nine cats."},
        concerns={questions[0].pk: "A person could be found."},
    )
    url = reverse("answer-question", args=[foi_request.reference, questions[0].pk])

    page = client.get(url, {"panel": "departments"})
    tab = page.text[page.text.index('id="room-tab"') :]
    assert "Twelve dogs." in tab
    assert "A person could be found." in tab
    assert "Nine cats." not in tab

    put = client.post(
        url,
        {
            "text": "",
            "version": 0,
            "put_reply": enquiry.replies.get().pk,
        },
    )
    assert "Twelve dogs." in put.context["form"]["text"].value()


def test_too_many_questions_for_too_many_departments_are_not_divided(
    client, ask_url, questions, officer, monkeypatch
):
    monkeypatch.setattr("responses.enquiries.views.asking.MOST_BOXES", 5)
    departments = [DepartmentFactory(authority=officer.authority) for _ in range(2)]

    page = client.post(
        ask_url,
        {
            "departments": [one.pk for one in departments],
            "questions": [questions[0].pk],
            "message": "For 2025.",
            "divide": "yes",
        },
    )
    assert "Choose fewer departments" in page.text
    assert "For 2025." in page.text


def test_asking_back_twice_asks_once(client, at, enquiry, contributor):
    reply(enquiry, contributor, text="Twelve.")
    data = {"message": "Since when?", **day("wanted_by", 5)}
    client.post(at("ask-back"), data)
    page = client.post(at("ask-back"), data)

    assert "has not replied yet" in page.text
    assert "Since when?" in page.text
    assert Enquiry.objects.filter(follows=enquiry).count() == 1

    client.post(at("ask-back"), {**data, "message": "And who counted?"})
    assert Enquiry.objects.filter(follows=enquiry).count() == 2
