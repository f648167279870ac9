"""The page that a link opens: one enquiry, nothing else, until the link ends."""

import logging
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foi.logs import Discreet
from requests_app.models import Enquiry, EnquiryLink, EnquiryReply, Job, Notice
from responses.enquiries.answering import Written, answer_enquiry
from responses.enquiries.following import deal_with_enquiry, withdraw_enquiry
from responses.enquiries.holders import Holder
from responses.enquiries.links import link_for, url_of
from responses.models import EnquiryFile
from tests.factories import DepartmentFactory, EnquiryFileFactory, QuestionFactory

SECRETS = ("77-26", "Asker", "A subject", "How many of 2?")


@pytest.fixture
def enquiry(enquiry, questions):
    today = timezone.localdate()
    Enquiry.objects.update(asked_on=today, wanted_by=today + timedelta(days=4))
    enquiry.refresh_from_db()
    enquiry.questions.set(questions[:2])
    return enquiry


@pytest.fixture
def link(enquiry):
    return link_for(enquiry, "parks@authority.example", on=timezone.localdate())


@pytest.fixture
def url(link):
    token = url_of(link).rstrip("/").rpartition("/")[2]
    return reverse("reply-by-link", args=[token])


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


def said(questions, *texts, **more):
    boxes = {
        f"text-{one.pk}": text for one, text in zip(questions, texts, strict=False)
    }
    return {**boxes, "act": "answer", **more}


def test_a_link_shows_its_questions_and_nothing_else(visitor, url, enquiry):
    page = visitor.get(url)

    assert page.status_code == 200
    assert "How many of 0?" in page.text
    assert "How many of 1?" in page.text
    assert "For 2025." in page.text
    for secret in SECRETS:
        assert secret not in page.text
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    assert url.strip("/").rpartition("/")[2] not in page.text


def test_a_plain_answer_takes_one_press(visitor, url, enquiry, questions):
    answer = visitor.post(url, said(questions, "Twelve.", named="Jo Hill"))

    assert answer.status_code == 302
    reply = EnquiryReply.objects.get()
    assert reply.name == "Jo Hill (parks@authority.example)"
    page = visitor.get(answer.url)
    assert "Answer sent. Thank you." in page.text
    assert "Twelve." in page.text
    assert not visitor.cookies.get("sessionid")


def test_a_link_used_twice_shows_what_was_sent_and_takes_more(
    visitor, url, enquiry, questions
):
    visitor.post(url, said(questions, "Twelve."))

    page = visitor.get(url).text
    assert "Twelve." in page
    assert "Add to your answer" in page
    visitor.post(url, said(questions, "Thirteen, to be exact."))

    assert EnquiryReply.objects.filter(sent_at__isnull=False).count() == 2
    enquiry.refresh_from_db()
    assert enquiry.replied_on == timezone.localdate()


def test_a_draft_is_saved_by_button_and_by_the_script(visitor, url, questions):
    visitor.post(url, {**said(questions, "Perhaps nine."), "act": "draft"})
    assert "Perhaps nine." in visitor.get(url).text

    answer = visitor.post(
        url,
        {**said(questions, "Perhaps ten."), "act": "draft"},
        headers={"Accept": "application/json"},
    )
    assert answer.json()["message"].startswith("Draft saved at")
    assert "Perhaps ten." in visitor.get(url).text
    assert EnquiryReply.objects.get().sent_at is None


def test_accept_decline_and_more_time(visitor, url, enquiry, officer):
    parks = DepartmentFactory(authority=officer.authority, name="Parks and Trees")
    visitor.post(url, {"act": "accept"})
    enquiry.refresh_from_db()
    assert enquiry.accepted_by == "parks@authority.example"

    later = enquiry.wanted_by + timedelta(days=7)
    visitor.post(
        url,
        {
            "act": "time",
            "time-until_0": later.day,
            "time-until_1": later.month,
            "time-until_2": later.year,
        },
    )
    enquiry.refresh_from_db()
    assert enquiry.more_time_until == later

    visitor.post(
        url,
        {"act": "decline", "decline-reason": "Trees.", "decline-suggested": parks.pk},
    )
    enquiry.refresh_from_db()
    assert enquiry.suggested == parks
    assert "Parks and Trees" in visitor.get(url).text


def test_bad_input_comes_back_filled_in_and_stays_a_draft(visitor, url, questions):
    page = visitor.post(url, said(questions, "Twelve.", minutes="soon"))

    assert page.status_code == 200
    assert "must be a whole number" in page.text
    assert "Twelve." in page.text
    assert EnquiryReply.objects.get().sent_at is None

    page = visitor.post(url, {"act": "time", "time-until_0": "1"})
    assert "Enter the month" in page.text


