"""The pages of the public form, from the question to the receipt."""

import pytest
from django.test import Client
from django.urls import reverse

from mail.asking import limits
from mail.asking.limits import BITS, puzzle_for
from mail.models import AnswerTally, Entry, Message, ProgressLink, Submission
from requests_app.models import Job
from tests.factories import AuthorityFactory

TEXT = "How many bicycles did the authority buy in 2025, and what did they cost?"
pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    return AuthorityFactory(
        name="Cadnam Borough Council", slug="cadnam", is_form_open=True
    )


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=False)


def page(client, *, welsh=False, **sent):
    url = reverse("ask-cy" if welsh else "ask", kwargs={"authority": "cadnam"})
    return client.post(url, sent) if sent else client.get(url)


def details(**more):
    return {
        "step": "details",
        "text": TEXT,
        "name": "Rowan Hale",
        "email": "rowan@hale.example",
        "form_key": "one",
    } | more


def test_a_question_leads_to_the_details_and_then_to_a_receipt(authority, visitor):
    assert TEXT not in page(visitor).content.decode()
    asked = page(visitor, step="question", text=TEXT)
    assert asked.templates[0].name == "mail/asking/details.html"
    assert TEXT in asked.content.decode()

    sent = page(visitor, **details(address="1 High Street\nMidtown"))

    message = Message.objects.get()
    assert (message.kind, message.text) == (Message.Kind.FORM, TEXT)
    assert message.sender_name == "Rowan Hale"
    assert Entry.objects.get().message == message
    shown = visitor.get(sent.url)
    assert Submission.objects.get().receipt in shown.content.decode()
    assert "20 working days" in shown.content.decode()
    assert Job.objects.filter(kind="confirm_form").count() == 1


def test_a_double_click_makes_one_entry_and_changed_words_another(authority, visitor):
    first, second = page(visitor, **details()), page(visitor, **details())
    assert first.url == second.url
    assert Entry.objects.count() == Job.objects.count() == 1

    page(visitor, **details(text=f"{TEXT} And in 2024?"))
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter your name"),
        ({"email": ""}, "Enter an e-mail address or a postal address"),
        ({"email": "rowan at hale"}, "in the usual form"),
        ({"name": "\u200b\u202e\0"}, "Enter your name"),
        ({"name": "R" * 201}, "Shorten this to 200"),
        ({"website": "https://spam.example"}, "Leave the last box empty"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(
    authority, visitor, wrong, said
):
    typed = details(
        organisation="Midtown Wheelers",
        address="" if "email" in wrong else "1 High Street",
        format_wanted="Large print",
    )
    answer = page(visitor, **(typed | wrong)).content.decode()

    assert said in answer
    for kept in ("Midtown Wheelers", "Large print", TEXT):
        assert kept in answer
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [("  ", "Tell us what"), ("\0\u200b", "Tell us what"), ("x" * 50_001, "too long")],
)
def test_no_words_and_too_many_are_refused_with_the_words_kept(
    authority, visitor, text, said
):
    answer = page(visitor, step="question", text=text).content.decode()
    assert said in answer
    assert text.strip("\0 ") in answer


def test_odd_names_come_through_whole_and_harm_nothing(authority, visitor):
    name = "Siân O’Neill-D'Arcy 🚲 <script>alert(1)</script>"
    refused = page(visitor, **details(name=name, email="")).content.decode()
    assert "<script>alert" not in refused

    page(visitor, **details(name=f"{name}\r\nBcc: all@world.example"))
    assert Message.objects.get().sender_name == f"{name} Bcc: all@world.example"


def test_welsh_pages_say_everything_in_welsh_and_keep_the_words(authority, visitor):
    asked = page(visitor, welsh=True, step="question", text=TEXT).content.decode()
    assert '<html lang="cy"' in asked
    assert "Eich enw" in asked
    assert "Your name" not in asked

    english = page(visitor, **details(language="en-GB", organisation="Wheelers"))
    assert "Wheelers" in english.content.decode()
    assert not Message.objects.exists()

    sent = page(visitor, welsh=True, **details())
    assert "Mae eich cais wedi" in visitor.get(sent.url).content.decode()
    assert Entry.objects.get().language == "cy"


def test_a_closed_form_says_where_to_ask_and_shows_the_words(authority, visitor):
    authority.is_form_open = False
    authority.save()
    answer = page(visitor, step="question", text=TEXT)
    assert answer.status_code == 410
    assert TEXT in answer.content.decode()
    assert authority.email in answer.content.decode()


def test_without_the_puzzle_fewer_come_through_from_one_address(
    authority, visitor, monkeypatch
):
    monkeypatch.setattr(limits, "MOST_OF_A_CLIENT_UNSOLVED", 2)
    for number in range(2):
        assert page(visitor, **details(form_key=number)).status_code == 302
    refused = page(visitor, **details(form_key="more"))
    assert refused.status_code == 429
    assert TEXT in refused.content.decode()
    assert "Rowan Hale" in refused.content.decode()

    puzzle = puzzle_for(authority)
    solved = details(form_key="solved", puzzle=puzzle, solved=solution(puzzle))
    assert page(visitor, **solved).status_code == 302
    # The same puzzle counts once.
    assert page(visitor, **(solved | {"form_key": "again"})).status_code == 429


def solution(puzzle):
    from hashlib import sha256

    for answer in range(10_000_000):
        digest = sha256(f"{puzzle}:{answer}".encode()).digest()
        if int.from_bytes(digest[:4]) >> (32 - BITS) == 0:
            return str(answer)
    raise AssertionError


def test_an_address_gets_few_confirmations_a_day(authority, visitor, monkeypatch):
    monkeypatch.setattr(limits, "MOST_MAILS", 1)
    for number in range(2):
        sent = page(visitor, **details(form_key=number))
    assert Job.objects.count() == 1
    assert "no confirmation is sent" in visitor.get(sent.url).content.decode()


def test_forms_need_the_csrf_token(authority):
    strict = Client(enforce_csrf_checks=True)
    for sent, said in (
        (details(), "Rowan Hale"),
        ({"step": "question", "text": TEXT}, "Allow cookies"),
    ):
        answer = page(strict, **sent)
        assert answer.status_code == 403
        assert TEXT in answer.content.decode()
        assert said in answer.content.decode()
    assert not Message.objects.exists()


def test_without_published_answers_nothing_is_shown_or_counted(authority, visitor):
    page(visitor, step="question", text=TEXT)
    assert not AnswerTally.objects.exists()


def test_the_receipt_page_is_neither_cached_nor_indexed(authority, visitor):
    sent = visitor.get(page(visitor, **details()).url)
    assert "no-store" in sent["Cache-Control"]
    assert "noindex" in sent["X-Robots-Tag"]
    assert sent["Referrer-Policy"] == "no-referrer"
    assert ProgressLink.objects.get().token_sha256 not in sent.content.decode()


def test_the_back_of_a_browser_finds_the_pages_with_what_was_typed(authority, visitor):
    for answer in (page(visitor), page(visitor, step="question", text=TEXT)):
        assert "no-store" not in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "said"),
    [("ask", "There is no such form"), ("ask-cy", "Nid oes ffurflen")],
)
def test_an_address_without_a_form_says_so_to_everybody(db, client, address, said):
    answer = client.get(reverse(address, kwargs={"authority": "nobody"}))

    assert answer.status_code == 404
    assert said in answer.content.decode()
    assert "manager" not in answer.content.decode()
