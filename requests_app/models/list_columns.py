"""The columns that a person chose for lists of requests."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class ListColumns(models.Model):
    """The columns that a person sees in every list of requests."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="list_columns"
    )
    # Keys of `requests_app.lists.columns.COLUMNS`.
    columns = ArrayField(models.CharField(max_length=30))

    class Meta:
        verbose_name_plural = "columns of lists"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.person_id}: {', '.join(self.columns)}"