def test_typed_text_is_escaped(visitor, url, questions, officer, client):
    visitor.post(url, said(questions, "<script>alert(1)</script>"))

    assert "<script>alert(1)" not in visitor.get(url).text
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    page = client.get(reverse("foi-request", kwargs={"reference": "77-26"}))
    assert "&lt;script&gt;alert(1)" in page.text


def test_files_come_with_an_answer(visitor, url, enquiry, questions):
    file = SimpleUploadedFile("dogs.csv", b"Year,Number\r\n2025,12\r\n")
    visitor.post(
        url, said(questions, "See the file.", **{f"files-{questions[0].pk}": file})
    )

    stored = EnquiryFile.objects.get()
    assert (stored.name, stored.question) == ("dogs.csv", questions[0])
    assert stored.reply.sent_at
    assert Job.objects.filter(kind="scan_enquiry_file").exists()


def test_a_file_that_cannot_be_taken_leaves_the_words(visitor, url, questions):
    file = SimpleUploadedFile("dogs.exe", b"MZ")
    page = visitor.post(
        url, said(questions, "See the file.", **{f"files-{questions[0].pk}": file})
    )

    assert page.status_code == 200
    assert "See the file." in page.text
    assert not EnquiryFile.objects.exists()
    assert EnquiryReply.objects.get().sent_at is None


def test_material_is_open_only_once_it_is_checked(visitor, url, enquiry):
    checked = EnquiryFileFactory(enquiry=enquiry, content=b"a,b\n1,2\n")
    others = [
        EnquiryFileFactory(enquiry=enquiry, scan="waiting", content=b"c\n3\n"),
        EnquiryFileFactory(enquiry=enquiry, tells_who_asked=True, content=b"d\n4\n"),
        EnquiryFileFactory(enquiry=enquiry, scan="hidden_data", content=b"e\n5\n"),
    ]

    assert visitor.get(f"{url}files/{checked.pk}/").status_code == 200
    for one in others:
        assert visitor.get(f"{url}files/{one.pk}/").status_code == 404
        assert one.name not in visitor.get(url).text


def ended(page):
    assert page.status_code == 410
    assert "This link has ended" in page.text
    assert "How many of 0?" not in page.text
    return True


def test_a_link_that_has_ended_says_so_and_takes_nothing(visitor, url, link, questions):
    EnquiryLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert ended(visitor.get(url))
    assert ended(visitor.post(url, said(questions, "Twelve.")))
    assert not EnquiryReply.objects.exists()


def test_a_withdrawn_enquiry_ends_the_link(visitor, url, enquiry, officer):
    withdraw_enquiry(
        enquiry=enquiry, by=officer, on=timezone.localdate(), at=timezone.now()
    )
    page = visitor.get(url)

    assert ended(page)
    assert "The questions have been withdrawn." in page.text


def test_what_is_dealt_with_is_shown_without_a_form(
    visitor, url, enquiry, link, officer, questions
):
    when = {"on": timezone.localdate(), "at": timezone.now()}
    answer_enquiry(
        enquiry=enquiry,
        holder=Holder(link=link),
        written=Written(texts={questions[0].pk: "Twelve."}),
        **when,
    )
    deal_with_enquiry(enquiry=enquiry, by=officer, **when)

    page = visitor.get(url)
    assert "Twelve." in page.text
    assert "<textarea" not in page.text
    late = visitor.post(url, said(questions, "Thirteen."))
    assert "were not sent" in late.text
    assert "Thirteen." in late.text
    assert EnquiryReply.objects.count() == 1


@pytest.mark.django_db
def test_an_unknown_link_tells_nothing_and_further_tries_must_wait(visitor):
    unknown = reverse("reply-by-link", args=["A" * 43])
    statuses = [visitor.get(unknown).status_code for _ in range(8)]

    assert statuses[0] == 404
    assert statuses[-1] == 429


def test_a_true_link_works_while_others_must_wait(visitor, url):
    for _ in range(8):
        visitor.get(reverse("reply-by-link", args=["A" * 43]))

    assert visitor.get(url).status_code == 200


def test_no_log_has_the_token():
    line = "Not Found: /reply/abcDEF-123_x/files/3/ and “/reply/zzz?done=1”"
    record = logging.LogRecord("x", logging.WARNING, "", 1, line, (), None)

    told = Discreet("%(message)s").format(record)
    assert "abcDEF" not in told
    assert "zzz" not in told
    assert "/reply/[token]/files/3/" in told


def test_the_page_takes_the_same_queries_however_many_replies(
    visitor, url, enquiry, link, django_assert_num_queries
):
    def reply(number):
        for index in range(number):
            made = EnquiryReply.objects.create(
                enquiry=enquiry,
                link=link,
                name="Jo",
                text=f"Reply {index}.",
                sent_at=timezone.now(),
                sent_on=timezone.localdate(),
            )
            EnquiryFileFactory(
                enquiry=enquiry, reply=made, content=f"{made.pk}".encode()
            )

    reply(1)
    with django_assert_num_queries(7):
        visitor.get(url)
    reply(6)
    with django_assert_num_queries(7):
        visitor.get(url)


