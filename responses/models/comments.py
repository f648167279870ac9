"""Comments of colleagues on a draft. No letter prints them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models import FOIRequest


class Comment(models.Model):
    """A comment on part of a draft, or a reply to such a comment.

    A comment and its replies are a thread. The thread is open until it is resolved. A
    comment assigned to a person is a task, and done once resolved.
    """

    class Part(models.TextChoices):
        """What a comment is about."""

        ANSWER = "answer", "An answer"
        STATEMENT = "statement", "Statement on other information"
        LETTER_TEXT = "letter_text", "Opening and ending of the letter"
        WHOLE = "whole", "The request as a whole"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="comments"
    )
    # The comment replied to; None for the first of a thread.
    reply_to = models.ForeignKey(
        "self", on_delete=models.CASCADE, related_name="replies", null=True, blank=True
    )
    part = models.CharField(max_length=20, choices=Part)
    # The key of the question whose answer is meant. No foreign key: a question restored
    # by undo has its former key, and finds its comments again.
    question_key = models.BigIntegerField(null=True, blank=True)
    # The question when the comment was made, shown once the question is gone.
    question_was = models.CharField(max_length=200, blank=True)
    # The passage meant, kept as it was; empty for a comment on the whole part.
    quoted = models.TextField(blank=True)
    # Whether the passage stood among the typed words when the comment was made. The
    # letter's own words never do.
    is_from_text = models.BooleanField(default=False)
    words = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # The author's name, where `by` only brought the comment in from a document.
    said_by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_default=Now())
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="tasks",
        null=True,
        blank=True,
    )
    wanted_by = models.DateField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="comment_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="comment_on_an_answer_names_the_question",
                condition=Q(part="answer", question_key__isnull=False)
                | (~Q(part="answer") & Q(question_key__isnull=True)),
            ),
            models.CheckConstraint(
                name="comment_resolved_says_by_whom_and_when",
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="comment_wanted_by_a_day_is_a_task",
                condition=Q(wanted_by__isnull=True) | Q(assigned_to__isnull=False),
            ),
            models.CheckConstraint(
                name="comment_reply_belongs_to_its_thread",
                condition=Q(reply_to__isnull=True)
                | Q(quoted="", assigned_to__isnull=True, resolved_at__isnull=True),
            ),
        ]
        indexes = [
            # Few threads are open, and home asks for a person's tasks on each visit.
            models.Index(
                name="comment_open",
                fields=["foi_request", "question_key"],
                condition=Q(reply_to__isnull=True, resolved_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.words[:40]}"

    @property
    def author(self) -> str:
        """The name of the author of the words."""
        return self.said_by or str(self.by)

    @property
    def is_open(self) -> bool:
        """Whether the comment has not been resolved."""
        return self.resolved_at is None


class Mention(models.Model):
    """A person named in a comment, and told of the comment."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="mentions"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentions"
    )
    # When the person answered the comment, or marked it as read.
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="person_mentioned_once_per_comment", fields=["comment", "person"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.comment_id}"
