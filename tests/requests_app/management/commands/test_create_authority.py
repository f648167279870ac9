"""`manage.py create_authority`: from nothing to the first administrator."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Authority, User
from requests_app.management.commands import create_authority

pytestmark = pytest.mark.django_db

PASSWORD = "a long walk by the river"  # noqa: S105 - of a test
GIVEN = {
    "name": "Midshire Council",
    "short_name": "the Council",
    "kind": "council",
    "address": "1 High Street, Midtown, MT1 1AA",
    "email": "foi@midshire.example",
    "administrator_name": "Ada Brown",
    "administrator_email": "ada@midshire.example",
}


@pytest.fixture
def run(monkeypatch):
    """Run the command without a keyboard."""
    monkeypatch.setenv(create_authority.PASSWORD, PASSWORD)
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    def run(**changed):
        given = {**GIVEN, **changed}
        out = io.StringIO()
        options = {name: value for name, value in given.items() if value is not None}
        call_command("create_authority", stdout=out, **options)
        return out.getvalue()

    return run


def test_an_office_is_made_from_options(run):
    said = run(nation="scotland")

    authority = Authority.objects.get()
    assert authority.is_scottish
    assert authority.address == "1 High Street\nMidtown\nMT1 1AA"
    assert authority.review_contact.startswith("Information Access Team")
    person = User.objects.get()
    assert person.check_password(PASSWORD)
    assert "ada@midshire.example" in said
    assert "/sign-in/" in said
    assert PASSWORD not in said


def test_a_second_run_changes_nothing_and_says_so(run):
    run()

    with pytest.raises(CommandError, match="is here already") as refusal:
        run()

    assert refusal.value.returncode == 1
    assert Authority.objects.count() == 1
    assert User.objects.count() == 1


def test_what_is_missing_is_named_where_no_person_can_be_asked(run):
    with pytest.raises(CommandError, match="--kind, --administrator-email") as refusal:
        run(kind=None, administrator_email=None)

    assert refusal.value.returncode == 2


def test_without_a_password_nothing_is_made(run, monkeypatch):
    monkeypatch.delenv(create_authority.PASSWORD)

    with pytest.raises(CommandError, match="FOI_FIRST_PASSWORD"):
        run()

    assert not Authority.objects.exists()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"kind": "circus"}, "is no kind of an authority"),
        ({"nation": "france"}, "is no nation"),
        ({"reference_scheme": "FOI"}, "must contain both"),
        ({"administrator_email": "nothing"}, "cannot be used"),
    ],
)
def test_a_wrong_answer_is_one_sentence_and_makes_nothing(run, changed, why):
    with pytest.raises(CommandError, match=why) as refusal:
        run(**changed)

    assert refusal.value.returncode == 1
    assert not Authority.objects.exists()
    assert not User.objects.exists()


def test_a_weak_password_makes_no_authority_either(run, monkeypatch):
    monkeypatch.setenv(create_authority.PASSWORD, "12345678")

    with pytest.raises(CommandError, match="password"):
        run()

    assert not Authority.objects.exists()


@pytest.fixture
def keyboard(run, monkeypatch):
    """Return a function that runs the command with these typed answers."""

    class Keyboard(io.StringIO):
        def isatty(self):
            return True

    def type_in(*answers, passwords=(), **changed):
        left, secret, asked = iter(answers), iter(passwords), []

        def answer(question):
            asked.append(question)
            return next(left)

        monkeypatch.setattr(sys, "stdin", Keyboard())
        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr("getpass.getpass", lambda _: next(secret))
        run(**changed)
        return asked

    return type_in


USUAL = ("", "", "", "", "")


def test_missing_answers_are_asked_for_at_a_keyboard(keyboard):
    # The first is the short address, of which the usual one is taken.
    asked = keyboard("", "", "circus", "council", *USUAL, kind=None)

    assert Authority.objects.get().kind == "council"
    # An empty answer, and one that is not among the choices, is asked for again.
    assert [question.startswith("Kind:") for question in asked[1:5]] == [
        True,
        True,
        True,
        False,
    ]
    assert "[england]" in asked[4]


def test_only_the_wrong_answer_is_asked_for_again(keyboard, monkeypatch):
    monkeypatch.delenv(create_authority.PASSWORD)
    asked = keyboard(
        "",
        *USUAL[1:],
        "{number}/{year}/M",
        "ada@midshire.example",
        passwords=["12345678", "12345678", PASSWORD, PASSWORD],
        reference_scheme="FOI",
        administrator_email="nothing",
    )

    assert Authority.objects.get().reference_scheme == "{number}/{year}/M"
    assert User.objects.get().check_password(PASSWORD)
    assert [question.split(" [")[0] for question in asked[-2:]] == [
        "Form of references",
        "E-mail address of the first administrator: ",
    ]
