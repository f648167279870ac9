"""The authority's own paragraphs for answers, version by version."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Authority
from requests_app.models.requests import REGIME_LABELS
from responses.querysets import ParagraphQuerySet
from statute.paragraphs import ParagraphKind

# What pages call each kind of paragraph.
KIND_LABELS = {kind.value: kind.label for kind in ParagraphKind}


class ParagraphWords(models.Model):
    """What a paragraph says, and for what it is offered."""

    regime = models.CharField(max_length=5, choices=REGIME_LABELS)
    kind = models.CharField(max_length=20, choices=KIND_LABELS)
    topic = models.CharField(max_length=80)
    # Places of the law, such as "FOIA 31(1)"; empty for any answer under the law.
    provisions = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    text = models.TextField()
    review_on = models.DateField()

    class Meta:
        abstract = True


class Paragraph(ParagraphWords):
    """A paragraph that an authority keeps for its answers."""

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="paragraphs"
    )
    # Who answers for the words and reads them again by the review date.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="paragraphs"
    )
    # The released paragraph it was adapted from, by its key; "" for none.
    adapted_from = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)
    # The review date that the owner was told is past.
    told_past = models.DateField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["regime", "topic", "kind", "pk"]
        default_permissions = ()
        indexes = [GinIndex(fields=["provisions"], name="paragraph_provisions")]
        constraints = [
            models.CheckConstraint(
                name="paragraph_retired_by_a_person",
                condition=Q(retired_at__isnull=True, retired_by__isnull=True)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
            ),
            models.CheckConstraint(name="paragraph_has_words", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return reverse("paragraph", kwargs={"paragraph": self.pk})


class ParagraphVersion(ParagraphWords):
    """A paragraph as saved once. No version ever changes."""

    paragraph = models.ForeignKey(
        Paragraph, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="paragraph_version_once", fields=["paragraph", "number"]
            )
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"
