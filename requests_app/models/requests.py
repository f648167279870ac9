"""The request, its reference, and the dated facts of its clock."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.models import Authority, Team
from requests_app.models.requester_types import RequesterType
from requests_app.querysets import FOIRequestQuerySet
from requests_app.workflow import CLOSED_STATES, State, check_transition
from statute.deadlines import Clock, Event
from statute.regimes import INFORMATION_REGIMES, Regime

# The right to information under the Act began on this day. Royal Assent was on 30
# November 2000.
FIRST_DAY_OF_THE_ACT = date(2005, 1, 1)
# What pages call each law that a request can be handled under.
REGIME_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {regime.value: regime.title for regime in INFORMATION_REGIMES}
)


class ReferenceCounter(models.Model):
    """The last reference number given by an authority in a year."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_counter_per_authority_and_year", fields=["authority", "year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.year}: {self.last_number}"


# The facts of a request that returns and lists count by.
_COUNTED: Final = (
    *("id", "state", "closed_on", "regime", "channel", "language"),
    *("answered_on", "was_in_time", "days_taken", "is_routine"),
    *("outcome", "refusal_reason", "late_reason", "late_team"),
    *("due_on", "original_due_on", "extension", "extended_on"),
    *("team", "requester_type", "is_restricted"),
)


class FOIRequest(models.Model):
    """A request for information, under one regime (FOIA 2000 s.8 and its kin)."""

    class Channel(models.TextChoices):
        """How a request reached the authority."""

        EMAIL = "email", "E-mail"
        POST = "post", "Post"
        WEB = "web", "Web form"
        SPOKEN = "spoken", "By word of mouth (environmental information only)"

    class PrintSize(models.TextChoices):
        """How large letters are printed."""

        AS_NEEDED = "as_needed", "As the requester needs it"
        USUAL = "usual", "Usual print (11 point)"
        LARGE = "large", "Large print (18 point)"

    class Language(models.TextChoices):
        """The language of letters to the requester."""

        ENGLISH = "en", "English"
        WELSH = "cy", "Cymraeg (Welsh)"

    class Flag(models.TextChoices):
        """What colleagues must know of a request before its response goes."""

        PRESS_INTEREST = "press_interest", "Press interest"
        SENSITIVE = "sensitive", "Sensitive"
        HIGH_PROFILE = "high_profile", "High profile"
        POLITICAL_INTEREST = "political_interest", "Political interest"
        LEGAL_PROCEEDINGS = "legal_proceedings", "Legal proceedings"

    class Priority(models.TextChoices):
        """Whether the request goes first, as a manager decides."""

        ASKED = "priority_asked", "Priority asked for"
        GRANTED = "priority", "Priority"

    class Outcome(models.TextChoices):
        """What the letters given say to a request as a whole."""

        GRANTED = "granted", "Granted in full"
        PARTLY_REFUSED = "partly_refused", "Granted in part, refused in part"
        REFUSED = "refused", "Refused in full"
        ACCESSIBLE = "accessible", "Already accessible"
        NOT_HELD = "not_held", "Information not held"
        TO_FOLLOW = "to_follow", "Answered in part, the rest to follow"

    class RefusalReason(models.TextChoices):
        """The ground of a refusal that returns count a request under."""

        EXEMPTION = "exemption", "Exemption or exception"
        NCND = "ncnd", "Neither confirmed nor denied"
        COST = "cost", "Cost of compliance"
        VEXATIOUS = "vexatious", "Vexatious"
        REPEATED = "repeated", "Repeated"
        ACCESSIBLE = "accessible", "Already accessible only"

    class Extension(models.TextChoices):
        """The ground of an extension of the time."""

        PUBLIC_INTEREST = "public_interest", "Public interest test"
        COMPLEX = "complex", "Complex and voluminous"
        REVIEW = "review", "Exceptional internal review"

    class LateReason(models.TextChoices):
        """Why an answer was late, as managers count reasons."""

        SEARCH = "search", "Finding the information took longer"
        DEPARTMENT = "department", "A department answered late"
        CLEARANCE = "clearance", "Clearance took longer"
        ADVICE = "advice", "Advice or consultation took longer"
        VOLUME = "volume", "Volume or complexity of the request"
        WORKLOAD = "workload", "Workload or absence"
        RECEIVED_LATE = "received_late", "Reached the team late"
        ERROR = "error", "Mistake in handling"
        OTHER = "other", "Another reason"

    # The indexes of each order begin with the authority, so it has none of its own.
    authority = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        related_name="foi_requests",
        db_index=False,
    )
    reference = models.CharField(  # noqa: DJ001 - many wait unregistered; NULLs never clash
        max_length=60,
        unique=True,
        null=True,
        editable=False,
    )
    state = models.CharField(max_length=30, choices=State, default=State.RECEIVED)
    regime = models.CharField(max_length=5, choices=REGIME_LABELS)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    language = models.CharField(
        max_length=2, choices=Language, default=Language.ENGLISH
    )
    # Of the letters; by default as the record of the requester says.
    print_size = models.CharField(
        max_length=10,
        choices=PrintSize,
        default=PrintSize.AS_NEEDED,
        db_default=PrintSize.AS_NEEDED,
    )
    # Set for an internal review, which is a request linked to the request under review.
    review_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="reviews", null=True, blank=True
    )
    # Set for a double, which no figure counts: the request on whose file it is.
    double_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="doubles",
        null=True,
        blank=True,
        db_index=False,
    )
    subject = models.CharField(max_length=200)

    requester_name = models.CharField(max_length=200)
    requester_organisation = models.CharField(max_length=200, blank=True)
    requester_email = models.EmailField(blank=True)
    requester_address = models.TextField(blank=True)
    requester_type = models.ForeignKey(
        RequesterType,
        on_delete=models.PROTECT,
        related_name="foi_requests",
        null=True,
        blank=True,
    )
    # Who the person is. The columns above are what letters print, and stay as they are.
    requester = models.ForeignKey(
        "requests_app.Requester",
        on_delete=models.PROTECT,
        related_name="foi_requests",
        null=True,
        blank=True,
    )
    flags = ArrayField(
        models.CharField(max_length=30, choices=Flag),
        default=list,
        db_default=Value([], output_field=ArrayField(models.CharField())),
        blank=True,
    )

    # Of the `PriorityAsked` in force, for lists; only `priority.keeping` writes it.
    priority = models.CharField(
        max_length=20, choices=Priority, blank=True, default="", db_default=""
    )

    received_on = models.DateField()
    # The London time of day, where known, of use only where an authority treats
    # mail after office hours as received the next day.
    received_at = models.TimeField(null=True, blank=True)
    received_text = models.TextField()
    preamble = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    # The number of corrections of the question tree, so that a stale correction is
    # noticed.
    questions_version = models.PositiveIntegerField(default=1)

    team = models.ForeignKey(
        Team,
        on_delete=models.SET_NULL,
        related_name="foi_requests",
        null=True,
        blank=True,
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="foi_requests",
        null=True,
        blank=True,
    )
    is_restricted = models.BooleanField(default=False)
    named_people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="named_on", blank=True
    )

    # Stored only for lists to sort by. Only services write the day: the earliest due
    # date of the questions still owed, as `calendars.question_dates` finds.
    due_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    # The day on which the whole request was first answered: the answer was given. A
    # correction does not change this day, nor whether the answer was in time.
    answered_on = models.DateField(null=True, blank=True)
    was_in_time = models.BooleanField(null=True, blank=True)
    # Facts for lists and returns, kept by `clock.kept`, and by `giving.kept` from the
    # letters given. Empty until the request is answered.
    outcome = models.CharField(
        max_length=20, choices=Outcome, blank=True, default="", db_default=""
    )
    refusal_reason = models.CharField(
        max_length=20, choices=RefusalReason, blank=True, default="", db_default=""
    )
    # Keys of `statute.exemptions.PROVISIONS`, each once, in order.
    provisions = ArrayField(
        models.CharField(max_length=40),
        default=list,
        db_default=Value([], output_field=ArrayField(models.CharField())),
        blank=True,
    )
    # Only of a request whose time was extended: its due date without the extension, the
    # ground, and the day of the notice.
    original_due_on = models.DateField(null=True, blank=True)
    extension = models.CharField(
        max_length=20, choices=Extension, blank=True, default="", db_default=""
    )
    extended_on = models.DateField(null=True, blank=True)
    # Working days from the start of the time up to the first answer.
    days_taken = models.IntegerField(null=True, blank=True)
    # Answered in the ordinary course of business, and so outside the bulletin of
    # central government.
    is_routine = models.BooleanField(default=False, db_default=False)
    late_reason = models.CharField(
        max_length=20, choices=LateReason, blank=True, default="", db_default=""
    )
    late_team = models.ForeignKey(
        Team,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    # Identifies the form used to record the request: a form sent twice makes a single
    # request.
    form_key = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    objects = FOIRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "request"
        default_permissions = ()
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="foirequest_has_a_reference_once_registered",
                condition=Q(state__in=[State.RECEIVED, State.NOT_VALID, State.DOUBLE])
                | Q(reference__isnull=False, registered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="foirequest_closed_on_says_when_closed",
                condition=Q(state__in=CLOSED_STATES, closed_on__isnull=False)
                | (~Q(state__in=CLOSED_STATES) & Q(closed_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="foirequest_answered_says_since_when",
                condition=~Q(state=State.ANSWERED) | Q(answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="foirequest_in_time_only_once_answered",
                condition=Q(was_in_time__isnull=True) | Q(answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="foirequest_is_no_review_of_itself",
                condition=Q(review_of__isnull=True) | ~Q(review_of=F("id")),
            ),
            models.CheckConstraint(
                name="foirequest_double_says_of_which",
                condition=Q(state=State.DOUBLE, double_of__isnull=False)
                | (~Q(state=State.DOUBLE) & Q(double_of__isnull=True)),
            ),
            models.CheckConstraint(
                name="foirequest_is_no_double_of_itself",
                condition=Q(double_of__isnull=True) | ~Q(double_of=F("id")),
            ),
            models.CheckConstraint(
                name="foirequest_received_since_the_act",
                condition=Q(received_on__gte=FIRST_DAY_OF_THE_ACT),
            ),
            models.CheckConstraint(
                name="foirequest_extended_says_from_when",
                condition=Q(extension="", extended_on=None, original_due_on=None)
                | (
                    ~Q(extension="")
                    & Q(extended_on__isnull=False, original_due_on__isnull=False)
                ),
            ),
        ]
        indexes = [
            # Open requests only, with every column of the groups of the dashboard, and
            # in the order of due dates for lists.
            models.Index(
                name="foirequest_open_by_due",
                fields=["authority", "due_on", "id"],
                include=[
                    "state",
                    "team",
                    "officer",
                    "is_restricted",
                    "review_of",
                    "answered_on",
                    "regime",
                    "extension",
                    "received_on",
                    "registered_on",
                ],
                condition=Q(closed_on__isnull=True),
            ),
            models.Index(
                name="foirequest_open_by_officer",
                fields=["officer", "due_on"],
                include=["id", "received_on", "review_of", "team", "is_restricted"],
                condition=Q(closed_on__isnull=True),
            ),
            # For the queue of each team.
            models.Index(
                name="foirequest_open_unassigned",
                fields=["authority", "team"],
                condition=Q(closed_on__isnull=True, officer__isnull=True),
            ),
            models.Index(
                name="foirequest_by_priority",
                fields=["authority", "due_on"],
                condition=~Q(priority=""),
            ),
            models.Index(
                name="foirequest_by_original",
                fields=["double_of"],
                condition=Q(double_of__isnull=False),
            ),
            # What is restricted, to leave it out of searches.
            models.Index(
                name="foirequest_restricted",
                fields=["authority", "id"],
                condition=Q(is_restricted=True),
            ),
            # For the list: an index for each sort order. The first also serves the
            # count.
            models.Index(
                name="foirequest_by_receipt",
                fields=["authority", "-received_on", "-id"],
                include=["is_restricted"],
            ),
            # The newest in a state.
            models.Index(
                name="foirequest_by_state",
                fields=["authority", "state", "-received_on", "-id"],
            ),
            models.Index(
                name="foirequest_by_due_date", fields=["authority", "due_on", "id"]
            ),
            models.Index(
                F("authority"),
                Lower("requester_name"),
                F("id"),
                name="foirequest_by_requester",
            ),
            models.Index(
                name="foirequest_by_closing",
                fields=["authority", "closed_on", "id"],
                include=["state", "due_on", "is_restricted"],
            ),
            # For the figures of requests answered in a period.
            models.Index(
                name="foirequest_by_answer",
                fields=["authority", "answered_on", "id"],
                include=["was_in_time", "review_of", "is_restricted"],
                condition=Q(answered_on__isnull=False),
            ),
            # For returns, and for counts of lists: every fact that they count, so that
            # a quarter, or a long list, is read from the index alone.
            models.Index(
                name="foirequest_for_returns",
                fields=["authority", "received_on"],
                include=_COUNTED,
                condition=Q(review_of__isnull=True),
            ),
            models.Index(
                name="foirequest_reviews_by_receipt",
                fields=["authority", "received_on"],
                include=_COUNTED,
                condition=Q(review_of__isnull=False),
            ),
            GinIndex(
                name="foirequest_by_provision",
                fields=["provisions"],
                condition=~Q(provisions=[]),
            ),
        ]

    def __str__(self) -> str:
        return self.reference or "Not yet registered"

    def get_absolute_url(self) -> str:
        if self.reference is None:
            return reverse("read-request", kwargs={"foi_request": self.pk})
        return reverse("foi-request", kwargs={"reference": self.reference})

    @property
    def needs_large_print(self) -> bool:
        """Whether the record of the requester asks for large print."""
        return self.requester is not None and self.requester.needs_large_print

    @property
    def has_large_print(self) -> bool:
        """Whether the letters of the request are in large print."""
        if self.print_size == self.PrintSize.AS_NEEDED:
            return self.needs_large_print
        return self.print_size == self.PrintSize.LARGE

    @property
    def postal_address(self) -> str:
        """Name, organisation and address, a line each; "" without an address."""
        if not self.requester_address:
            return ""
        lines = (
            self.requester_name,
            self.requester_organisation,
            self.requester_address,
        )
        return "\n".join(filter(None, lines))

    @property
    def clock(self) -> Clock:
        """The dated facts that concern the whole request.

        Facts that concern only some questions are left out: `calendars.question_dates`
        has the clock of each part.
        """
        clock = self.clock_without_events
        events = (
            event.as_event()
            for event in self.clock_events.all()
            if not event.is_partial
        )
        return replace(clock, events=(*clock.events, *events))

    @property
    def clock_without_events(self) -> Clock:
        """The facts of the clock that are not recorded as events of the request."""
        return clock_of(
            authority=self.authority,
            regime=self.regime,
            received_on=self.received_on,
            received_at=self.received_at,
            events=(),
            is_review=self.is_review,
        )

    @property
    def is_review(self) -> bool:
        """Whether this is a request for the review of an earlier answer."""
        return self.review_of_id is not None

    @property
    def is_double(self) -> bool:
        """Whether this is closed as a double, on the file of another request."""
        return self.double_of_id is not None

    @property
    def flag_labels(self) -> list[str]:
        """The flags in words."""
        return [str(self.Flag(flag).label) for flag in self.flags]

    @property
    def is_open(self) -> bool:
        """Whether something is still owed."""
        return self.state not in CLOSED_STATES

    def move_to(self, state: State) -> None:
        """Change the state, if the table of transitions allows it.

        Raises:
            TransitionNotAllowed: The table does not allow this transition.
        """
        check_transition(State(self.state), state)
        self.state = state


def clock_of(
    *,
    authority: Authority,
    regime: str,
    received_on: date,
    received_at: time | None,
    events: Iterable[Event],
    is_review: bool = False,
) -> Clock:
    """Return the clock of a request from its stored facts.

    Use this to calculate many due dates at once. For a single request, use its property
    `clock`.
    """
    law = Regime(regime)
    closures = authority.days_closed_from(received_on) if law == Regime.FOIA else ()
    return Clock(
        regime=law,
        received_on=received_on,
        authority_type=authority.kind,
        events=(*closures, *events),
        interpretation=authority.clock_interpretation,
        received_at=received_at,
        is_review=is_review,
    )
