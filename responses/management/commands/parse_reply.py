"""Print the contents of previous responses: reference, date, answers, provisions."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.files.document import UnreadableFile
from documents.replies.letter import ReadLetter, read_letter
from documents.replies.printing import as_dict, as_outline
from documents.requests.reader import UnreadableRequest


class Command(BaseCommand):
    help = (
        "Read old letters (PDF, .docx or text): reference, date, outcome, questions "
        "with answers, provisions with their positions."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", help="- reads stdin")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[str] = options["files"]
        found = [(file, _read(file)) for file in files]
        if options["json"]:
            told = [{"file": file, **as_dict(read)} for file, read in found]
            shown = told[0] if len(told) == 1 else told
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1))
            return
        for file, read in found:
            if len(found) > 1:
                self.stdout.write(f"{file}\n")
            self.stdout.write(as_outline(read))


def _read(file: str) -> ReadLetter:
    """Return one file read; report errors in a sentence with the file's name."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return read_letter(data)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error
    except (UnreadableFile, UnreadableRequest) as refusal:
        raise CommandError(f"{file}: {refusal}") from refusal
