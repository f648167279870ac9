"""Store authorities with their teams and departments, and the users of the system."""

import re
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts import policy
from accounts.policy import Role
from accounts.querysets import AuthorityQuerySet, LeaveQuerySet
from statute.deadlines import DeadlineInterpretation, Event, EventName
from statute.deadlines.clock import SCHOOLS
from statute.deadlines.disputed import read_interpretations


def make_reference(scheme: str, number: int, year: int) -> str:
    """Return the reference of the `number`-th request of the four-digit `year`."""
    return scheme.format(number=number, year=f"{year % 100:02}", year4=year)


def check_reference_scheme(scheme: str) -> None:
    """Refuse a scheme that could give two requests the same reference."""
    if not re.fullmatch(r"([\w./-]|\{(number|year|year4)(:0\d)?\})+", scheme):
        raise ValidationError(
            "Use {number} for the number and {year} for the year, with letters, digits "
            "and - . / around them, such as {number}-{year} or FOI/{year4}/{number:04}."
        )
    made = {make_reference(scheme, n, year) for n in (1, 2) for year in (2025, 2026)}
    if len(made) < 4:
        raise ValidationError("The scheme must contain both {number} and {year}.")


class Authority(models.Model):
    """A public authority, with its letterhead."""

    class Kind(models.TextChoices):
        """The kind of authority, which decides cost limits and school days."""

        CENTRAL_GOVERNMENT = "central_government", "Government department"
        COUNCIL = "council", "Council"
        POLICE = "police", "Police force"
        NHS_TRUST = "nhs_trust", "NHS body"
        UNIVERSITY = "university", "University or college"
        MAINTAINED_SCHOOL = "maintained_school", "Maintained school"
        ACADEMY = "academy", "Academy"
        ARMED_FORCES = "armed_forces", "Armed forces"
        NATIONAL_ARCHIVES = "national_archives", "The National Archives"
        PRONI = "proni", "Public Record Office of Northern Ireland"
        KEEPER_NRS = "keeper_nrs", "Keeper of the Records of Scotland"
        OTHER = "other", "Other public authority"

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(
        max_length=40,
        help_text="The short name that letters use after the first mention.",
    )
    kind = models.CharField(max_length=20, choices=Kind)
    is_scottish = models.BooleanField(
        default=False, help_text="Answers under FOISA and the EISR."
    )
    reference_scheme = models.CharField(
        max_length=60,
        default="{number}-{year}",
        validators=[check_reference_scheme],
        help_text=(
            "The form of references, such as {number}-{year}, which gives 1433-19. "
            "{year} has two digits, {year4} four; {number:04} adds leading zeros."
        ),
    )
    # Whether an administrator agreed to share a series of numbers with another
    # authority. Without that, the database refuses a scheme that another has.
    is_series_shared = models.BooleanField(
        default=False, db_default=False, editable=False
    )
    address = models.TextField(help_text="As on the letterhead, one line per row.")
    email = models.EmailField()
    telephone = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    signatory = models.CharField(
        max_length=120,
        help_text="Who signs letters, such as “Information Access Team”.",
    )
    review_contact = models.TextField(
        help_text="Where to ask for an internal review, as letters give it."
    )
    # Answers to the disputed points of time, in the form of
    # `statute.deadlines.disputed`. A point without an answer follows the statute's
    # interpretation.
    interpretations = models.JSONField(default=dict, blank=True, editable=False)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "authorities"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="reference_scheme_is_shared_knowingly",
                fields=["reference_scheme"],
                condition=Q(is_series_shared=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a new reference scheme that another authority has.

        Raises:
            ValidationError: The two authorities would share one series of numbers.
        """
        same = Authority.objects.filter(reference_scheme=self.reference_scheme)
        if same.filter(pk=self.pk).exists():
            return
        if other := same.first():
            raise ValidationError(
                {
                    "reference_scheme": f"{other} has this scheme, and the two would "
                    "share one series of numbers. Add letters of your own, such as "
                    "NW/{number}-{year}."
                }
            )

    @property
    def clock_interpretation(self) -> DeadlineInterpretation:
        """The authority's interpretation of the disputed points, for its clocks."""
        return read_interpretations(self.interpretations)

    @property
    def is_school(self) -> bool:
        """Whether time under FOIA is counted in school days."""
        return self.kind in SCHOOLS

    def days_closed_from(self, day: date) -> tuple[Event, ...]:
        """Return the days without a session, as events for a school's clocks.

        For any other authority, return nothing, without a database query.
        """
        if not self.is_school:
            return ()
        return tuple(
            closure.as_event()
            for closure in self.closures.all()
            if closure.withdrawn_on is None and closure.last_on >= day
        )


class SchoolClosure(models.Model):
    """Days on which a school has no session: not school days.

    A row is never deleted. A row entered in error is withdrawn, with a reason.

    Source: SI 2004/3364 reg 3; SI 2009/1369 reg 2; SI 2010/2768.
    """

    class Kind(models.TextChoices):
        """The reason for having no session, named as the clock's event."""

        SCHOOL_CLOSED = EventName.SCHOOL_CLOSED.value, "Between terms, or closed"
        NON_PUPIL_DAY = (
            EventName.NON_PUPIL_DAY.value,
            "Staff only: training or a non-pupil day",
        )

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="closures"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    first_on = models.DateField()
    last_on = models.DateField()
    recorded_by = models.ForeignKey("User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_by = models.ForeignKey(
        "User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["first_on", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="closure_ends_after_it_begins",
                condition=Q(last_on__gte=F("first_on")),
            ),
            models.CheckConstraint(
                name="closure_withdrawn_says_who_when_and_why",
                condition=Q(
                    withdrawn_by__isnull=True,
                    withdrawn_on__isnull=True,
                    withdrawal_reason="",
                )
                | (
                    Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False)
                    & ~Q(withdrawal_reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def as_event(self) -> Event:
        """Return the days as an event for the statute's clock."""
        return Event(name=EventName(self.kind), on=self.first_on, until=self.last_on)


class PartManager(models.Manager):
    """Teams or departments in use."""

    def get_queryset(self) -> Any:
        """Leave out what is closed."""
        return super().get_queryset().filter(closed_on__isnull=True)


class EveryPart(models.Manager):
    """Teams or departments, the closed ones too."""


class Team(models.Model):
    """The people of one authority who handle requests together.

    `Team.objects` and `authority.teams` have the teams in use; `Team.everything` has
    the closed ones too.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="teams"
    )
    name = models.CharField(max_length=120)
    closed_on = models.DateField(null=True, blank=True, editable=False)

    objects = PartManager()
    everything = EveryPart()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="team_name_once_per_authority", fields=["authority", "name"]
            )
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A part of the authority that holds information.

    `Department.objects` and `authority.departments` have the departments in use;
    `Department.everything` has the closed ones too.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="departments"
    )
    name = models.CharField(max_length=120)
    mailbox = models.EmailField(
        blank=True,
        help_text="Gets a link to each question put to the department. Nobody needs an "
        "account to answer by such a link.",
    )
    head = models.ForeignKey(
        "User",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text="Is told when a reply stays out.",
    )
    head_email = models.EmailField(
        "e-mail address of the head",
        blank=True,
        help_text="For a head without an account.",
    )
    default_days = models.PositiveSmallIntegerField(
        "working days for a reply", default=5, db_default=5
    )
    escalate_after_days = models.PositiveSmallIntegerField(
        "working days late before the head is told", default=3, db_default=3
    )

    closed_on = models.DateField(null=True, blank=True, editable=False)
    # The department that took over the work of a closed department, if any.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects = PartManager()
    everything = EveryPart()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="department_name_once_per_authority", fields=["authority", "name"]
            )
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who signs in."""

    authority = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        related_name="people",
        null=True,
        blank=True,
        help_text="Whose requests this person deals with.",
    )
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, related_name="people", null=True, blank=True
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.SET_NULL,
        related_name="people",
        null=True,
        blank=True,
        help_text="For contributors: which part of the authority they answer for.",
    )
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role), default=list, blank=True
    )
    # WCAG 2.2, 2.1.4: a person may switch off the keys that are a single character.
    is_without_keys = models.BooleanField(default=False, editable=False)
    # The same for all accounts of a person who signs in once for several
    # authorities; empty for a person with a single account.
    person_key = models.UUIDField(null=True, blank=True, editable=False)
    # Sessions end when this number grows, and when the password changes.
    sign_outs = models.PositiveIntegerField(default=0, editable=False)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="user_roles_are_known",
                condition=Q(roles__contained_by=Role.values),
            ),
            models.UniqueConstraint(
                name="user_once_per_person_and_authority",
                fields=["person_key", "authority"],
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def clean(self) -> None:
        """Refuse a team, department or move that leaves records contradictory.

        Raises:
            ValidationError: The team or department belongs to another authority, or
                the person still has open requests of another authority.
        """
        super().clean()
        problems = {
            name: f"{part} belongs to {part.authority}. Choose a {name} of "
            f"{self.authority or 'the person’s authority'}."
            for name in ("team", "department")
            if (part := getattr(self, name)) is not None
            and part.authority_id != self.authority_id
        }
        if self.pk:
            held = self.foi_requests.filter(closed_on__isnull=True)
            if self.authority is not None:
                held = held.exclude(authority=self.authority)
            if left := held.count():
                problems["authority"] = (
                    f"{self} still has {left:,} open "
                    f"request{'s' if left > 1 else ''} of another authority. Assign "
                    "them to a colleague first."
                )
        if problems:
            raise ValidationError(problems)

    def accounts(self) -> list["User"]:
        """Return all accounts of the person, closed accounts included, this one too.

        The accounts share a password, and each has the rights of its own roles.
        """
        if self.person_key is None:
            return [self]
        found = User.objects.filter(person_key=self.person_key)
        return list(found.select_related("authority").order_by("authority__name", "pk"))

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Rest the session on the number of sign-outs too, not on the password alone.

        Django compares this when a session is used.
        """
        kept: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        return f"{kept}-{self.sign_outs}" if self.sign_outs else kept

    @property
    def role_permissions(self) -> frozenset[str]:
        """The permissions of the person's roles, by `accounts.policy`.

        Without an authority, the role of an owner alone has any.
        """
        is_placed = self.authority_id is not None
        roles = self.roles if is_placed else {Role.OWNER}.intersection(self.roles)
        return policy.permissions_of(roles)

    @cached_property
    def sees_requests(self) -> bool:
        """Whether the person's roles give access to any request at all."""
        return policy.VIEW_REQUESTS in self.role_permissions


class Leave(models.Model):
    """Days on which a person is away, and the deputy who acts meanwhile.

    A row is never deleted. Leave that was not taken is withdrawn.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="leaves")
    first_on = models.DateField()
    last_on = models.DateField()
    deputy = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="deputised_leaves",
        null=True,
        blank=True,
    )
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="leave_ends_after_it_begins",
                condition=Q(last_on__gte=F("first_on")),
            ),
            models.CheckConstraint(
                name="leave_has_another_person_as_deputy",
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("person")),
            ),
            models.CheckConstraint(
                name="leave_withdrawn_says_who_and_when",
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="leave_by_day",
                fields=["last_on", "first_on"],
                condition=Q(withdrawn_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.first_on} to {self.last_on}"


class KnownBrowser(models.Model):
    """A browser in which a person has signed in before.

    Wrong passwords from elsewhere do not make this browser wait; its own do.
    """

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="known_browsers"
    )
    # Of the key in the browser's cookie.
    key_sha256 = models.CharField(max_length=64)
    used_at = models.DateTimeField(db_default=Now())
    # Since the person last signed in with this browser.
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="browser_known_once_per_person",
                fields=["person", "key_sha256"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.used_at}"
