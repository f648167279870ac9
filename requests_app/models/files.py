"""Files kept for an authority, and the requests that they belong to."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Authority
from documents.files.kinds import Kind
from requests_app.models.requests import FOIRequest


def file_storage() -> Storage:
    """Return the storage for kept files: outside of the folders of the web server."""
    return storages["default"]


class KeptFile(models.Model):
    """The bytes of a file, stored once for an authority.

    They are never changed. Every name, and every request, is in a `RequestFile`.
    """

    class Scan(models.TextChoices):
        """What the virus scanner said."""

        NOT_NEEDED = "not_needed", "Not scanned for viruses"
        WAITING = "waiting", "Being scanned for viruses"
        CLEAN = "clean", "No virus found"
        INFECTED = "infected", "Virus found"
        HELD = "held", "Held"

    class Hold(models.TextChoices):
        """Why a file is held, in words to follow "Held:"."""

        SCANNER_AWAY = "scanner_away", "the virus scanner does not answer"
        TOO_LARGE = "too_large", "the file is larger than files may be"
        TOO_LARGE_TO_SCAN = (
            "too_large_to_scan",
            "the file is larger than the virus scanner takes",
        )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    # The name of a `documents.files.kinds.Kind`, by the content.
    kind = models.CharField(max_length=20)
    file = models.FileField(upload_to="files/", storage=file_storage, max_length=200)
    scan = models.CharField(max_length=20, choices=Scan, default=Scan.WAITING)
    hold = models.CharField(max_length=20, choices=Hold, blank=True)
    # What the scanner calls the virus.
    signature = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    # The last time that the same bytes were kept.
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="kept_file_once_for_an_authority", fields=["authority", "sha256"]
            ),
            models.CheckConstraint(
                name="kept_file_held_says_why",
                condition=Q(scan="held") & ~Q(hold="") | ~Q(scan="held") & Q(hold=""),
            ),
            models.CheckConstraint(
                name="kept_file_infected_names_the_virus",
                condition=Q(scan="infected") & ~Q(signature="")
                | ~Q(scan="infected") & Q(signature=""),
            ),
            models.CheckConstraint(
                name="kept_file_scanned_says_when",
                condition=Q(scan__in=["clean", "infected"], scanned_at__isnull=False)
                | Q(
                    scan__in=["not_needed", "waiting", "held"], scanned_at__isnull=True
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def stored_as(self) -> str:
        """Name of the file in the storage."""
        return str(self.file.name)

    @property
    def content_kind(self) -> Kind:
        """What kind of file the content is."""
        return Kind[self.kind.upper()]

    @property
    def may_be_opened(self) -> bool:
        """Whether the file may be downloaded and previewed."""
        return self.scan in {self.Scan.NOT_NEEDED, self.Scan.CLEAN}

    @property
    def standing(self) -> str:
        """What the virus scanner said, in words."""
        if self.scan == self.Scan.INFECTED:
            return f"Virus found: {self.signature}"
        if self.scan == self.Scan.HELD:
            return f"Held: {self.get_hold_display()}"
        return self.get_scan_display()


class RequestFile(models.Model):
    """A file of a request. One that was removed stays on the record."""

    class Source(models.TextChoices):
        """Where the file is from."""

        WITH_REQUEST = "with_request", "With the request"
        FROM_REQUESTER = "from_requester", "From the requester, later"
        FROM_DEPARTMENT = "from_department", "From a department"
        ADDED = "added", "Added by an officer"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.PROTECT, related_name="files"
    )
    kept_file = models.ForeignKey(
        KeptFile, on_delete=models.PROTECT, related_name="request_files"
    )
    name = models.CharField(max_length=150)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=20, choices=Source)
    # Null for the system, as for attachments of a mail.
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    added_on = models.DateField()
    added_at = models.DateTimeField(db_default=Now())
    removed_on = models.DateField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    removal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="request_file_once_in_a_request",
                fields=["foi_request", "kept_file"],
                condition=Q(removed_on__isnull=True),
            ),
            models.CheckConstraint(
                name="request_file_removed_says_by_whom_and_why",
                condition=Q(
                    removed_on__isnull=True,
                    removed_by__isnull=True,
                    removal_reason="",
                )
                | Q(
                    removed_on__isnull=False,
                    removed_on__gte=F("added_on"),
                    removed_by__isnull=False,
                )
                & ~Q(removal_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FilePreview(models.Model):
    """What is shown of a file. It can be made afresh from the file at any time."""

    class Way(models.TextChoices):
        """How the file is shown, as `documents.previews` has it."""

        PAGES = "pages", "Pages"
        PICTURE = "picture", "Picture"
        TEXT = "text", "Text"
        TABLES = "tables", "Tables"
        NONE = "none", "Not shown"

    kept_file = models.OneToOneField(
        KeptFile, on_delete=models.CASCADE, related_name="preview"
    )
    # Empty while the preview is being made.
    way = models.CharField(max_length=10, choices=Way, blank=True)
    # How many pages the file has.
    count = models.PositiveIntegerField(default=0)
    # {"text", "is_cut", "why_not", "tables": [{"name", "rows", "is_hidden", "is_cut"}]}
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="file_preview_made_has_a_way",
                condition=Q(made_at__isnull=True, way="")
                | Q(made_at__isnull=False) & ~Q(way=""),
            )
        ]

    def __str__(self) -> str:
        return f"Preview of {self.kept_file_id}"


class PreviewPage(models.Model):
    """A page of a file, drawn here as a JPEG."""

    preview = models.ForeignKey(
        FilePreview, on_delete=models.CASCADE, related_name="pages"
    )
    number = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to="files/", storage=file_storage, max_length=200)

    class Meta:
        ordering = ["preview", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="preview_page_once", fields=["preview", "number"]
            )
        ]

    def __str__(self) -> str:
        return f"Page {self.number}"
