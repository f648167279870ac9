"""Advice sought outside the authority, and the rules on such advice."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Authority
from requests_app.models import FOIRequest, Question
from requests_app.models.requests import REGIME_LABELS
from responses.models.enclosures import enclosure_storage


class AdviceSource(models.TextChoices):
    """The kind of adviser."""

    LEGAL = "legal", "Legal advice"
    REFERRAL_UNIT = "referral_unit", "NPCC Central Referral Unit"
    CLEARING_HOUSE = "clearing_house", "Cabinet Office Clearing House"
    OTHER_BODY = "other_body", "Another police force or authority"
    THIRD_PARTY = "third_party", "Third party consulted"


class Advice(models.Model):
    """A question put to an adviser or to a third party, with its outcome.

    Source: the Code of Practice under FOIA 2000 s.45, on consulting third parties.
    """

    class View(models.TextChoices):
        """The view of a third party on disclosure."""

        CONSENTS = "consents", "Does not object"
        IN_PART = "in_part", "Objects in part"
        OBJECTS = "objects", "Objects"
        NO_VIEW = "no_view", "Gave no view"

    class Decision(models.TextChoices):
        """The decision of the authority on the advice."""

        FOLLOWED = "followed", "Followed"
        IN_PART = "in_part", "Followed in part"
        NOT_FOLLOWED = "not_followed", "Not followed"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="advice"
    )
    source = models.CharField(max_length=20, choices=AdviceSource)
    # The firm, unit, force or company by its name.
    adviser = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True)
    questions = models.ManyToManyField(Question, related_name="advice", blank=True)
    asked = models.TextField()
    sent_on = models.DateField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    wanted_by = models.DateField()

    received_on = models.DateField(null=True, blank=True)
    received = models.TextField(blank=True)
    view = models.CharField(max_length=20, choices=View, blank=True)
    file = models.FileField(
        upload_to="advice/", storage=enclosure_storage, max_length=200, blank=True
    )
    name = models.CharField(max_length=150, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    decided_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # Why it was followed or not, or why no advice is needed any more.
    reason = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    # The day for which the officer was told that the advice is late.
    late_told_for = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "advice"
        default_permissions = ()
        ordering = ["sent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="advice_is_wanted_after_it_is_sought",
                condition=Q(wanted_by__gte=F("sent_on")),
            ),
            models.CheckConstraint(
                name="advice_is_decided_once_received",
                condition=Q(decision="", decided_on=None, decided_by=None)
                | (
                    ~Q(decision="")
                    & Q(
                        decided_on__isnull=False,
                        decided_by__isnull=False,
                        received_on__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="advice_is_decided_or_withdrawn",
                condition=Q(withdrawn_on=None) | Q(decided_on=None),
            ),
        ]
        indexes = [
            models.Index(
                name="advice_awaited",
                fields=["wanted_by"],
                condition=Q(received_on=None, withdrawn_on=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.adviser}"

    @property
    def is_third_party(self) -> bool:
        """Whether a third party was consulted, rather than an adviser asked."""
        return self.source == AdviceSource.THIRD_PARTY

    @property
    def is_awaited(self) -> bool:
        """Whether nothing was received yet."""
        return self.received_on is None and self.withdrawn_on is None

    @property
    def is_open(self) -> bool:
        """Whether the advice is awaited, or received and not yet decided on."""
        return self.decided_on is None and self.withdrawn_on is None


class AdviceChase(models.Model):
    """A reminder sent to an adviser."""

    advice = models.ForeignKey(Advice, on_delete=models.CASCADE, related_name="chases")
    on = models.DateField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.advice}, {self.on}"


class AdviceRule(models.Model):
    """A rule of an authority: a response citing a provision needs advice first."""

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="advice_rules"
    )
    source = models.CharField(max_length=20, choices=AdviceSource)
    regime = models.CharField(max_length=10, choices=REGIME_LABELS)
    # The number of a section or regulation, with all beneath: "31", "23(5)".
    section = models.CharField(max_length=40)
    is_blocking = models.BooleanField(default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["regime", "section", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="advice_rule_once_while_in_force",
                fields=["authority", "source", "regime", "section"],
                condition=Q(ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.get_source_display()}"
