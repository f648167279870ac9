"""The page that a link opens: one enquiry, nothing else, until the link ends."""

import logging
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foi.logs import Discreet
from requests_app.models import (
    Enquiry,
    EnquiryLink,
    EnquiryReply,
    HistoryEntry,
    Job,
    Notice,
)
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


@pytest.fixture
def officers_client(officer):
    officers = Client()
    officers.force_login(officer, backend="accounts.backends.RoleBackend")
    return officers


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


def test_the_page_of_two_hundred_questions_stays_small_after_the_reply(
    visitor, url, enquiry, foi_request, officers_client
):
    questions = [
        QuestionFactory(
            foi_request=foi_request, order=n, label=str(n), text="How many? " * 9
        )
        for n in range(10, 210)
    ]
    enquiry.questions.set(questions)
    texts = ["There were twelve in each of the years."] * 200

    page = visitor.get(url)
    assert len(page.content) < 100_000
    visitor.post(url, said(questions, *texts))

    sent = visitor.get(url)
    assert sent.text.count("There were twelve in each") == 200
    assert '<a class="govuk-link" href="?show=boxes#reply">' in sent.text
    assert '<form method="post" id="reply"' not in " ".join(sent.text.split())
    boxes = visitor.get(f"{url}?show=boxes")
    assert "Answer to question 209" in boxes.text
    assert all(len(page.content) < 100_000 for page in (sent, boxes))

    officers = officers_client.get(foi_request.get_absolute_url())
    assert len(officers.content) < 100_000
    assert officers.text.count("There were twelve in each") == 25
    assert "The first 25 of 200 answers are shown." in officers.text

    # What is begun stays in sight, and what was sent is one press away.
    visitor.post(url, said(questions, "Thirteen, in fact.", act="draft"))
    begun = visitor.get(url).text
    assert "Thirteen, in fact." in begun
    assert "There were twelve in each" not in begun
    assert "There were twelve in each" in visitor.get(f"{url}?show=sent").text


# --- Links ended, and links in their place ------------------------------------------


def of_enquiry(name, enquiry, **more):
    named = {"reference": "77-26", "enquiry": enquiry.pk}
    return reverse(name, kwargs={**named, **more})


def test_a_link_that_an_officer_ended_says_so_and_what_to_do(
    visitor, url, link, officers_client, officer
):
    end = of_enquiry("end-enquiry-link", link.enquiry, link=link.pk)
    page = officers_client.post(end, follow=True)
    assert "The link of parks@authority.example has ended." in page.text

    page = visitor.get(url)
    assert ended(page)
    assert "The officer ended the link." in page.text
    ask = f"If you still need to answer, ask {officer.authority} for a new link:"
    assert ask in page.text
    assert "To answer, ask" not in page.text
    assert f"mailto:{officer.email}" in page.text


def test_the_earlier_link_leads_to_the_newer_mail(visitor, url, link, officers_client):
    send = of_enquiry("send-enquiry-link", link.enquiry)
    page = officers_client.get(f"{send}?link={link.pk}")
    assert 'value="parks@authority.example"' in page.text
    page = officers_client.post(
        send, {"address": "parks@authority.example"}, follow=True
    )
    assert "A new link was sent to parks@authority.example." in page.text

    page = visitor.get(url)
    assert ended(page)
    assert "A newer link was sent to parks@authority.example" in page.text


def test_words_sent_by_an_ended_link_come_back_to_copy(visitor, url, link, questions):
    EnquiryLink.objects.update(revoked_at=timezone.now())

    page = visitor.post(url, said(questions, "Twelve & <b>more</b>."))
    assert ended(page)
    assert "Twelve &amp; &lt;b&gt;more&lt;/b&gt;." in page.text
    answer = visitor.post(
        url, said(questions, "Twelve."), headers={"Accept": "application/json"}
    )
    assert answer.status_code == 410
    assert "Copy your words" in answer.json()["message"]
    assert not EnquiryReply.objects.exists()


def test_a_link_of_another_enquiry_is_not_ended(link, officers_client, foi_request):
    enquiry = Enquiry.objects.create(
        foi_request=foi_request,
        department=link.enquiry.department,
        asked_by=link.enquiry.asked_by,
        asked_on=timezone.localdate(),
        wanted_by=timezone.localdate(),
    )
    end = of_enquiry("end-enquiry-link", enquiry, link=link.pk)

    assert officers_client.post(end).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


