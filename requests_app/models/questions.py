"""The numbered questions of a request."""

from django.db import models
from django.db.models import Q

from requests_app.models.requests import FOIRequest


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
    text = models.TextField(blank=True)
    # What the requester wrote below the node's children that still belongs to it.
    after = models.TextField(blank=True)
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
