"""Print which questions of a library may ask the same, and what differs."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.meaning.asking import MayAskTheSame, find_alike


class Command(BaseCommand):
    help = (
        "Find for each question the earlier questions that may ask the same, at most "
        "five, with what differs. Touches no database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("library", metavar="LIBRARY", help="a question a line")
        parser.add_argument(
            "asked", metavar="ASKED", help='JSON lines of {"id", "asked"}'
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print an object of lists, or an outline."""
        library = _read(options["library"]).splitlines()
        asked = _asked(options["asked"])
        nearest = find_alike(
            library, list(asked.values()), folder=settings.MEANING_MODEL
        )
        found = dict(zip(asked, nearest, strict=True))
        if options["json"]:
            told = {
                name: [asdict(one) for one in alike] for name, alike in found.items()
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for name, alike in found.items():
            self.stdout.write(f"{name}: {asked[name]}")
            self.stdout.writelines(map(_line, alike))


def _line(one: MayAskTheSame) -> str:
    differs = f" ({'; '.join(one.differs)})" if one.differs else ""
    return f"  {one.score:.2f} {one.question}{differs}\n"


def _asked(file: str) -> dict[str, str]:
    asked: dict[str, str] = {}
    for number, line in enumerate(_read(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            name, words = row["id"], row["asked"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise CommandError(
                f'{file}: line {number} is not an object with "id" and "asked".'
            ) from error
        if not isinstance(words, str) or not isinstance(name, str | int):
            raise CommandError(
                f'{file}: on line {number} "id" or "asked" is not a text.'
            )
        if str(name) in asked:
            raise CommandError(f"{file}: line {number} repeats the id {name}.")
        asked[str(name)] = words
    return asked


def _read(file: str) -> str:
    try:
        return Path(file).read_text("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file}: This is not text in UTF-8.") from error
