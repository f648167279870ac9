"""Find the files of a request, for its pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Count, Q

from documents.files.claims import contradiction
from requests_app.files.addresses import address_in
from requests_app.files.sizes import size_of
from requests_app.models import FOIRequest, KeptFile, RequestFile
from statute.working_days import format_date

_OPEN = Q(kept_file__scan__in=[KeptFile.Scan.NOT_NEEDED, KeptFile.Scan.CLEAN])


@dataclass(frozen=True, slots=True)
class Counted:
    """How many files a request has, and how many of them cannot be opened now."""

    number: int
    held: int


class NamedFile(Protocol):
    """A kept file under the name that it has in some place."""

    name: str
    kept_file: KeptFile


class FileRow:
    """A file as pages show it, from whichever place.

    Attributes:
        file: The file in that place.
    """

    __slots__ = ()
    file: NamedFile

    @property
    def name(self) -> str:
        """The name of the file in its place."""
        return self.file.name

    @property
    def kept(self) -> KeptFile:
        """The bytes of the file, and what the virus scanner said."""
        return self.file.kept_file

    @property
    def kind(self) -> str:
        """The kind of the content: "Excel workbook"."""
        said = self.kept.content_kind.removeprefix("an ").removeprefix("a ")
        return f"{said[:1].upper()}{said[1:]}"

    @property
    def size(self) -> str:
        """The size in readable units: "1.4 MB"."""
        return size_of(self.kept.size_bytes)

    @property
    def contradiction(self) -> str:
        """How the name contradicts the content, in a sentence; "" for not at all."""
        return contradiction(self.name, self.kept.content_kind)

    @property
    def tone(self) -> str:
        """The colour of the tag that shows the standing."""
        Scan = KeptFile.Scan  # noqa: N806 - it is a class
        tones = {Scan.CLEAN: "green", Scan.INFECTED: "red", Scan.HELD: "orange"}
        return tones.get(KeptFile.Scan(self.kept.scan), "grey")

    @property
    def is_waiting(self) -> bool:
        """Whether the virus scanner will say something soon."""
        return self.kept.scan == KeptFile.Scan.WAITING

    @property
    def is_held(self) -> bool:
        """Whether the file is held, so that a person may have it scanned again."""
        return self.kept.scan == KeptFile.Scan.HELD


@dataclass(frozen=True, slots=True)
class Row(FileRow):
    """A file of a request, as pages show it."""

    file: RequestFile
    foi_request: FOIRequest

    @property
    def origin(self) -> str:
        """Where the file is from, by whom added, and on which day.

        What came with the request has the day on which the request arrived.
        """
        by, source = self.file.added_by, RequestFile.Source(self.file.source)
        on = format_date(self.file.added_on)
        if source == RequestFile.Source.ADDED and by is not None:
            return f"Added by {by} on {on}"
        said = str(source.label)
        if source == RequestFile.Source.WITH_REQUEST:
            said = f"{said}, received on {format_date(self.foi_request.received_on)}"
            if by is None or self.file.added_on == self.foi_request.received_on:
                return said
        return f"{said}; added by {by} on {on}" if by else f"{said}, on {on}"

    @property
    def download_url(self) -> str:
        """The address of the file itself."""
        return self._address("request-file")

    @property
    def preview_url(self) -> str:
        """The address of the page that shows the file."""
        return self._address("preview-request-file")

    @property
    def remove_url(self) -> str:
        """The address of the page to remove the file."""
        return self._address("remove-request-file")

    @property
    def restore_url(self) -> str:
        """The address to put a removed file back."""
        return self._address("restore-request-file")

    @property
    def scan_url(self) -> str:
        """The address to have the file scanned again."""
        return self._address("scan-request-file")

    def _address(self, url_name: str) -> str:
        return address_in(self.foi_request, url_name, file=self.file.pk)


def count_files(foi_request: FOIRequest) -> Counted:
    """Count the files of a request, without those removed."""
    present = foi_request.files.filter(removed_on__isnull=True)
    found = present.aggregate(number=Count("pk"), held=Count("pk", filter=~_OPEN))
    return Counted(found["number"], found["held"])


def rows_of(foi_request: FOIRequest, *, is_removed: bool = False) -> Iterator[Row]:
    """Yield the files of a request, the first added first.

    Args:
        foi_request: The request.
        is_removed: Whether the files that were removed are wanted, or all others.
    """
    files = foi_request.files.filter(removed_on__isnull=not is_removed)
    related = files.select_related("kept_file", "added_by", "removed_by")
    return (Row(file, foi_request) for file in related)
