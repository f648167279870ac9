"""What the texts of requests have in common, to find copies."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, Value

from requests_app.models.requests import FOIRequest


class Fingerprint(models.Model):
    """The fingerprint of a request's received text. An internal review has none.

    A table of its own: a request changes many times, its received text never.
    """

    foi_request = models.OneToOneField(
        FOIRequest,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="fingerprint",
    )
    # See `documents.likeness.fingerprints`. Empty until the text is compared.
    minhash = models.BinaryField(default=b"", db_default=b"")
    bands = ArrayField(
        models.IntegerField(),
        default=list,
        db_default=Value([], output_field=ArrayField(models.IntegerField())),
        blank=True,
    )
    # The same for all requests alike, of any authority: the key of one of them. None
    # without a like request.
    group = models.BigIntegerField(null=True, blank=True)
    # The version of the comparison. Of an older version, the text is to be compared.
    version = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        default_permissions = ()
        indexes = [
            GinIndex(name="fingerprint_bands", fields=["bands"]),
            models.Index(
                name="fingerprint_group",
                fields=["group"],
                include=["foi_request"],
                condition=Q(group__isnull=False),
            ),
            # For the requests not yet compared, the newest first.
            models.Index(
                name="fingerprint_version", fields=["version", "-foi_request"]
            ),
        ]

    def __str__(self) -> str:
        return f"Fingerprint of {self.foi_request_id}"
