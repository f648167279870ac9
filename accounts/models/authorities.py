"""Public authorities, and the days on which a school has no session."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models.references import check_reference_scheme
from accounts.querysets import AuthorityQuerySet
from statute.deadlines import DeadlineInterpretation, Event, EventName
from statute.deadlines.clock import SCHOOLS
from statute.deadlines.disputed import read_interpretations


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
    answer_target = models.PositiveSmallIntegerField(
        "target for answers in time",
        default=90,
        db_default=90,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="The share of requests to be answered in time, in per cent.",
    )
    # The address of the public form, as in /ask/cadnam/; without one there is no form.
    slug = models.SlugField(
        "short address",
        max_length=60,
        unique=True,
        null=True,
        blank=True,
        help_text="Letters, digits and hyphens for addresses of pages, such as cadnam.",
    )
    is_form_open = models.BooleanField(default=False, db_default=False, editable=False)
    # What the public form links to on personal data.
    privacy_notice = models.URLField(blank=True, default="", db_default="")
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
            ),
            models.CheckConstraint(
                name="open_form_has_an_address",
                condition=Q(is_form_open=False) | Q(slug__isnull=False) & ~Q(slug=""),
            ),
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
