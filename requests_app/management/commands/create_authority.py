"""Take a new office from nothing to an authority with its first administrator."""

import getpass
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import Authority, User
from requests_app.administration.founding import (
    found_authority,
    make_first_administrator,
)
from requests_app.refusals import Refusal

BAD_INPUT: Final = 1
BAD_USAGE: Final = 2
# Read where nobody is there to type.
PASSWORD: Final = "FOI_FIRST_PASSWORD"  # noqa: S105 - the name of a variable


class Asked(NamedTuple):
    """Something the command needs: an option, or a question at the keyboard.

    Attributes:
        question: What the command asks; it begins the help of the option.
        usual: What holds without an answer; None where an answer is needed.
        among: The only answers there are; empty where any will do.
    """

    question: str
    usual: str | None = None
    among: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The question, with its answers where they are few."""
        return (
            f"{self.question}: {', '.join(self.among)}" if self.among else self.question
        )


ASKED: Final = {
    "name": Asked("Name of the authority"),
    "short_name": Asked("Short name in letters, such as “the Council”"),
    "slug": Asked("Short address in links, such as cadnam (usual: from the name)", ""),
    "kind": Asked("Kind", among=tuple(Authority.Kind.values)),
    "nation": Asked(
        "Nation", "england", ("england", "wales", "northern_ireland", "scotland")
    ),
    "reference_scheme": Asked("Form of references", "{number}-{year}"),
    "address": Asked("Postal address, with commas between the lines"),
    "email": Asked("E-mail address of the office"),
    "telephone": Asked("Telephone of the office", ""),
    "signatory": Asked("Who signs letters", "Information Access Team"),
    "review_contact": Asked("Where to ask for an internal review", ""),
    "administrator_name": Asked("Name of the first administrator"),
    "administrator_email": Asked("E-mail address of the first administrator"),
}


class NotMade(Exception):
    """One answer cannot be used.

    Attributes:
        name: Whose answer it is: a name of `ASKED`, or `PASSWORD`.
    """

    def __init__(self, message: str, name: str) -> None:
        """Say why, and which answer is meant."""
        super().__init__(message)
        self.name = name


class Command(BaseCommand):
    help = (
        "Make an authority and its first administrator. What is missing is asked for "
        "at the keyboard."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name, asked in ASKED.items():
            usual = f" (usual: {asked.usual})" if asked.usual else ""
            parser.add_argument(
                f"--{name.replace('_', '-')}",
                help=f"{asked.whole.replace('%', '%%')}{usual}",
            )

    def handle(self, **options: Any) -> None:
        is_asking = sys.stdin.isatty()
        answers = self._answers(options, is_asking=is_asking)
        password = self._password(is_asking=is_asking)
        while True:
            try:
                authority, person = _make(answers, password)
                break
            except NotMade as wrong:
                if not is_asking:
                    raise CommandError(str(wrong), returncode=BAD_INPUT) from wrong
                # At a keyboard only the wrong answer is asked for again.
                self.stderr.write(str(wrong))
                if wrong.name == PASSWORD:
                    password = self._typed_password()
                else:
                    answers[wrong.name] = self._ask(ASKED[wrong.name])
        self.stdout.write(
            f"{authority} is ready. Sign in at {settings.SITE_URL}/sign-in/ as "
            f"{person.username}, then open Administration: add a team and invite an "
            "officer."
        )

    def _answers(
        self, options: Mapping[str, Any], *, is_asking: bool
    ) -> dict[str, str]:
        answers = {}
        missing = []
        for name, asked in ASKED.items():
            answer = options[name]
            if answer is None and is_asking:
                answer = self._ask(asked)
            if not answer and asked.usual is None:
                missing.append(f"--{name.replace('_', '-')}")
            answers[name] = str(answer or asked.usual or "").strip()
        if missing:
            raise CommandError(
                f"Give {', '.join(missing)}, or run the command at a keyboard.",
                returncode=BAD_USAGE,
            )
        return answers

    def _ask(self, asked: Asked) -> str:
        usual = f" [{asked.usual}]" if asked.usual else ""
        while True:
            answer = input(f"{asked.whole}{usual}: ").strip()
            if not answer and asked.usual is not None:
                return asked.usual
            if answer and (not asked.among or answer in asked.among):
                return answer

    def _password(self, *, is_asking: bool) -> str:
        if given := os.environ.get(PASSWORD):
            return given
        if not is_asking:
            raise CommandError(
                f"Put a password for the first administrator into {PASSWORD}, or run "
                "the command at a keyboard.",
                returncode=BAD_USAGE,
            )
        return self._typed_password()

    def _typed_password(self) -> str:
        read: Callable[[str], str] = getpass.getpass
        while (first := read("Password: ")) != read("The same password again: "):
            self.stderr.write("The two passwords differ.")
        return first


def _make(answers: Mapping[str, str], password: str) -> tuple[Authority, User]:
    """Make the authority and the person together, or neither."""
    for name, asked in ASKED.items():
        if asked.among and answers[name] not in asked.among:
            raise NotMade(
                f"“{answers[name]}” is no {name} of an authority. Choose one of "
                f"{', '.join(asked.among)}.",
                name,
            )
    with transaction.atomic():
        try:
            authority = found_authority(details=_details(answers), by=None)
        except Refusal as refusal:
            name = refusal.field if refusal.field in ASKED else "name"
            raise NotMade(str(refusal), name) from refusal
        try:
            person = make_first_administrator(
                authority=authority,
                name=answers["administrator_name"],
                email=answers["administrator_email"],
                password=password,
            )
        except Refusal as refusal:
            raise NotMade(str(refusal), _OF_PERSON[refusal.field]) from refusal
    return authority, person


# Which answer a field of the person comes from.
_OF_PERSON: Final = {
    None: PASSWORD,
    "username": "administrator_email",
    "email": "administrator_email",
    "first_name": "administrator_name",
    "last_name": "administrator_name",
}


def _details(answers: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of the authority."""
    lines = [line.strip() for line in answers["address"].split(",")]
    names = ("name", "short_name", "slug", "kind", "reference_scheme", "email",
             "telephone", "signatory")  # fmt: skip
    address = "\n".join(line for line in lines if line)
    return {
        **{name: answers[name] for name in names},
        "address": address,
        "is_scottish": answers["nation"] == "scotland",
        "review_contact": answers["review_contact"]
        or f"{answers['signatory']}\n{address}",
    }
