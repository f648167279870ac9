"""Print pasted HTML as it would be stored, its text, and what was left out."""

from typing import Any

from documents.files.document import UnreadableFile
from documents.richtext.cleaning import NotForALetter, Taken, take
from documents.richtext.plain import to_plain
from requests_app.management.files_command import FilesCommand


class Command(FilesCommand[Taken]):
    help = "Clean pasted HTML as for an answer, and say what was left out."

    def read(self, data: bytes) -> Taken:
        try:
            return take(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise UnreadableFile("This is not text in UTF-8.") from error
        except NotForALetter as reason:
            raise UnreadableFile(str(reason)) from reason

    def as_dict(self, read: Taken) -> dict[str, Any]:
        return {
            "html": read.html,
            "text": to_plain(read.html),
            "left_out": read.left_out,
        }

    def as_outline(self, read: Taken) -> str:
        return "\n\n".join([to_plain(read.html), *read.left_out])
