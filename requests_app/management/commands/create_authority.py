"""Take a new office from nothing to an authority with its first administrator."""

import getpass
import os
import sys
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import Authority
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
    """

    question: str
    usual: str | None = None


ASKED: Final = {
    "name": Asked("Name of the authority"),
    "short_name": Asked("Short name in letters, such as “the Council”"),
    "kind": Asked(f"Kind: {', '.join(Authority.Kind.values)}"),
    "nation": Asked("Nation: england, wales, northern_ireland or scotland", "england"),
    "reference_scheme": Asked("Form of references", "{number}-{year}"),
    "address": Asked("Postal address, with commas between the lines"),
    "email": Asked("E-mail address of the office"),
    "telephone": Asked("Telephone of the office", ""),
    "signatory": Asked("Who signs letters", "Information Access Team"),
    "review_contact": Asked("Where to ask for an internal review", ""),
    "administrator_name": Asked("Name of the first administrator"),
    "administrator_email": Asked("E-mail address of the first administrator"),
}
_NATIONS: Final = ("england", "wales", "northern_ireland", "scotland")


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
                help=f"{asked.question.replace('%', '%%')}{usual}",
            )

    def handle(self, **options: Any) -> None:
        is_asking = sys.stdin.isatty()
        given = {name: options[name] for name in ASKED}
        if is_asking:
            given = {
                name: answer if answer is not None else self._ask(ASKED[name])
                for name, answer in given.items()
            }
        missing = [
            f"--{name.replace('_', '-')}"
            for name, answer in given.items()
            if not answer and ASKED[name].usual is None
        ]
        if missing:
            raise CommandError(
                f"Give {', '.join(missing)}, or run the command at a keyboard.",
                returncode=BAD_USAGE,
            )
        answers = {
            name: str(answer if answer is not None else ASKED[name].usual)
            for name, answer in given.items()
        }
        details = self._details(answers)
        if Authority.objects.filter(name__iexact=details["name"]).exists():
            raise CommandError(
                f"{details['name']} is here already. Nothing was changed.",
                returncode=BAD_INPUT,
            )
        password = self._password(is_asking=is_asking)
        try:
            with transaction.atomic():
                authority = found_authority(details=details, by=None)
                person = make_first_administrator(
                    authority=authority,
                    name=answers["administrator_name"],
                    email=answers["administrator_email"],
                    password=password,
                )
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=BAD_INPUT) from refusal
        self.stdout.write(
            f"{authority} is ready. Sign in at {settings.SITE_URL}/sign-in/ as "
            f"{person.username}, then open Administration: add a team and invite an "
            "officer."
        )

    def _details(self, answers: dict[str, str]) -> dict[str, Any]:
        if answers["kind"] not in Authority.Kind.values:
            raise CommandError(
                f"“{answers['kind']}” is no kind of authority. Choose one of "
                f"{', '.join(Authority.Kind.values)}.",
                returncode=BAD_INPUT,
            )
        if answers["nation"] not in _NATIONS:
            raise CommandError(
                f"“{answers['nation']}” is no nation. Choose one of "
                f"{', '.join(_NATIONS)}.",
                returncode=BAD_INPUT,
            )
        lines = [line.strip() for line in answers["address"].split(",")]
        names = ("name", "short_name", "kind", "reference_scheme", "email",
                 "telephone", "signatory")  # fmt: skip
        address = "\n".join(line for line in lines if line)
        return {
            **{name: answers[name].strip() for name in names},
            "address": address,
            "is_scottish": answers["nation"] == "scotland",
            "review_contact": answers["review_contact"]
            or f"{answers['signatory']}\n{address}",
        }

    def _ask(self, asked: Asked) -> str | None:
        usual = f" [{asked.usual}]" if asked.usual else ""
        answer = ""
        while not answer:
            answer = input(f"{asked.question}{usual}: ").strip()
            if not answer and asked.usual is not None:
                return asked.usual
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
        read: Callable[[str], str] = getpass.getpass
        while (first := read("Password: ")) != read("The same password again: "):
            self.stderr.write("The two passwords differ.")
        return first
