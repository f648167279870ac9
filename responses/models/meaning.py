"""What questions mean, as vectors of a sentence model, and which are near each other.

Workers write these rows, in `responses.precedents.meaning`. Pages only read them.
"""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Now

from accounts.models import Authority
from requests_app.models import Question
from responses.models.precedents import PreviousAnswer

# Questions so near ask the same in nearly the same words. The dates may differ.
NEAR_SAME: Final = 0.85


class AnswerMeaning(models.Model):
    """The meaning of a previous answer's question."""

    previous_answer = models.OneToOneField(
        PreviousAnswer, on_delete=models.CASCADE, related_name="meaning"
    )
    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    # Vectors of different models are never compared.
    model = models.CharField(max_length=16)
    # The signs of the vector, and the vector as numbers of two bytes.
    sketch = models.BinaryField()
    vector = models.BinaryField()

    class Meta:
        default_permissions = ()
        # In the order in which questions are compared with them.
        indexes = [
            # Sketches are read from the index: vectors are many times larger.
            models.Index(
                fields=["authority", "model", "id"],
                include=["sketch"],
                name="answer_meaning_sketches",
            ),
            models.Index(fields=["model"], name="answer_meaning_of_model"),
        ]

    def __str__(self) -> str:
        return f"Meaning of {self.previous_answer_id}"


class QuestionMeaning(models.Model):
    """The meaning of a question being answered."""

    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, related_name="meaning"
    )
    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    model = models.CharField(max_length=16)
    # MD5 of the words, to notice a correction.
    words_md5 = models.CharField(max_length=32)
    sketch = models.BinaryField()
    vector = models.BinaryField()
    # The key of the newest `AnswerMeaning` with which this was compared.
    searched_to = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["authority", "searched_to"], name="question_meaning_to_search"
            )
        ]

    def __str__(self) -> str:
        return f"Meaning of {self.question_id}"


class Neighbour(models.Model):
    """A previous answer whose question may ask the same as a question."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="neighbours"
    )
    previous_answer = models.ForeignKey(
        PreviousAnswer, on_delete=models.CASCADE, related_name="+"
    )
    # The cosine of the two vectors. The score orders; it says nothing for certain.
    score = models.FloatField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["previous_answer"],
                condition=Q(score__gte=NEAR_SAME),
                name="neighbour_near_same",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="neighbour_once_per_question",
                fields=["question", "previous_answer"],
            ),
            models.CheckConstraint(
                name="neighbour_score_is_a_cosine", condition=Q(score__range=(-1, 1))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} near {self.previous_answer_id}"


class MeaningSearch(models.Model):
    """What a person looked for by meaning, and the questions a worker found near.

    What each person may see of these is settled when a page shows them. Deleted after a
    day.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    words = models.TextField()
    asked_at = models.DateTimeField()
    found_at = models.DateTimeField(null=True, blank=True)
    # Keys, each with its score, the nearest first: of previous answers, and of the
    # questions of open requests.
    answers = models.JSONField(default=list)
    questions = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "meaning searches"
        default_permissions = ()
        indexes = [
            models.Index(fields=["asked_at"], name="meaning_search_by_age"),
            models.Index(
                fields=["id"],
                name="meaning_search_waiting",
                condition=Q(found_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                F("authority"), MD5("words"), name="meaning_search_once"
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]


class KeptDifference(models.Model):
    """Two differing answers to nearly the same question, both to stay.

    The row goes with either answer: once a letter replaces one of them, the pair is
    looked at again.
    """

    first = models.ForeignKey(
        PreviousAnswer, on_delete=models.CASCADE, related_name="+"
    )
    second = models.ForeignKey(
        PreviousAnswer, on_delete=models.CASCADE, related_name="+"
    )
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="kept_difference_once", fields=["first", "second"]
            ),
            models.CheckConstraint(
                name="kept_difference_in_order",
                condition=Q(first__lt=F("second")),
            ),
            models.CheckConstraint(
                name="kept_difference_says_why", condition=~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
