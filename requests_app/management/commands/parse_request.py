"""Print the question tree of received texts."""

from typing import Any

from documents.requests import tree
from documents.requests.reader import UnreadableRequest, parse
from documents.requests.tree import ParsedRequest
from requests_app.management.files_command import FilesCommand


class Command(FilesCommand[ParsedRequest]):
    help = "Split received texts into preamble, numbered questions and closing."

    def read(self, data: bytes) -> ParsedRequest:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableRequest("This is not text in UTF-8.") from error
        if not text.strip():
            raise UnreadableRequest("The file is empty.")
        return parse(text)

    def as_dict(self, read: ParsedRequest) -> dict[str, Any]:
        return tree.as_dict(read)

    def as_outline(self, read: ParsedRequest) -> str:
        return tree.as_outline(read)
