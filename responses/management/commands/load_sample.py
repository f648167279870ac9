"""Make up any number of requests, for load tests."""

import sys
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import Authority
from responses.management.made_up import BAD_USAGE, check_may_make_up

BAD_INPUT: Final = 1


class Command(BaseCommand):
    help = (
        "Make up requests with questions, answers, letters and history, in bulk. They "
        "cannot be removed again: history is kept for ever."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--requests", type=int, required=True, metavar="N")
        parser.add_argument(
            "--open",
            type=float,
            default=3,
            metavar="PERCENT",
            help="how many of a hundred are still open (default: 3)",
        )
        parser.add_argument(
            "--authority", metavar="NAME", help="whose; the first one's if not given"
        )
        parser.add_argument("--seed", type=int, default=0, metavar="S")

    def handle(self, **options: Any) -> None:
        check_may_make_up(makes_people=False)
        if options["requests"] < 1 or not 0 <= options["open"] <= 100:
            raise CommandError(
                "Ask for at least one request, and for a percentage from 0 to 100.",
                returncode=BAD_USAGE,
            )
        try:
            # Imported here, as the texts are part of the tests.
            from tests.bench.sample.loading import load
            from tests.bench.sample.office import NobodyThere
        except ModuleNotFoundError as problem:
            raise CommandError(
                "This installation has no tests/bench/sample, which the requests are "
                "made from: run load_sample in a checkout of the project.",
                returncode=BAD_INPUT,
            ) from problem
        try:
            load(
                requests=options["requests"],
                open_percent=options["open"],
                authority=self._authority(options["authority"]),
                today=timezone.localdate(),
                seed=options["seed"],
                tell=self._tell_progress,
            )
        except NobodyThere as problem:
            raise CommandError(str(problem), returncode=BAD_INPUT) from problem
        self.stdout.write(f"Made up {options['requests']} requests.")

    def _authority(self, name: str | None) -> Authority:
        authorities = Authority.objects.order_by("pk")
        if name is not None:
            authorities = authorities.filter(name=name)
        authority = authorities.first()
        if authority is None:
            raise CommandError(
                f"There is no authority called “{name}”."
                if name
                else "There is no authority yet: load the demonstration first.",
                returncode=BAD_INPUT,
            )
        return authority

    def _tell_progress(self, written: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{written} …", ending="")
