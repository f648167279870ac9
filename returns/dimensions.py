"""The classes of requests in figures: one definition of each.

Every report, drill-down and table built by hand counts by these classes, so a figure
and its list of requests never differ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast, Coalesce, Concat

from accounts.models import Authority, Department, Team, User
from requests_app.lists.lateness import LateBand, last_days_of_bands
from requests_app.models import (
    ClockEvent,
    Complaint,
    Enquiry,
    Fingerprint,
    FOIRequest,
    HistoryEntry,
    RequesterType,
    TimeSpent,
)
from requests_app.models.requests import REGIME_LABELS
from requests_app.workflow import CLOSED_STATES, OPEN_STATES, WAITING_STATES, State
from responses.models import Advice, ReviewedProvision, ReviewPoint
from responses.models.advice import AdviceSource
from returns.sections import (
    known_paragraphs,
    known_sections,
    paragraphs,
    paragraphs_among,
    section_in,
    sections,
    sections_among,
)
from statute.deadlines.clock import EventName

NONE: Final = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """The day of counting, at its end.

    Attributes:
        on: The London day.
        today: The London day of counting: states of an earlier day are read from
            history.
    """

    on: date
    today: date


@dataclass(frozen=True, slots=True)
class Dimension:
    """A class of requests, such as the law or the status on a day.

    Attributes:
        key: The name in reports and addresses.
        title: The heading of a table.
        definition: How a request is put into a class.
        source: The dated facts, and the law or practice.
        expression: The class of a request, for the database.
        labels: The values with their words, in order, for an authority.
        needs: Other classes read by the expression.
        of_field: For `classes_of`, the field of a request with an array.
        classes_of: Returns the classes of such an array, as `expression` has them.
        is_rare: For classes of few requests, the condition to be in any but "": only
            these requests are looked at.
        is_many: Whether a request can be in several classes: totals are counted apart.
        is_personal: Whether small numbers might tell of a person: they are suppressed
            in what is published.
    """

    key: str
    title: str
    definition: str
    source: str
    expression: Callable[[Moment], Any]
    labels: Callable[[Authority], Mapping[str, str]]
    needs: tuple[str, ...] = ()
    of_field: str = ""
    classes_of: Callable[[list[str]], set[str]] | None = None
    is_rare: Callable[[], Q] | None = None
    is_many: bool = False
    is_personal: bool = False

    @property
    def column(self) -> str:
        """The name of the class in queries, unlike any field of a request."""
        return f"in_{self.key}"


STATUSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "open": "Open",
        "clarification": "On hold for clarification",
        "fee": "On hold for a fee",
        "answered": "Answered",
        "lapsed": "Lapsed",
        "withdrawn": "Withdrawn",
        "transferred": "Transferred",
        "not_valid": "Not valid",
    }
)
TIMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "in_time": "Answered within the deadline",
        "extended": "Answered within a permitted extension",
        "late": "Answered late",
        "undated": "Answered, without a due date",
        "open_in_time": "Open, not yet due",
        "open_extended": "Open, deadline extended",
        "open_late": "Open, past the deadline",
        "on_hold": "On hold or lapsed",
        "unanswered": "Closed without an answer",
    }
)
OUTCOMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "granted": "Granted in full",
        "partly_refused": "Refused in part",
        "refused": "Refused in full",
        "not_held": "Not held",
        "accessible": "Already accessible",
        "advice": "Advice and assistance only",
        "to_follow": "To follow",
    }
)
REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "exemption": "Exemption or exception",
        "cost": "Cost of compliance",
        "vexatious": "Vexatious",
        "repeated": "Repeated",
        "accessible": "Only accessible otherwise",
        "clarification": "Further particulars needed",
        "ncnd": "Neither confirmed nor denied",
    }
)
EXTENSIONS: Final[Mapping[str, str]] = MappingProxyType(
    dict(FOIRequest.Extension.choices)
)
LATE_REASONS: Final[Mapping[str, str]] = MappingProxyType(
    dict(FOIRequest.LateReason.choices)
)
FARED: Final[Mapping[str, str]] = MappingProxyType(
    {
        NONE: "No review",
        "open": "Review open",
        "upheld": "Upheld",
        "partly_upheld": "Upheld in part",
        "overturned": "Overturned",
        "closed": "Review closed, no decision kept",
    }
)
COMPLAINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        NONE: "No complaint",
        "open": "With the regulator",
        **{value: str(label) for value, label in Complaint.Outcome.choices},
    }
)
YES_NO: Final[Mapping[str, str]] = MappingProxyType({"yes": "Yes", "no": "No"})
LENGTHS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "20": "Up to 20 working days",
        "40": "21 to 40 working days",
        "60": "41 to 60 working days",
        "80": "61 to 80 working days",
        "100": "81 to 100 working days",
        "over": "Over 100 working days",
        "unknown": "Not known",
        NONE: "Not answered",
    }
)
_WAITING: Final = {
    State.AWAITING_CLARIFICATION: "clarification",
    State.AWAITING_FEE: "fee",
}


def _state_then(moment: Moment) -> Any:
    """Return the state at the end of the day: what changed later is undone."""
    if moment.on >= moment.today:
        return F("state")
    later = HistoryEntry.objects.filter(
        foi_request=OuterRef("pk"), on__gt=moment.on, changes__has_key="state"
    )
    before = later.order_by("pk").annotate(
        before_it=Func(
            KeyTransform("state", "changes"),
            Value(0),
            function="",
            arg_joiner=" ->> ",
            template="(%(expressions)s)",
            output_field=TextField(),
        )
    )
    return Case(
        When(closed_on__lte=moment.on, then=F("state")),
        default=Coalesce(
            Subquery(before.values("before_it")[:1]),
            # Closed later, and history does not say from which state.
            Case(
                When(closed_on__gt=moment.on, then=Value(State.ANSWERING)),
                default=F("state"),
            ),
            output_field=CharField(),
        ),
        output_field=CharField(),
    )


class _Switch(Func):
    """The result beside the value of an expression, worked out only once.

    The conditions of a `Case` would each work it out again.
    """

    def __init__(self, of: Any, results: Mapping[str, Any], default: Any) -> None:
        self.values = tuple(results)
        super().__init__(of, *results.values(), default, output_field=CharField())

    def as_sql(
        self,
        compiler: Any,
        connection: Any,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        """Return a CASE of the value: Django has only the CASE of conditions."""
        (of, parameters), *results = [
            compiler.compile(each) for each in self.get_source_expressions()
        ]
        sql, parameters = f"CASE {of}", list(parameters)
        for value, (result, more) in zip(self.values, results[:-1], strict=True):
            sql += f" WHEN %s THEN {result}"
            parameters += [value, *more]
        default, more = results[-1]
        return f"({sql} ELSE {default} END)", (*parameters, *more)


def _status(moment: Moment) -> Any:
    states: dict[str, Any] = {
        state: Value("open") for state in sorted(OPEN_STATES - WAITING_STATES)
    }
    states |= {state: Value(status) for state, status in _WAITING.items()}
    states |= {state: Value(state) for state in sorted(CLOSED_STATES)}
    return Case(
        When(answered_on__lte=moment.on, then=Value("answered")),
        default=_Switch(F("state_then"), states, Value("open")),
        output_field=CharField(),
    )


def _is_extended(moment: Moment) -> Q:
    return ~Q(extension="") & (Q(extended_on=None) | Q(extended_on__lte=moment.on))


def _due_then(moment: Moment) -> Any:
    """Return the due date at the end of the day: later extensions do not count."""
    return Case(
        When(_is_extended(moment), then=F("due_on")),
        default=Coalesce("original_due_on", "due_on"),
    )


def _time(moment: Moment) -> Any:
    answered = Case(
        When(was_in_time=None, then=Value("undated")),
        When(was_in_time=False, then=Value("late")),
        When(
            ~Q(extension="")
            & ~Q(answered_on__lte=Coalesce("original_due_on", "due_on")),
            then=Value("extended"),
        ),
        default=Value("in_time"),
        output_field=CharField(),
    )
    still_open = Case(
        When(due_then__lt=moment.on, then=Value("open_late")),
        When(_is_extended(moment), then=Value("open_extended")),
        default=Value("open_in_time"),
        output_field=CharField(),
    )
    on_hold = dict.fromkeys(("clarification", "fee", "lapsed"), Value("on_hold"))
    return _Switch(
        F("in_status"),
        {"answered": answered, "open": still_open, **on_hold},
        Value("unanswered"),
    )


def _of_answer(field: str) -> Callable[[Moment], Any]:
    """Return a fact of the answer, "" for a request not answered on the day."""

    def expression(_: Moment) -> Any:
        return Case(
            When(in_status="answered", then=F(field)),
            default=Value(NONE),
            output_field=CharField(),
        )

    return expression


def _once_answered(found: Any, moment: Moment) -> Any:
    """Return an array of classes, empty for a request not answered on the day."""
    return Case(
        When(answered_on__lte=moment.on, then=found),
        default=Value([], output_field=ArrayField(TextField())),
        output_field=ArrayField(TextField()),
    )


def _yes(condition: Q) -> Any:
    return Case(
        When(condition, then=Value("yes")),
        default=Value("no"),
        output_field=CharField(),
    )


def _review_outcome(_: Moment) -> Any:
    """Return how a review was decided: from its points, one decision of the whole."""
    points = ReviewPoint.objects.filter(review=OuterRef("pk")).exclude(decision="")
    upheld = points.filter(decision=ReviewPoint.Decision.UPHELD)
    others = points.exclude(decision=ReviewPoint.Decision.UPHELD)
    partly = points.filter(decision=ReviewPoint.Decision.PARTLY_UPHELD)
    return Case(
        When(~Q(in_status="answered") | ~Q(Exists(points)), then=Value(NONE)),
        When(~Q(Exists(others)), then=Value("upheld")),
        When(Q(Exists(upheld)) | Q(Exists(partly)), then=Value("partly_upheld")),
        default=Value("overturned"),
        output_field=CharField(),
    )


def _fared(moment: Moment) -> Any:
    """Return how the last review of a request was decided by the day."""
    points = ReviewPoint.objects.filter(review=OuterRef("pk")).exclude(decision="")
    upheld = points.filter(decision=ReviewPoint.Decision.UPHELD)
    others = points.exclude(decision=ReviewPoint.Decision.UPHELD)
    partly = points.filter(decision=ReviewPoint.Decision.PARTLY_UPHELD)
    is_decided = Q(answered_on__lte=moment.on) & Q(Exists(points))
    reviews = FOIRequest.objects.filter(
        review_of=OuterRef("pk"), received_on__lte=moment.on
    )
    last = reviews.order_by("-received_on", "-pk").annotate(
        fared=Case(
            When(is_decided & ~Q(Exists(others)), then=Value("upheld")),
            When(
                is_decided & (Q(Exists(upheld)) | Q(Exists(partly))),
                then=Value("partly_upheld"),
            ),
            When(is_decided, then=Value("overturned")),
            When(
                Q(answered_on__lte=moment.on) | Q(closed_on__lte=moment.on),
                then=Value("closed"),
            ),
            default=Value("open"),
            output_field=CharField(),
        )
    )
    return Coalesce(
        Subquery(last.values("fared")[:1]), Value(NONE), output_field=CharField()
    )


def fates() -> dict[str, str]:
    """Return every section with each outcome at review, in words."""
    return {
        f"{section}: {fate}": f"{words}: {fate.label.lower()}"
        for section, words in known_sections().items()
        for fate in ReviewedProvision.Fate
    }


def _alike(moment: Moment) -> Any:
    others = Fingerprint.objects.filter(
        group=OuterRef("group"), foi_request__received_on__lte=moment.on
    ).exclude(pk=OuterRef("pk"))
    own = Fingerprint.objects.filter(foi_request=OuterRef("pk"), group__isnull=False)
    return _yes(Q(Exists(own.filter(Exists(others)))))


_NOTICES: Final = (EventName.FEES_NOTICE, EventName.ADVANCE_PAYMENT_NOTICE)
# What a request waits for after each event, until the requester acts.
_ASKED_FOR: Final[Mapping[str, str]] = MappingProxyType(
    {
        EventName.CLARIFICATION_SENT: "clarification",
        **dict.fromkeys(_NOTICES, "fee"),
    }
)
_PAID: Final = (EventName.FEE_RECEIVED, EventName.PAYMENT_RECEIVED)
_FEES: Final = Q(name__in=_NOTICES)


def _last_event(moment: Moment, words: Mapping[str, str]) -> Any:
    """Return the words of the last of some events by the day, "" for none."""
    found = ClockEvent.objects.filter(
        foi_request=OuterRef("pk"), name__in=list(words), on__lte=moment.on
    ).order_by("-on", "-pk")
    said = Case(
        *(When(name=name, then=Value(word)) for name, word in words.items()),
        output_field=CharField(),
    )
    return Coalesce(
        Subquery(found.annotate(said=said).values("said")[:1]),
        Value(NONE),
        output_field=CharField(),
    )


def _waited_for(moment: Moment) -> Any:
    return _Switch(
        F("in_status"),
        {
            "clarification": Value("clarification"),
            "fee": Value("fee"),
            "lapsed": _last_event(moment, _ASKED_FOR),
        },
        Value(NONE),
    )


def _fee(moment: Moment) -> Any:
    words: dict[str, str] = dict.fromkeys(_NOTICES, "asked")
    return _last_event(moment, words | dict.fromkeys(_PAID, "paid"))


def _has_fee() -> Q:
    return Q(Exists(ClockEvent.objects.filter(_FEES, foi_request=OuterRef("pk"))))


def _reviewed_what(_: Moment) -> Any:
    """Return whether a review is of an answer, or of a failure to respond."""
    silence = Q(review_of__answered_on=None) | Q(
        review_of__answered_on__gt=F("received_on")
    )
    return Case(
        When(review_of=None, then=Value(NONE)),
        When(silence, then=Value("silence")),
        default=Value("answer"),
        output_field=CharField(),
    )


def fees_charged(moment: Moment) -> Any:
    """Return the fees of the notices given on a request by the day, in pence."""
    notices = ClockEvent.objects.filter(
        _FEES, foi_request=OuterRef("pk"), on__lte=moment.on
    ).order_by()
    summed = notices.values("foi_request").annotate(pence=Sum("amount_pence"))
    return Coalesce(
        Subquery(summed.values("pence")), Value(0), output_field=IntegerField()
    )


def _complaint(moment: Moment) -> Any:
    found = Complaint.objects.filter(
        foi_request=OuterRef("pk"), received_on__lte=moment.on
    ).order_by("-received_on", "-pk")
    then = Case(
        When(decided_on__lte=moment.on, then=F("outcome")),
        default=Value("open"),
        output_field=CharField(),
    )
    return Coalesce(
        Subquery(found.annotate(outcome_then=then).values("outcome_then")[:1]),
        Value(NONE),
        output_field=CharField(),
    )


def _provisions_fared(_: Moment) -> Any:
    """Return the sections reviewed, each with how it fared."""
    found = (
        ReviewedProvision.objects.filter(review=OuterRef("pk"))
        .order_by()
        .annotate(
            told=Concat(
                section_in(F("provision")),
                Value(": "),
                F("fate"),
                output_field=TextField(),
            )
        )
        .values("told")
        .distinct()
    )
    nothing = Value([], output_field=ArrayField(TextField()))
    return Case(
        When(in_status="answered", then=ArraySubquery(found)),
        default=nothing,
        output_field=ArrayField(TextField()),
    )


def _days_band(_: Moment) -> Any:
    bands = ((20, "20"), (40, "40"), (60, "60"), (80, "80"), (100, "100"))
    return Case(
        When(~Q(in_status="answered"), then=Value(NONE)),
        When(days_taken=None, then=Value("unknown")),
        *(When(days_taken__lte=most, then=Value(name)) for most, name in bands),
        default=Value("over"),
        output_field=CharField(),
    )


def _overdue(moment: Moment) -> Any:
    """Return how late an open request is, by the calendar of its law."""
    bands = [
        When(
            Q(in_time="open_late", regime=regime, due_then__gte=first), then=Value(band)
        )
        for regime, days in last_days_of_bands(moment.on).items()
        for band, first in zip((LateBand.SOME, LateBand.MORE), days, strict=True)
    ]
    return Case(
        *bands,
        When(in_time="open_late", then=Value(LateBand.MOST)),
        default=Value(NONE),
        output_field=CharField(),
    )


def _referred(moment: Moment) -> Any:
    found = Advice.objects.filter(
        foi_request=OuterRef("pk"),
        source=AdviceSource.REFERRAL_UNIT,
        sent_on__lte=moment.on,
    )
    return _yes(Q(Exists(found)))


def _days(_: Moment) -> Any:
    return Case(
        When(in_status="answered", then=Cast("days_taken", CharField())),
        default=Value(None),
        output_field=CharField(),
    )


def _text(expression: Any) -> Callable[[Moment], Any]:
    return lambda _: Coalesce(
        Cast(expression, CharField()), Value(NONE), output_field=CharField()
    )


def _quarter(_: Moment) -> Any:
    return Func(
        F("received_on"),
        template="to_char(%(expressions)s, 'YYYY-\"Q\"Q')",
        output_field=CharField(),
    )


def _month(_: Moment) -> Any:
    return Func(
        F("received_on"),
        template="to_char(%(expressions)s, 'YYYY-MM')",
        output_field=CharField(),
    )


def _plain(values: Mapping[str, str]) -> Callable[[Authority], Mapping[str, str]]:
    return lambda _: values


def _with_none(values: Mapping[str, str]) -> Callable[[Authority], Mapping[str, str]]:
    return _plain({**values, NONE: "Not recorded"})


def _types(authority: Authority) -> dict[str, str]:
    found = RequesterType.objects.filter(authority=authority).order_by("name")
    return {str(each.pk): str(each) for each in found} | {NONE: "Not stated"}


def _teams(authority: Authority) -> dict[str, str]:
    found = Team.everything.filter(authority=authority).order_by("name")
    return {str(each.pk): str(each) for each in found} | {NONE: "No team"}


def _departments(authority: Authority) -> dict[str, str]:
    found = Department.everything.filter(authority=authority).order_by("name")
    return {str(each.pk): str(each) for each in found}


def _people_with_time(authority: Authority) -> dict[str, str]:
    found = User.objects.filter(
        Exists(
            TimeSpent.objects.filter(
                person=OuterRef("pk"), foi_request__authority=authority
            )
        )
    )
    return {
        str(each.pk): str(each)
        for each in found.order_by("last_name", "first_name", "pk")
    }


def _of_time(moment: Moment, field: str) -> Any:
    return ArraySubquery(
        TimeSpent.objects.filter(foi_request=OuterRef("pk"), on__lte=moment.on)
        .order_by()
        .values_list(Cast(field, TextField()))
        .distinct()
    )


_REVIEWS: Final = "Section 45 Code, part 5; EIR reg 11; FOISA s.20; EISR reg 16."
_FACTS: Final = "The fact kept with the request."

DIMENSIONS: Final[Mapping[str, Dimension]] = MappingProxyType(
    {
        each.key: each
        for each in (
            Dimension(
                "status",
                "Status",
                "Answered: the whole answer was given by the end of the day of "
                "counting. Otherwise the state at the end of this day, read from the "
                "history. Every state in which the time runs is “Open”.",
                "The day of the first answer; the history of the request.",
                _status,
                _plain(STATUSES),
                ("state_then",),
            ),
            Dimension(
                "time",
                "Timeliness",
                "An answered request was in time if the answer was given by the due "
                "date as it was that day. “Within a permitted extension”: after the "
                "first due date and by the extended date. After the extended date: "
                "late. An open request is past the deadline from the day after its due "
                "date.",
                "FOIA s.10 and s.17(3); EIR reg 5 and 7; FOISA s.10; EISR reg 5 and 7.",
                _time,
                _plain(TIMES),
                ("state_then", "status", "due_then"),
            ),
            Dimension(
                "outcome",
                "Outcome",
                "The outcome of the whole request, from the outcomes of its questions "
                "in the letter that was given. Empty until the request is answered.",
                "The letters that were given.",
                _of_answer("outcome"),
                _with_none(OUTCOMES),
                ("state_then", "status"),
            ),
            Dimension(
                "reason",
                "Reason for refusal",
                "The ground on which a request was refused in full or in part.",
                "The letters that were given.",
                _of_answer("refusal_reason"),
                _with_none(REASONS),
                ("state_then", "status"),
            ),
            Dimension(
                "section",
                "Section relied on",
                "Each section relied on in the answer, once for a request however many "
                "paragraphs and questions. A request counts under several sections.",
                "The citations in letters that were given.",
                lambda moment: _once_answered(sections(), moment),
                lambda _: known_sections(),
                of_field="provisions",
                classes_of=sections_among,
                is_many=True,
            ),
            Dimension(
                "provision",
                "Provision relied on",
                "Each provision relied on, to the paragraph, once for a request.",
                "The citations in letters that were given.",
                lambda moment: _once_answered(paragraphs(), moment),
                lambda _: known_paragraphs(),
                of_field="provisions",
                classes_of=paragraphs_among,
                is_many=True,
            ),
            Dimension(
                "regime",
                "Law",
                "The law that the request was handled under.",
                _FACTS,
                lambda _: F("regime"),
                _plain(REGIME_LABELS),
            ),
            Dimension(
                "routine",
                "Routine",
                "A routine request is answered in the ordinary course of business and "
                "is left out of the returns to the Cabinet Office.",
                "The fact asked for at registering. Cabinet Office bulletin.",
                lambda _: _yes(Q(is_routine=True)),
                _plain(YES_NO),
            ),
            Dimension(
                "extension",
                "Extension",
                "The ground of an extension decided by the day of counting.",
                "FOIA s.10(3) and s.17(3); EIR reg 7; EISR reg 7.",
                lambda moment: Case(
                    When(_is_extended(moment), then=F("extension")),
                    default=Value(NONE),
                    output_field=CharField(),
                ),
                _plain({**EXTENSIONS, NONE: "Not extended"}),
            ),
            Dimension(
                "waited_for",
                "On hold for",
                "What a request on hold waits for at the day of counting. A lapsed "
                "request: what was asked for last.",
                "The events of the clock.",
                _waited_for,
                _plain(
                    {
                        "clarification": "Clarification",
                        "fee": "A fee",
                        NONE: "Not on hold",
                    }
                ),
                ("state_then", "status"),
            ),
            Dimension(
                "fee",
                "Fees notice",
                "Whether a fees notice was given by the day of counting, and whether "
                "the fee was paid. Of several notices, the last counts.",
                "FOIA s.9; FOISA s.9; EIR and EISR reg 8.",
                _fee,
                _plain(
                    {
                        "paid": "Fee paid",
                        "asked": "Fee not paid",
                        NONE: "No fees notice",
                    }
                ),
                is_rare=_has_fee,
            ),
            Dimension(
                "overdue",
                "Working days overdue",
                "Of a request past the deadline on the day of counting: the working "
                "days since its due date.",
                "FOIA s.10(1) and (6), and its kin.",
                _overdue,
                _plain({**dict(LateBand.choices), NONE: "Not overdue"}),
                ("state_then", "status", "due_then", "time"),
            ),
            Dimension(
                "referred",
                "Referred to the Central Referral Unit",
                "Advice of the unit was sought by the day of counting.",
                "National Police Chiefs’ Council.",
                _referred,
                _plain(YES_NO),
            ),
            Dimension(
                "length",
                "Working days taken",
                "Working days after the day of receipt, up to and including the day of "
                "the answer: an answer on day 20 took 20.",
                "FOIA s.10(1) and (6), and its kin.",
                _days_band,
                _plain(LENGTHS),
                ("state_then", "status"),
            ),
            Dimension(
                "days",
                "Number of working days taken",
                "As “Working days taken”, each number by itself.",
                "FOIA s.10(1) and (6), and its kin.",
                _days,
                _plain({}),
                ("state_then", "status"),
            ),
            Dimension(
                "review_asked",
                "Internal review asked for",
                "Whether an internal review of the request was received by the day of "
                "counting.",
                _REVIEWS,
                lambda moment: _yes(
                    Q(
                        Exists(
                            FOIRequest.objects.filter(
                                review_of=OuterRef("pk"), received_on__lte=moment.on
                            )
                        )
                    )
                ),
                _plain(YES_NO),
            ),
            Dimension(
                "reviewed",
                "How it fared at review",
                "The outcome of the last internal review of the request that was "
                "received by the day of counting, from the points decided.",
                _REVIEWS,
                _fared,
                _plain(FARED),
            ),
            Dimension(
                "reviewed_what",
                "What was reviewed",
                "A review of a failure to respond was received while the request had "
                "no answer.",
                _REVIEWS,
                _reviewed_what,
                _plain(
                    {
                        "answer": "An answer",
                        "silence": "A failure to respond",
                        NONE: "No review",
                    }
                ),
            ),
            Dimension(
                "review_outcome",
                "Outcome of the review",
                "Upheld: every point decided upholds the decision. Overturned: every "
                "point overturns, or decides for the first time. Otherwise in part.",
                _REVIEWS,
                _review_outcome,
                _plain(
                    {
                        "upheld": "Upheld",
                        "partly_upheld": "Upheld in part",
                        "overturned": "Overturned",
                        NONE: "Not decided",
                    }
                ),
                ("state_then", "status"),
            ),
            Dimension(
                "fared",
                "Section at review",
                "How each section that the answer under review relied on fared, once "
                "for a review: as the reviewer said, or else from comparing both "
                "letters. “Newly relied on”: only the outcome of the review relies on "
                "the section. Of reviews decided by the day of counting.",
                _REVIEWS,
                _provisions_fared,
                lambda _: fates(),
                ("state_then", "status"),
                is_many=True,
            ),
            Dimension(
                "complaint",
                "Complaint to the regulator",
                "The last complaint to the regulator that was received by the day of "
                "counting, and its decision by then.",
                "FOIA s.50; FOISA s.47.",
                _complaint,
                _plain(COMPLAINTS),
                is_rare=lambda: Q(
                    Exists(Complaint.objects.filter(foi_request=OuterRef("pk")))
                ),
            ),
            Dimension(
                "late_reason",
                "Reason for lateness",
                "The reason given when a request was answered late.",
                "Given on the page of a request that was answered late.",
                lambda _: F("late_reason"),
                _plain({**LATE_REASONS, NONE: "None given"}),
            ),
            Dimension(
                "late_team",
                "Team of the lateness",
                "The team to which the lateness was put down.",
                "Given on the page of a request that was answered late.",
                _text(F("late_team_id")),
                _teams,
            ),
            Dimension(
                "team",
                "Team",
                "The team that holds the request now.",
                _FACTS,
                _text(F("team_id")),
                _teams,
            ),
            Dimension(
                "department",
                "Department asked",
                "Each department to which questions of the request were put by the day "
                "of counting. A request counts under several departments.",
                "The questions put to departments.",
                lambda moment: ArraySubquery(
                    Enquiry.objects.filter(
                        foi_request=OuterRef("pk"), asked_on__lte=moment.on
                    )
                    .order_by()
                    .values_list(Cast("department_id", TextField()))
                    .distinct()
                ),
                _departments,
                is_many=True,
            ),
            Dimension(
                "officer_time",
                "Officer with time",
                "Each person who recorded time on the request, for work up to the day "
                "of counting. A request counts under several people.",
                "The time that officers recorded.",
                lambda moment: _of_time(moment, "person_id"),
                _people_with_time,
                is_many=True,
            ),
            Dimension(
                "work",
                "Work with time",
                "Each kind of work for which officers recorded time on the request, up "
                "to the day of counting. A request counts under several.",
                "The time that officers recorded. SI 2004/3244 reg 4(3) and SSI "
                "2004/467 reg 3 say which work counts towards the limit on cost.",
                lambda moment: _of_time(moment, "work"),
                _plain(dict(TimeSpent.Work.choices)),
                is_many=True,
            ),
            Dimension(
                "requester_type",
                "Kind of requester",
                "The kind chosen at registering. In what is published, numbers under 5 "
                "are suppressed.",
                _FACTS,
                _text(F("requester_type_id")),
                _types,
                is_personal=True,
            ),
            Dimension(
                "alike",
                "One of several alike",
                "Another request with nearly the same text was received by the day of "
                "counting, by this authority or by another one of the installation.",
                "A comparison of the received texts, without greeting and farewell.",
                _alike,
                _plain(YES_NO),
            ),
            Dimension(
                "channel",
                "Channel",
                "How the request reached the authority.",
                _FACTS,
                lambda _: F("channel"),
                _plain(dict(FOIRequest.Channel.choices)),
            ),
            Dimension(
                "language",
                "Language",
                "The language of letters to the requester.",
                _FACTS,
                lambda _: F("language"),
                _plain(dict(FOIRequest.Language.choices)),
            ),
            Dimension(
                "quarter",
                "Quarter of receipt",
                "The calendar quarter of the day of receipt.",
                "The day of receipt.",
                _quarter,
                _plain({}),
            ),
            Dimension(
                "month",
                "Month of receipt",
                "The calendar month of the day of receipt.",
                "The day of receipt.",
                _month,
                _plain({}),
            ),
        )
    }
)
# Expressions beneath the classes.
HELPERS: Final[Mapping[str, Callable[[Moment], Any]]] = MappingProxyType(
    {"state_then": _state_then, "due_then": _due_then}
)
