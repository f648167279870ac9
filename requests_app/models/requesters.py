"""The people who ask: who a person is, apart from what each request says."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower, Now
from django.urls import reverse

from accounts.models import Authority, User
from requests_app.models.requester_types import RequesterType
from requests_app.models.requests import FOIRequest


class RequesterQuerySet(models.QuerySet["Requester"]):
    """Records of requesters, narrowed to what a person may know of."""

    def visible_to(self, user: User) -> Self:
        """Records of the user's authority, for people who see requests.

        A record is left out where all its requests are restricted to other people.
        """
        if not user.is_authenticated or not user.sees_requests:
            return self.none()
        found = self.filter(authority_id=user.authority_id)
        hidden = FOIRequest.objects.hidden_from(user).filter(
            is_restricted=True, requester__isnull=False
        )
        seen = FOIRequest.objects.visible_to(user).filter(requester=OuterRef("pk"))
        # Few requests are restricted: only their records are looked at one by one.
        of_hidden = Q(pk__in=hidden.order_by().values("requester"))
        return found.exclude(of_hidden & ~Q(Exists(seen)))

    def in_use(self) -> Self:
        """Records that stand for a person: neither merged into another nor erased."""
        return self.filter(merged_into__isnull=True, erased_on__isnull=True)


class Requester(models.Model):
    """A person or body that asks an authority for information.

    The requests keep their own copies of name and addresses, as letters print them. The
    record says which requests come from one person.
    """

    class Format(models.TextChoices):
        """The format a requester needs."""

        LARGE_PRINT = "large_print", "Large print"
        PLAIN_TEXT = "plain_text", "Plain text e-mail"
        ARRANGED = "arranged", "Audio, braille or another format by arrangement"

    class ContactBy(models.TextChoices):
        """How a requester prefers to be reached."""

        EMAIL = "email", "E-mail"
        POST = "post", "Post"

    # The index of names begins with the authority.
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="requesters", db_index=False
    )
    name = models.CharField(max_length=200, blank=True)
    other_names = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    # The first is the address to write to.
    emails = ArrayField(models.EmailField(), default=list, blank=True)
    # Postal addresses without the name, lines apart. The first is the current one.
    addresses = ArrayField(models.TextField(), default=list, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    requester_type = models.ForeignKey(
        RequesterType,
        on_delete=models.PROTECT,
        related_name="requesters",
        null=True,
        blank=True,
    )
    language = models.CharField(
        max_length=2,
        choices=FOIRequest.Language,
        default=FOIRequest.Language.ENGLISH,
    )
    format_needs = models.CharField(max_length=20, choices=Format, blank=True)
    # What was arranged, in words; and a note for colleagues. Neither is printed.
    arrangement = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    contact_by = models.CharField(max_length=10, choices=ContactBy, blank=True)
    # Names and e-mail addresses in lower case, to find the person by.
    known_by = ArrayField(models.TextField(), default=list, blank=True)
    # The number of changes, so that a stale change is noticed.
    version = models.PositiveIntegerField(default=1)
    # The London day of the last change.
    changed_on = models.DateField()
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="merged", null=True, blank=True
    )
    erased_on = models.DateField(null=True, blank=True)

    objects = RequesterQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["name", "pk"]
        indexes = [
            models.Index(
                F("authority"), Lower("name"), F("id"), name="requester_by_name"
            ),
            GinIndex(
                name="requester_known_by",
                fields=["known_by"],
                condition=Q(merged_into__isnull=True, erased_on__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="requester_is_named_unless_erased",
                condition=Q(erased_on__isnull=False) | ~Q(name=""),
            ),
            models.CheckConstraint(
                name="requester_erased_says_nothing",
                condition=Q(erased_on__isnull=True)
                | Q(
                    name="",
                    other_names=[],
                    emails=[],
                    addresses=[],
                    organisation="",
                    arrangement="",
                    note="",
                    known_by=[],
                ),
            ),
            models.CheckConstraint(
                name="requester_arranged_format_says_which",
                condition=~Q(format_needs="arranged")
                | ~Q(arrangement="")
                | Q(erased_on__isnull=False),
            ),
            models.CheckConstraint(
                name="requester_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"Erased requester {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("requester", kwargs={"requester": self.pk})

    @property
    def label(self) -> str:
        """What the history of a request calls the record; it tells no name."""
        return f"Record {self.pk}"

    @property
    def email(self) -> str:
        """The e-mail address to write to; "" for none."""
        return self.emails[0] if self.emails else ""

    @property
    def address(self) -> str:
        """The current postal address; "" for none."""
        return self.addresses[0] if self.addresses else ""

    @property
    def names(self) -> list[str]:
        """Every name, the main one first."""
        return [name for name in (self.name, *self.other_names) if name]

    @property
    def needs_large_print(self) -> bool:
        """Whether letters to the requester are in large print."""
        return self.format_needs == self.Format.LARGE_PRINT

    @property
    def format_wanted(self) -> str:
        """The format needed, as pages show it; "" for none."""
        if self.format_needs == self.Format.ARRANGED:
            return f"{self.arrangement} wanted"
        if not self.format_needs:
            return ""
        return f"{self.get_format_needs_display()} wanted"


class RequesterEntry(models.Model):
    """A step in the history of a record. It names no request.

    A trigger in the database refuses DELETE, TRUNCATE and every UPDATE but one that
    blanks what an entry says, when a record is erased.
    """

    class Kind(models.TextChoices):
        """What happened."""

        MADE = "made", "Record made"
        CHANGED = "changed", "Details changed"
        LEARNED = "learned", "Details added from a request"
        MERGED = "merged", "Another record merged into this one"
        MERGED_AWAY = "merged_away", "Merged into another record"
        MERGE_UNDONE = "merge_undone", "Merge undone"
        SPLIT = "split", "Requests moved to a new record"
        SPLIT_OFF = "split_off", "Record made by a split"
        ERASED = "erased", "Erased"

    requester = models.ForeignKey(
        Requester, on_delete=models.CASCADE, related_name="entries"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    on = models.DateField()
    at = models.DateTimeField(db_default=Now())
    note = models.TextField(blank=True)
    # {"field": [before, after]}
    changes = models.JSONField(default=dict, blank=True)
    # The other record of a merge or a split.
    other = models.ForeignKey(
        Requester, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    # Of a merge: the keys of the requests that moved. No page shows them.
    moved = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        verbose_name_plural = "requester entries"
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())
