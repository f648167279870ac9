"""The files of a message that waits, as pages show them."""

from dataclasses import dataclass
from pathlib import PurePath

from django.db.models import QuerySet
from django.urls import reverse

from documents.files.kinds import Kind
from mail.models import Entry, MessageFile
from requests_app.files.queries import FileRow


@dataclass(frozen=True, slots=True)
class EntryFile(FileRow):
    """A file of a message, on the pages of an entry."""

    file: MessageFile
    entry: Entry

    @property
    def download_url(self) -> str:
        """The address of the file itself."""
        return self._address("incoming-file")

    @property
    def preview_url(self) -> str:
        """The address of the page that shows the file."""
        return self._address("preview-incoming-file")

    @property
    def questions_url(self) -> str:
        """The address to take questions from a workbook; "" for other files."""
        kind, ending = self.kept.content_kind, PurePath(self.name).suffix.lower()
        is_table = kind is Kind.WORKBOOK or ending in {".csv", ".ods", ".xls", ".tsv"}
        if self.entry.ended_as or not is_table or self.file.is_inline:
            return ""
        return self._address("questions-of-file")

    @property
    def scan_url(self) -> str:
        """The address to have the file scanned again."""
        return self._address("scan-incoming-file")

    def _address(self, url_name: str) -> str:
        return reverse(url_name, args=[self.entry.pk, self.file.pk])


def files_of(entry: Entry) -> QuerySet[MessageFile]:
    """Return the files of an entry's message; none of spam."""
    if entry.ended_as == Entry.End.SPAM:
        return MessageFile.objects.none()
    return MessageFile.objects.filter(message=entry.message_id).select_related(
        "kept_file"
    )


def rows_of_files(entry: Entry) -> list[EntryFile]:
    """Return the files of an entry, as in the message."""
    return [EntryFile(file, entry) for file in files_of(entry)]
