"""The list of incoming messages: a fixed number of queries, and nothing leaks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from mail.models import Entry
from mail.queue.due import due_on_of, waiting_on
from mail.queue.queries import rows_of
from requests_app.alike.services import compare
from requests_app.calendars.working_days import calendar_for, read_once
from requests_app.models import Fingerprint, FOIRequest
from responses.desk.lines import lines_of
from statute.deadlines import Clock, due_date
from statute.regimes import Regime
from tests.factories import FOIRequestFactory, UserFactory
from tests.mail.made import ASKS, AT, ON, entry, mail, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def queries(client, django_assert_max_num_queries, url):
    with django_assert_max_num_queries(100) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def test_the_list_has_a_fixed_number_of_queries(
    signed_in, officer, django_assert_max_num_queries
):
    for number in range(2):
        entry(officer.authority, text=f"{ASKS} {number}")
    few = queries(signed_in, django_assert_max_num_queries, reverse("incoming"))
    for number in range(20):
        entry(officer.authority, text=f"{ASKS} {number}")

    many = queries(signed_in, django_assert_max_num_queries, reverse("incoming"))

    assert few == many <= 16


def test_the_words_of_a_message_are_escaped(signed_in, officer):
    entry(officer.authority, text="<script>alert(1)</script>", subject="<b>Hi</b>")

    page = signed_in.get(reverse("incoming")).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_nothing_waits_is_said(signed_in):
    assert "Nothing waits" in signed_in.get(reverse("incoming")).content.decode()


def test_messages_of_another_authority_are_not_there(signed_in):
    other = entry(UserFactory().authority)

    assert signed_in.get(reverse("incoming")).context["rows"] == []
    assert (
        signed_in.get(reverse("incoming-message", args=[other.pk])).status_code == 404
    )


def test_a_restricted_request_named_by_a_message_stays_unnamed(signed_in, officer):
    secret = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    entry(officer.authority, named=secret, text="Something else entirely")

    page = signed_in.get(reverse("incoming")).content.decode()

    assert secret.reference not in page


def test_what_was_made_of_a_restricted_request_is_hidden(signed_in, officer):
    secret = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    one = entry(
        officer.authority,
        ended_as=Entry.End.ATTACHED,
        ended_by=officer,
        ended_at=AT,
        foi_request=secret,
    )

    assert (
        signed_in.get(reverse("incoming-dealt")).context["page"].object_list.count()
        == 0
    )
    assert signed_in.get(reverse("incoming-message", args=[one.pk])).status_code == 404


def attach(client, one, foi_request, **more):
    url = reverse("attach-incoming", args=[one.pk])
    return client.post(url, {"reference": foi_request.reference, **more})


def test_mail_of_another_person_is_attached_only_once_confirmed(signed_in, officer):
    gwen = FOIRequestFactory(
        authority=officer.authority,
        requester_name="Gwen Jones",
        requester_email="gwen@jones.example",
    )
    one = entry(officer.authority)

    page = attach(signed_in, one, gwen)

    assert "Rowan Hale (rowan@hale.example)" in page.content.decode()
    assert page.context["form"].errors["is_same_person"]
    assert Entry.objects.get().ended_as == ""
    attach(signed_in, one, gwen, is_same_person="on")
    assert Entry.objects.get().foi_request == gwen


def test_mail_of_the_requester_is_attached_without_a_question(signed_in, officer):
    own = FOIRequestFactory(
        authority=officer.authority, requester_email="Rowan@Hale.example"
    )
    one = entry(officer.authority)
    url = f"{reverse('attach-incoming', args=[one.pk])}?reference={own.reference}"
    assert "is_same_person" not in signed_in.get(url).context["form"].fields

    attach(signed_in, one, own)

    assert Entry.objects.get().foi_request == own


@pytest.mark.parametrize("address", ["rowan@hale.example", "gwen@jones.example"])
def test_words_alike_are_offered_to_attach_for_one_person_alone(
    signed_in, officer, address
):
    asked = FOIRequestFactory(
        authority=officer.authority,
        requester_email=address,
        requester_name="Gwen Jones",
        received_text=ASKS,
    )
    Fingerprint.objects.get_or_create(foi_request=asked)
    compare([asked.pk])
    one = entry(officer.authority)

    url = reverse("incoming-message", args=[one.pk])
    page = " ".join(signed_in.get(url).content.decode().split())

    is_same = address == "rowan@hale.example"
    assert (f"Attach to {asked}" in page) == is_same
    assert ("another person, so this is a request of its own" in page) != is_same
    assert "of Gwen Jones" in page


def test_the_day_of_the_answer_is_in_row_and_headers(signed_in, officer):
    today = timezone.localdate()
    entry(officer.authority, received_on=today, subject="New")
    old = entry(officer.authority, received_on=today - timedelta(days=60))
    entry(officer.authority, received_on=today, kind="auto_reply")

    page = signed_in.get(reverse("incoming"), {"entry": old.pk})

    rows = {str(row.entry): row for row in page.context["rows"]}
    assert rows["New"].due.on == due_date(
        Clock(regime=Regime.FOIA, received_on=today), calendar_for(Regime.FOIA)
    )
    overdue = next(row for row in page.context["rows"] if row.entry == old)
    assert overdue.due.words.endswith("working days overdue")
    assert page.text.count("working days overdue") == 2
    assert "1 message in the queue is past the day for an answer" in page.text
    assert sum(row.due is None for row in page.context["rows"]) == 1
    (line,) = lines_of(officer, today)
    assert line.words == "2 messages wait under Incoming"
    assert line.late == "1 past the day by which a request is answered"
    assert line.words in signed_in.get(reverse("home")).text
    one = signed_in.get(reverse("incoming-message", args=[old.pk])).text
    assert "working days overdue" in one


def test_a_provision_that_the_law_does_not_have_is_told_beside_the_list(
    signed_in, officer
):
    text = ASKS.replace("Freedom of Information Act", "section 47B FOIA")
    one = entry(officer.authority, text=text)

    for url in (reverse("incoming"), reverse("incoming-message", args=[one.pk])):
        page = signed_in.get(url).text
        assert page.count("It names “section 47B”, which is not in the law.") == 1


def test_the_days_of_a_school_take_no_query_for_each_message(
    django_assert_num_queries,
):
    head = UserFactory(roles=["officer"], authority__kind="maintained_school")
    many = [
        entry(head.authority, received_on=ON - timedelta(days=number))
        for number in range(6)
    ]
    head = User.objects.select_related("authority").get(pk=head.pk)

    # Closures, messages and holidays.
    with read_once(), django_assert_num_queries(3):
        assert waiting_on(head, on=ON).number == 6
        assert due_on_of(many[0], head.authority) is not None


def test_a_decided_message_has_no_day(officer):
    ended = entry(
        officer.authority, ended_as="not_a_request", ended_by=officer, ended_at=AT
    )

    assert due_on_of(ended, officer.authority) is None
    assert not list(lines_of(officer, ON))
    assert not list(lines_of(UserFactory(roles=["auditor"]), ON))


def test_beyond_the_known_holidays_there_is_no_day(officer):
    far = entry(officer.authority, received_on=date(2090, 1, 1))

    (row,) = rows_of([far], officer, on=ON)

    assert row.due is None


@pytest.mark.parametrize(
    ("sent_at", "said"),
    [
        ("Thu, 01 Jan 1970 00:00:00 +0000", "has no date that can be right."),
        ("Sat, 12 Jun 2027 18:05:00 +0100", "12 June 2027, which cannot be the day."),
        ("Mon, 13 Jan 2003 18:05:00 +0000", "13 January 2003, which cannot be"),
    ],
)
def test_a_date_not_believed_is_said_among_the_notes(officer, sent_at, said):
    (note,) = receive(officer.authority, mail(sent_at=sent_at)).raw.message.notes

    assert said in note
    assert "the day on which the file was added" in note
    assert Entry.objects.get().received_on == timezone.localdate(AT)


def test_a_date_believed_is_not_mentioned(officer):
    assert receive(officer.authority).raw.message.notes == []


def test_the_only_message_to_join_with_is_chosen_and_shown(signed_in, officer):
    one, other = entry(officer.authority), entry(officer.authority)

    page = signed_in.get(reverse("join-incoming", args=[one.pk]))

    form = page.context["form"]
    assert form["into"].value() == other.pk
    assert "Please tell me under the Freedom" in str(form["into"])
    assert "This message:</strong> Bicycles – Rowan Hale, 15 June" in page.text


def details(one, **more):
    return {
        "version": one.version,
        "requester_name": "Rowan Hale",
        "requester_email": "rowan@hale.example",
        "regime": "FOIA",
        "channel": "email",
        "language": "en",
        **more,
    }


def test_one_button_registers_and_acknowledges(signed_in, officer):
    one = entry(officer.authority, received_on=timezone.localdate())
    url = reverse("register-incoming", args=[one.pk])

    answer = signed_in.post(url, details(one, acknowledge="yes"), follow=True)

    made = FOIRequest.objects.get()
    assert made.reference in answer.content.decode()
    assert made.letters.get().type == "acknowledgement"


@pytest.mark.parametrize("is_told", [True, False])
def test_a_provision_that_does_not_exist_is_told_if_the_officer_says_so(
    signed_in, officer, is_told
):
    text = ASKS.replace("Act:", "Act and section 47B of FOIA:")
    one = entry(officer.authority, text=text, received_on=timezone.localdate())
    page = signed_in.get(reverse("incoming-message", args=[one.pk]))
    assert "It names “section 47B”" in page.content.decode()
    typed = details(
        one, acknowledge="yes", **({"tells_no_such": "on"} if is_told else {})
    )

    signed_in.post(reverse("register-incoming", args=[one.pk]), typed)

    letter = FOIRequest.objects.get().letters.get()
    assert ("We cannot find “section 47B”" in letter.html) == is_told


def test_a_failed_form_comes_back_filled_in(signed_in, officer):
    one = entry(officer.authority)
    url = reverse("register-incoming", args=[one.pk])
    typed = details(one, requester_name="", subject="Bikes & bells")

    page = signed_in.post(url, typed).content.decode()

    assert "Bikes &amp; bells" in page
    assert "Enter the name of the person who asked" in page
    assert not FOIRequest.objects.exists()


def test_a_question_is_corrected_and_the_correction_undone(signed_in, officer):
    one = entry(officer.authority)
    url = reverse("correct-incoming", args=[one.pk])
    htmx = {"HX-Request": "true"}
    signed_in.post(url, {"version": 1, "action": "add"}, headers=htmx)
    one.refresh_from_db()
    assert one.question_count == 3

    signed_in.post(url, {"version": one.version, "action": "undo"}, headers=htmx)

    one.refresh_from_db()
    assert one.question_count == 2


def test_a_stale_correction_overwrites_nothing(signed_in, officer):
    one = entry(officer.authority)
    url = reverse("correct-incoming", args=[one.pk])
    htmx = {"HX-Request": "true"}
    signed_in.post(url, {"version": 1, "action": "add"}, headers=htmx)

    page = signed_in.post(url, {"version": 1, "action": "add"}, headers=htmx)

    assert "Another person corrected" in page.content.decode()
    one.refresh_from_db()
    assert one.question_count == 3


def test_an_end_is_undone_from_the_list_of_what_was_dealt_with(signed_in, officer):
    one = entry(officer.authority)
    signed_in.post(reverse("spam", args=[one.pk]), {"note": ""})
    assert Entry.objects.get().ended_as == Entry.End.SPAM

    signed_in.post(reverse("undo-incoming", args=[one.pk]))

    assert Entry.objects.get().ended_as == ""


def test_a_split_is_undone_from_the_list_of_what_was_dealt_with(signed_in, officer):
    one = entry(officer.authority)
    parts = {"first": "How many swans?", "second": "How many ducks?"}
    signed_in.post(reverse("split-incoming", args=[one.pk]), parts)
    undo = reverse("undo-incoming", args=[one.pk])
    assert undo in signed_in.get(reverse("incoming-dealt")).content.decode()

    signed_in.post(undo)

    assert list(Entry.objects.filter(ended_as="")) == [one]
    dealt = signed_in.get(reverse("incoming-dealt")).content.decode()
    assert "/undo/" not in dealt


def test_a_reply_already_sent_shows_after_undoing(signed_in, officer):
    one = entry(officer.authority)
    sent = {"subject": "Re: Bicycles", "text": "They stand in shed 4."}
    signed_in.post(reverse("reply-to-incoming", args=[one.pk]), sent)

    signed_in.post(reverse("undo-incoming", args=[one.pk]))

    for url in (reverse("incoming"), reverse("incoming-message", args=[one.pk])):
        page = signed_in.get(url).content.decode()
        assert "Answered on" in page
        assert "They stand in shed 4." in page


@pytest.mark.parametrize(
    "name",
    ["reply-to-incoming", "spam", "hand-on-incoming", "attach-incoming"],
)
def test_the_page_of_a_decision_shows_the_message(signed_in, officer, name):
    one = entry(officer.authority, text="How many <b>swans</b>?")

    page = signed_in.get(reverse(name, args=[one.pk])).content.decode()

    assert "Show the message" in page
    assert "How many &lt;b&gt;swans&lt;/b&gt;?" in page


def test_handing_on_says_to_whom(signed_in, officer):
    one = entry(officer.authority)
    colleague = UserFactory(authority=officer.authority, roles=["officer"])

    page = signed_in.post(
        reverse("hand-on-incoming", args=[one.pk]),
        {"person": colleague.pk, "note": ""},
        follow=True,
    ).content.decode()

    assert f"Handed on to {colleague}." in page


def test_a_person_has_one_message_open_at_a_time(signed_in, officer):
    first, second = entry(officer.authority), entry(officer.authority)

    for one in (first, second):
        signed_in.post(reverse("claim-incoming", args=[one.pk]))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.claimed_by, second.claimed_by) == (None, officer)


def test_two_officers_see_who_has_a_message_open(signed_in, officer, client):
    one = entry(officer.authority)
    colleague = UserFactory(authority=officer.authority, roles=["officer"])
    signed_in.post(reverse("claim-incoming", args=[one.pk]))
    client.force_login(colleague)

    answer = client.post(reverse("claim-incoming", args=[one.pk]), {"quietly": "yes"})

    assert answer.status_code == 409
    assert str(officer) in client.get(reverse("incoming")).content.decode()
