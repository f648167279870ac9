"""Take messages from files into the queue, as if they had come by mail."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Authority
from mail.taking.services import MailNotTaken, bring


class Command(BaseCommand):
    help = (
        "Take messages (.eml, .msg or .mbox) into the queue of an authority. The "
        "worker reads them. A message taken before changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+")
        parser.add_argument(
            "--authority", default="", help="its name; needed where there are several"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        authority = self._authority(options["authority"])
        taken = 0
        for file in options["files"]:
            raw = self._bytes(Path(file))
            try:
                at = timezone.now()
                taken += len(bring(raw, authority=authority, by=None, at=at))
            except MailNotTaken as refusal:
                raise CommandError(f"{file}: {refusal}") from refusal
        self.stdout.write(f"{taken} message{'' if taken == 1 else 's'} taken.")

    def _authority(self, name: str) -> Authority:
        found = Authority.objects.filter(name=name) if name else Authority.objects.all()
        if found.count() == 1:
            return found.get()
        raise CommandError(
            f"There is no authority “{name}”."
            if name
            else "Name the authority with --authority.",
            returncode=2,
        )

    def _bytes(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}") from problem