def test_a_page_with_fifty_questions_stays_small(visitor, url, enquiry, foi_request):
    questions = [
        QuestionFactory(
            foi_request=foi_request, order=n, label=str(n), text="How many? " * 15
        )
        for n in range(10, 60)
    ]
    enquiry.questions.set(questions)

    page = visitor.get(url)
    assert len(page.content) < 100_000
    assert "Answer to question 59" in page.text

    file = SimpleUploadedFile("dogs.csv", b"Year,Number\r\n2025,12\r\n")
    visitor.post(url, said(questions[:1], "See the file.", files=file))
    assert EnquiryFile.objects.get().question is None


def csv_file(content=b"Year,Number\r\n2025,12\r\n"):
    return SimpleUploadedFile("dogs.csv", content)


@pytest.mark.parametrize("words", ["See the file.", ""])
def test_an_answer_with_a_file_sent_twice_counts_once(visitor, url, questions, words):
    for _ in range(2):
        answer = visitor.post(url, said(questions, words, files=csv_file()))
        assert answer.status_code == 302

    assert EnquiryReply.objects.get().sent_at
    assert EnquiryFile.objects.count() == 1
    assert Notice.objects.filter(kind=Notice.Kind.REPLIED).count() == 1


def test_another_file_with_the_same_words_is_sent(visitor, url, questions):
    visitor.post(url, said(questions, "See the file.", files=csv_file()))
    answer = visitor.post(
        url, said(questions, "See the file.", files=csv_file(b"Year\r\n2024\r\n"))
    )

    assert answer.status_code == 302
    sent = EnquiryReply.objects.filter(sent_at__isnull=False)
    assert [one.files.count() for one in sent] == [1, 1]


@pytest.mark.parametrize("act", ["accept", "answer", "draft", "decline", "time"])
def test_characters_that_cannot_be_stored_break_nothing(visitor, url, questions, act):
    posted = {
        **said(questions, "Twel\0ve."),
        "act": act,
        "named": "Jo\0 \u202eHill",
        "decline-reason": "Not\0 ours.",
        "time-more_time_reason": "\0",
        "remove": "\0",
    }
    assert visitor.post(url, posted).status_code in {200, 302}


def test_a_name_with_odd_characters_stays_readable(visitor, url, questions):
    visitor.post(url, said(questions, "Twelve.", named="Jo\0 O’Hill 🐕\r\nBcc: x"))

    assert EnquiryReply.objects.get().name.startswith("Jo O’Hill 🐕 Bcc: x (parks@")


def test_long_words_come_back_with_a_sentence(visitor, url, questions):
    page = visitor.post(url, said(questions, "ü" * 100_001))

    assert "must be 100,000 characters or fewer" in page.text
    assert EnquiryReply.objects.get().sent_at is None


def test_words_typed_for_a_link_that_ended_are_shown_once_more(
    visitor, url, link, questions
):
    EnquiryLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    typed = said(questions, "<b>Twelve</b> dogs.", "No.", named="Jo")
    page = visitor.post(url, typed)

    assert page.status_code == 410
    assert "Your words, which were not sent" in page.text
    assert "&lt;b&gt;Twelve&lt;/b&gt; dogs." in page.text
    assert "No." in page.text

    saved = visitor.post(
        url, {**typed, "act": "draft"}, headers={"Accept": "application/json"}
    )
    assert saved.status_code == 410
    assert "nothing was saved" in saved.json()["message"]


def test_an_answer_to_a_question_merged_meanwhile_is_not_lost(
    visitor, url, enquiry, questions
):
    posted = said(questions, "Twelve.", "Three\0 cats.", text="Ask again in May.")
    enquiry.questions.remove(questions[1])

    assert visitor.post(url, posted).status_code == 302
    reply = EnquiryReply.objects.get()
    assert [one.text for one in reply.parts.all()] == ["Twelve."]
    assert reply.text == (
        "Ask again in May.\n\nOn a question no longer asked: Three cats."
    )


def test_an_empty_answer_is_refused_in_a_summary(visitor, url, questions, enquiry):
    page = visitor.post(url, said(questions, "")).text

    assert "There is a problem" in page
    assert f'href="#id_text-{questions[0].pk}"' in page
    assert not EnquiryReply.objects.filter(sent_at__isnull=False).exists()


def test_a_link_says_which_authority_asks_and_whom_to_ask(visitor, url, enquiry):
    page = visitor.get(url).text

    assert str(enquiry.foi_request.authority) in page
    assert f"mailto:{enquiry.asked_by.email}" in page
    assert reverse("home") not in page
