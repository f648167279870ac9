"""The numbered questions of a request, and every form they have had."""

import re
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models.requests import FOIRequest

# How words end that only lead to what stands beneath them: "For each year, state:".
# Read by Python and by PostgreSQL alike.
LEADS_IN: Final = r"^\s*$|[:,;–—…-]\s*$"


class Question(models.Model):
    """A node of the tree of what was asked; 2(b) is the path of one.

    `order` counts the nodes of a request from the top of the page down, so that
    one query in that order, with each node's parent, is the whole tree.
    """

    class Kind(models.TextChoices):
        """What a node is: only a question is answered."""

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
    # As the requester wrote it, without its punctuation; empty when there was none.
    label = models.CharField(max_length=40, blank=True)
    # The label as received, with its punctuation, or the bullet in its place.
    marker = models.CharField(max_length=80, blank=True)
    text = models.TextField(blank=True)
    # What the requester wrote below the node's children that still belongs to it.
    after = models.TextField(blank=True)
    # In a review: the question of the request under review that it is about.
    asked_before = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="reviewed_as",
        null=True,
        blank=True,
    )
    # Where the node's words stand in the received text; none for one added by hand.
    starts_at = models.PositiveIntegerField(null=True, blank=True)
    ends_at = models.PositiveIntegerField(null=True, blank=True)

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
        """Whether its words ask nothing by themselves, but lead to its parts."""
        return re.search(LEADS_IN, self.text) is not None


class QuestionsRevision(models.Model):
    """The questions of a request as one correction left them.

    Revisions are a tree: each follows the one it was made from, so that undoing leads
    back up and redoing down again. Undoing and redoing are corrections themselves, and
    leave a revision that only restores another.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="questions_revisions"
    )
    version = models.PositiveIntegerField()
    # As `requests_app.questions.outline.Outline.as_json` gives it.
    outline = models.JSONField()
    # [gone, kept] and [whole, part]: which questions were joined, and which split.
    joined = models.JSONField(default=list)
    parted = models.JSONField(default=list)
    # The version it was made from; none for the first, and for one that restores.
    follows = models.PositiveIntegerField(null=True, blank=True)
    restores = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Nobody when the questions came from elsewhere.",
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
        """The version whose content this one has."""
        return self.version if self.restores is None else self.restores
