"""Print the contents of previous responses: reference, date, answers, provisions."""

from typing import Any

from documents.replies import printing
from documents.replies.letter import ReadLetter, read_letter
from requests_app.management.files_command import FilesCommand


class Command(FilesCommand[ReadLetter]):
    help = (
        "Read earlier replies (PDF, .docx or text): reference, date, outcome, "
        "questions with answers, provisions with their positions."
    )

    def read(self, data: bytes) -> ReadLetter:
        return read_letter(data)

    def as_dict(self, read: ReadLetter) -> dict[str, Any]:
        return printing.as_dict(read)

    def as_outline(self, read: ReadLetter) -> str:
        return printing.as_outline(read)
