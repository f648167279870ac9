"""Answers, each to a single question or shared by several."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models import FOIRequest, Question
from statute.notices import Outcome

# What pages call each outcome.
OUTCOME_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Outcome.DISCLOSED.value: "Disclosed",
        Outcome.PARTLY_DISCLOSED.value: "Partly disclosed",
        Outcome.WITHHELD.value: "Withheld",
        Outcome.NOT_HELD.value: "Not held",
        Outcome.NCND.value: "Neither confirmed nor denied",
        Outcome.COST.value: "Refused on cost",
        Outcome.VEXATIOUS.value: "Vexatious",
        Outcome.REPEATED.value: "Repeated",
        Outcome.ACCESSIBLE.value: "Already accessible",
        Outcome.TO_FOLLOW.value: "To follow",
    }
)


class Answer(models.Model):
    """The answer to a question, or to several questions together."""

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="answers"
    )
    questions = models.ManyToManyField(
        Question, through="AnsweredQuestion", related_name="answers"
    )
    # Sanitised HTML, by `documents.richtext`.
    text = models.TextField(blank=True)
    # Empty until an officer has decided.
    outcome = models.CharField(max_length=20, choices=OUTCOME_LABELS, blank=True)
    # Searches, advice and the like, as `statute.facts` keeps them.
    facts = models.JSONField(default=dict, blank=True)
    # Counts the saves. A save that starts from an older version is refused.
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_outcome_display() or "Not decided"

    @property
    def as_question(self) -> int | None:
        """The key of another question with the same answer; None for none."""
        key: int | None = self.facts.get("as_question")
        return key

    @property
    def follow_by(self) -> date | None:
        """The day promised for an answer to follow."""
        day = self.facts.get("follow_by")
        return date.fromisoformat(day) if day else None


class AnsweredQuestion(models.Model):
    """The link between a question and its answer. A question has at most one answer."""

    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, related_name="answered"
    )
    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="answered_questions"
    )

    class Meta:
        ordering = ["question__order"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.question_id} by {self.answer_id}"


class AnswerRevision(models.Model):
    """An answer as saved at one version, kept so that no draft is lost."""

    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="revisions"
    )
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    outcome = models.CharField(max_length=20, choices=OUTCOME_LABELS, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    # The provisions cited, as `responses.drafting.cited` keeps them. Null where this
    # save left them as the version before had them.
    citations = models.JSONField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())
    # A save based on an older version, kept for its author to merge.
    is_unused = models.BooleanField(default=False)
    # Saved automatically while the officer typed, not by pressing a button.
    is_autosave = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"version {self.version}"