@pytest.mark.parametrize("address", ["", "parks", "a@b", "x" * 250 + "@b.example"])
def test_a_link_goes_to_an_address_alone(link, officers_client, address):
    send = of_enquiry("send-enquiry-link", link.enquiry)
    page = officers_client.post(send, {"address": address})

    assert page.status_code == 200
    assert "Error:" in page.text
    assert EnquiryLink.objects.get() == link


# --- Bad luck -----------------------------------------------------------------------


def stored():
    """Return every row that answering could change."""
    tables = (Enquiry, EnquiryLink, EnquiryReply, EnquiryFile, HistoryEntry, Notice)
    return {table: list(table.objects.order_by("pk").values()) for table in tables}


@pytest.mark.parametrize("way", ["get", "head", "options"])
def test_a_scanner_of_mails_changes_nothing(visitor, url, way):
    before = stored()

    for query in ({}, {"act": "accept"}, {"act": "decline", "done": "sent"}):
        getattr(visitor, way)(url, query)
    assert stored() == before


def test_an_answer_posted_twice_counts_once(visitor, url, questions):
    for _ in range(2):
        answer = visitor.post(url, said(questions, "Twelve."))
        assert answer.status_code == 302

    assert EnquiryReply.objects.count() == 1
    assert HistoryEntry.objects.filter(kind="enquiry_answered").count() == 1


def seen_on(page):
    return page.context["seen"]


def test_two_telephones_do_not_overwrite_each_others_draft(visitor, url, questions):
    start = seen_on(visitor.get(url))
    draft = {"act": "draft", "seen": start}
    visitor.post(url, said(questions, "Twelve in the depot.") | draft)

    quiet = visitor.post(
        url,
        said(questions, "Nine.") | draft,
        headers={"Accept": "application/json"},
    )
    assert quiet.status_code == 409
    assert "changed on another page" in quiet.json()["message"]
    for act in ("draft", "answer"):
        page = visitor.post(url, said(questions, "Nine.", seen=start) | {"act": act})
        assert "Saved on another page meanwhile" in page.text
        assert "Twelve in the depot." in page.text
        assert ">Nine.</textarea>" in page.text.replace("\n", "")
    [kept] = EnquiryReply.objects.get().parts.all()
    assert kept.text == "Twelve in the depot."

    both = said(questions, "Nine. And twelve in the depot.", seen=seen_on(page))
    assert visitor.post(url, both).status_code == 302
    assert EnquiryReply.objects.get().sent_at


def test_a_page_saves_on_from_its_own_draft(visitor, url, questions):
    seen = seen_on(visitor.get(url))
    for text in ("Nine.", "Ten."):
        answer = visitor.post(
            url,
            said(questions, text, seen=seen) | {"act": "draft"},
            headers={"Accept": "application/json"},
        )
        seen = answer.json()["seen"]

    assert visitor.post(url, said(questions, "Eleven.", seen=seen)).status_code == 302
    assert EnquiryReply.objects.get().parts.get().text == "Eleven."


def test_two_people_of_a_department_have_a_draft_each(visitor, url, enquiry, questions):
    other = link_for(enquiry, "ann@authority.example", on=timezone.localdate())
    visitor.post(url, said(questions, "Nine.") | {"act": "draft"})
    visitor.post(url_of(other), said(questions, "Ten.") | {"act": "draft"})

    assert EnquiryReply.objects.count() == 2
    assert "Ten." not in visitor.get(url).text


def test_files_too_large_or_empty_leave_the_words(visitor, url, questions, settings):
    settings.MOST_BYTES_PER_FILE = 1_000_000
    name = f"files-{questions[0].pk}"
    for file, why in (
        (SimpleUploadedFile("big.csv", b"a,b\n" * 300_000), "big.csv"),
        (SimpleUploadedFile("none.csv", b""), "none.csv is empty"),
    ):
        page = visitor.post(url, said(questions, "See the file.", **{name: file}))
        assert page.status_code == 200
        summary = page.text.partition("govuk-error-summary__list")[2]
        assert why in summary.partition("</ul>")[0]
        assert "See the file." in page.text
    assert not EnquiryFile.objects.exists()
    assert EnquiryReply.objects.get().sent_at is None


def test_the_name_given_comes_back_with_the_draft(visitor, url, questions):
    visitor.post(url, said(questions, "Nine.", named="Jo Hill") | {"act": "draft"})

    assert 'value="Jo Hill"' in visitor.get(url).text


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
