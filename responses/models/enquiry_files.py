"""Files that go to a department with its questions, or come with its reply."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models import Enquiry, EnquiryReply, Question
from responses.models.enclosures import Enclosure, enclosure_storage


class EnquiryFile(models.Model):
    """A file of an enquiry, checked for hidden data like a file of a letter."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="files")
    # Null for material from the officer.
    reply = models.ForeignKey(
        EnquiryReply,
        on_delete=models.CASCADE,
        related_name="files",
        null=True,
        blank=True,
    )
    question = models.ForeignKey(
        Question, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    name = models.CharField(max_length=150)
    file = models.FileField(
        upload_to="enquiries/", storage=enclosure_storage, max_length=200
    )
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(
        max_length=20, choices=Enclosure.Scan, default=Enclosure.Scan.WAITING
    )
    words = models.TextField(blank=True, db_default="", default="")
    # [{"code", "place", "message", "severity"}] as `documents.hidden` found them.
    found = models.JSONField(default=list, blank=True)
    # Material for a department only.
    tells_who_asked = models.BooleanField(default=False, db_default=False)
    scanned_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    added_at = models.DateTimeField(db_default=Now())
    # The file of the letter made from this file.
    enclosed_as = models.ForeignKey(
        Enclosure, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            # Files of questions no longer asked are not told apart from others.
            models.UniqueConstraint(
                name="enquiry_file_once_in_a_reply",
                fields=["enquiry", "reply", "question", "sha256"],
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stored_as(self) -> str:
        """Name of the file in the storage."""
        return str(self.file.name)

    @property
    def may_be_shown(self) -> bool:
        """Whether a department may open this material."""
        return not self.tells_who_asked and self.scan in {
            Enclosure.Scan.CLEAN,
            Enclosure.Scan.TO_LOOK_AT,
        }
