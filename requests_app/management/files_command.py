"""The base classes of the commands that read files and print their contents."""

import json
import os
import sys
from abc import abstractmethod
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.core.management.base import BaseCommand, CommandError

from documents.files.document import UnreadableFile
from documents.requests.reader import UnreadableRequest

Read = TypeVar("Read")


class PathsCommand(BaseCommand, Generic[Read]):
    """Read files, and print each as an outline or all as JSON."""

    requires_system_checks = []
    files_help = ""

    @abstractmethod
    def read_path(self, file: str) -> Read:
        """Return a file as read.

        Raises:
            OSError: The file cannot be opened.
            UnreadableFile, UnreadableRequest: The file cannot be read.
        """

    @abstractmethod
    def as_dict(self, read: Read) -> dict[str, Any]:
        """Return the output in JSON for one file, without the file's name."""

    @abstractmethod
    def as_outline(self, read: Read) -> str:
        """Return the output as an outline for one file."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the names of the files, and `--json`."""
        parser.add_argument("files", metavar="FILE", nargs="+", help=self.files_help)
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the files once all are read."""
        files: list[str] = options["files"]
        found = [(_shown(file), self._read(file)) for file in files]
        if options["json"]:
            told = [{"file": file, **self.as_dict(read)} for file, read in found]
            shown = told[0] if len(told) == 1 else told
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1))
            return
        for file, read in found:
            if len(found) > 1:
                self.stdout.write(f"{file}\n")
            self.stdout.write(self.as_outline(read))

    def _read(self, file: str) -> Read:
        """Return one file as read; report any error with the file's name."""
        try:
            return self.read_path(file)
        except OSError as error:
            raise CommandError(f"{_shown(file)}: {error.strerror}.") from error
        except (UnreadableFile, UnreadableRequest) as refusal:
            raise CommandError(f"{_shown(file)}: {refusal}") from refusal


class FilesCommand(PathsCommand[Read]):
    """Read the bytes of files, or of standard input."""

    files_help = "- reads stdin"

    @abstractmethod
    def read(self, data: bytes) -> Read:
        """Return a file as read.

        Raises:
            UnreadableFile, UnreadableRequest: The file cannot be read.
        """

    def read_path(self, file: str) -> Read:
        """Return a file, or standard input, as read."""
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return self.read(data)


def _shown(file: str) -> str:
    """Return a file's name as it can be printed, whatever bytes it is made of."""
    return os.fsencode(file).decode("utf-8", "replace")
