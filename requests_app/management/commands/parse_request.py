"""Print the question tree of received texts."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.requests.reader import UnreadableRequest, parse
from documents.requests.tree import ParsedRequest, as_dict, as_outline


class Command(BaseCommand):
    help = "Split received texts into preamble, numbered questions and closing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", help="- reads stdin")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[str] = options["files"]
        found = [(file, _parsed(file)) for file in files]
        if options["json"]:
            trees = [as_dict(parsed, file) for file, parsed in found]
            shown = trees[0] if len(trees) == 1 else trees
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1))
            return
        for file, parsed in found:
            if len(found) > 1:
                self.stdout.write(f"{file}\n")
            self.stdout.write(as_outline(parsed))


def _parsed(file: str) -> ParsedRequest:
    """Return a file as parsed; report any error in a sentence with the file's name."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return parse(data.decode("utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file}: This is not text in UTF-8.") from error
    except UnreadableRequest as refusal:
        raise CommandError(f"{file}: {refusal}") from refusal
