"""The numbered questions of a request, and their earlier versions."""

import re
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models.requests import FOIRequest

# Matches a text that only introduces the parts below: "For each year, state:". Used by
# Python and by PostgreSQL alike.
LEADS_IN: Final = r"^\s*$|[:,;–—…-]\s*$"


class Question(models.Model):
    """A node in the tree of questions, cited by its path, such as 2(b).

    `order` counts the nodes of a request from top to bottom. A single query in this
    order, with the parent of each node, gives the whole tree.
    """

    class Kind(models.TextChoices):
        """The kind of a node. Only a question is answered."""

        QUESTION = "question", "Question"
        HEADING = "heading", "Heading"
        NOTE = "note", "Note"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="questions"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        related_name="children",
        null=True,
        blank=True,
    )
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.QUESTION)
    # As the requester wrote the label, without punctuation; empty where there was none.
    label = models.CharField(max_length=40, blank=True)
    # The label as received, with its punctuation, or the bullet used instead.
    marker = models.CharField(max_length=80, blank=True)
    text = models.TextField(blank=True)
    # Text of this node that follows its children.
    after = models.TextField(blank=True)
    # In a review: the question in the request under review.
    asked_before = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="reviewed_as",
        null=True,
        blank=True,
    )
    # The span of the node in the received text; None for a node added by hand.
    starts_at = models.PositiveIntegerField(null=True, blank=True)
    ends_at = models.PositiveIntegerField(null=True, blank=True)
    # The last day for answering this question; None while its time does not run, and
    # for headings and notes. Only `calendars.question_dates` writes it.
    due_on = models.DateField(null=True, blank=True)
    # The day on which a letter that finally answers the question was first given.
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="question_order_once_per_request",
                fields=["foi_request", "order"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="question_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("pk")),
            ),
            models.CheckConstraint(
                name="question_span_is_whole_or_absent",
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(
                    starts_at__isnull=False,
                    ends_at__isnull=False,
                    ends_at__gte=models.F("starts_at"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.text[:40]

    @property
    def only_leads_in(self) -> bool:
        """Whether the text only introduces the parts, and asks nothing itself."""
        return re.search(LEADS_IN, self.text) is not None


class QuestionsRevision(models.Model):
    """The questions of a request after one correction.

    Revisions form a tree: each follows the revision on which the correction was made.
    Undo goes up the tree and redo goes down. Both are corrections too: their revision
    only restores another revision.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="questions_revisions"
    )
    version = models.PositiveIntegerField()
    # The format is that of `requests_app.questions.outline.Outline.as_json`.
    outline = models.JSONField()
    # Merged questions as [removed, kept], and split questions as [whole, part].
    joined = models.JSONField(default=list)
    parted = models.JSONField(default=list)
    # The version this was made from; None for the first version and for a restored one.
    follows = models.PositiveIntegerField(null=True, blank=True)
    restores = models.PositiveIntegerField(null=True, blank=True)
    # What hung on the questions before this correction, for undo: the questions of each
    # partial event of the clock, and the days of answers. Empty where nothing did.
    hung_before = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Empty when the questions came from another system.",
    )
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-version"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="questions_revision_once_per_version",
                fields=["foi_request", "version"],
            ),
            models.CheckConstraint(
                name="questions_revision_follows_or_restores",
                condition=Q(follows__isnull=True) | Q(restores__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"

    @property
    def position(self) -> int:
        """The version that has the same content: this version, or the restored one."""
        return self.version if self.restores is None else self.restores
