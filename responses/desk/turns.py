"""The turns of a person: all the work waiting for them, found in one query.

Each kind of turn is one function, listed in `SOURCES`. The rows of the desk are read
through `visible_to` (`responses.desk.rows`): a turn on a hidden request is dropped
there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    Func,
    Min,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Left, NullIf, Trim

from accounts import policy
from accounts.acting import absent_through
from accounts.models import User
from requests_app.assigning.queries import held_by_nobody
from requests_app.models import Enquiry, FOIRequest, Question, Snooze
from requests_app.querysets import FOIRequestQuerySet
from requests_app.snoozing.queries import event_happened
from requests_app.workflow import State
from responses.clearance.queries import waits_today_for
from responses.desk.prepared import STAND_INS, rows_of
from responses.giving.queries import outstanding
from responses.models import Comment, Mention, Paragraph
from responses.models.answers import AnsweredQuestion
from responses.sending.post import to_post

# Of each kind filled by other people. The rest has its own list.
MOST_SHOWN: Final = 10
# Letters of a comment shown in a row.
_LETTERS: Final = 120


class TurnKind(StrEnum):
    """The kind of a turn. Rows show the turns of a request in this order."""

    UNDELIVERED = "undelivered"
    MINE = "mine"
    REPLY = "reply"
    TASK = "task"
    MENTION = "mention"
    CLEAR = "clear"
    REGISTER = "register"
    HELD_BY_NOBODY = "held_by_nobody"
    TAKE = "take"
    ENQUIRY = "enquiry"
    # Not about one request: two counts, and the people on leave.
    POST = "post"
    WORDING = "wording"
    ABSENT = "absent"
    # Not to be done: put off by the person.
    SNOOZED = "snoozed"


class Turn(NamedTuple):
    """Work waiting for a person.

    Attributes:
        kind: The `TurnKind`.
        foi_request: The key of the request; None where the turn is about none.
        person: The key of the person: the user, or a person on leave with the user as
            deputy.
        since: Since when, where the turn itself says so.
        who: The person or department before.
        place: The key or number of the thing to open; a count for counts.
        words: The words said, cut short; for the user's requests the state.
        by_on: The last day for the turn.
        answered_on: The day of the first answer, for the user's requests.
    """

    kind: str
    foi_request: int | None
    person: int | None
    since: datetime | None
    who: str
    place: int | None
    words: str
    by_on: date | None
    answered_on: date | None


@dataclass(frozen=True)
class Desk:
    """A person at work on a day.

    Attributes:
        user: The person.
        on: The London day.
        at: The moment.
    """

    user: User
    on: date
    at: datetime

    @cached_property
    def absent(self) -> QuerySet[User]:
        """The people on leave with the user as their deputy today."""
        return User.objects.filter(
            pk__in=absent_through(self.user),
            is_active=True,
            authority_id=self.user.authority_id,
        ).order_by()

    def is_for_me(self, person: str) -> Func:
        """Return the condition for a person to be the user, or absent.

        The people are found once per query, so the condition can use an index.
        """
        me = User.objects.filter(pk=self.user.pk).order_by()
        people = me.union(self.absent, all=True).values("pk")
        return Among(F(person), ArraySubquery(people))

    @cached_property
    def requests(self) -> FOIRequestQuerySet:
        """Every request of the authority: rows are read through `visible`."""
        return FOIRequest.objects.of_authority(self.user)

    @cached_property
    def visible(self) -> FOIRequestQuerySet:
        """The requests visible to the user."""
        return FOIRequest.objects.visible_to(self.user)

    def may(self, permission: str) -> bool:
        """Whether a role of the user carries the permission."""
        return permission in self.user.role_permissions


class Among(Func):
    """The condition for an expression to be among the elements of an array."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def turns_of(desk: Desk) -> list[Turn]:
    """Return all the work waiting for a person, in one query, in no order."""
    return [Turn(*row) for row in run(desk, "turns", _union)]


def run(
    desk: Desk, name: str, build: Callable[[Desk], QuerySet], **values: Any
) -> list[tuple[Any, ...]]:
    """Return the rows of a query about a desk, prepared once for each set of roles."""
    user = desk.user
    shape = (name, *user.roles, user.team_id is None, user.department_id is None)
    own = {
        "user": user.pk,
        "authority": user.authority_id,
        "team": user.team_id,
        "department": user.department_id,
        "on": desk.on,
        "at": desk.at,
    }
    return rows_of(shape, lambda: build(_stand_in(user)), own | values)


def _stand_in(user: User) -> Desk:
    """Return the desk of a person with stand-ins for every value."""
    return Desk(
        user=User(
            pk=STAND_INS["user"],
            authority_id=STAND_INS["authority"],
            team_id=user.team_id and STAND_INS["team"],
            department_id=user.department_id and STAND_INS["department"],
            roles=user.roles,
        ),
        on=STAND_INS["on"],
        at=STAND_INS["at"],
    )


def _union(desk: Desk) -> QuerySet:
    found = [each for source in SOURCES for each in source(desk)]
    first, *others = found
    return first.union(*others, all=True) if others else first


def undecided(**of: Any) -> QuerySet[Question]:
    """Return the questions not answered, and without an outcome so far."""
    asks = Question.Kind.QUESTION
    decided = AnsweredQuestion.objects.filter(
        ~Q(answer__outcome="") | Q(answer__facts__has_key="as_question"),
        question=OuterRef("pk"),
    )
    parts = Question.objects.filter(parent=OuterRef("pk"), kind=asks)
    return Question.objects.filter(
        ~Exists(decided) & ~Exists(parts), kind=asks, answered_on=None, **of
    ).order_by()


# --- The kinds of turn ---


def mine(desk: Desk) -> Iterator[QuerySet]:
    """Yield the open requests of the person, with steps for other people too."""
    if desk.may(policy.DRAFT_RESPONSE):
        own = desk.visible.open().filter(desk.is_for_me("officer_id"))
        yield _turns(
            own,
            TurnKind.MINE,
            foi_request=F("pk"),
            person=F("officer_id"),
            place=F("review_of_id"),
            words=F("state"),
            by_on=F("due_on"),
            answered_on=F("answered_on"),
        )


def replied(desk: Desk) -> Iterator[QuerySet]:
    """Yield replies of departments to questions without an outcome."""
    if desk.may(policy.DRAFT_RESPONSE):
        replies = Enquiry.objects.filter(
            desk.is_for_me("foi_request__officer_id"),
            Exists(undecided(enquiries=OuterRef("pk"))),
            Q(replied_on__isnull=False) | Q(declined_at__isnull=False),
            dealt_with_at=None,
            withdrawn_at=None,
            foi_request__closed_on=None,
            foi_request__state=State.ANSWERING,
        )
        yield _turns(
            replies.order_by("wanted_by", "pk")[:MOST_SHOWN],
            TurnKind.REPLY,
            foi_request=F("foi_request_id"),
            person=F("foi_request__officer_id"),
            since=Coalesce("declined_at", Cast("replied_on", DateTimeField())),
            who=F("department__name"),
            place=F("pk"),
            words=Case(
                When(declined_at__isnull=False, then=Value("declined")),
                default=Value(""),
                output_field=TextField(),
            ),
        )


def tasks(desk: Desk) -> Iterator[QuerySet]:
    """Yield open comments assigned to the person."""
    if desk.user.sees_requests:
        open_tasks = Comment.objects.filter(
            desk.is_for_me("assigned_to_id"), resolved_at=None
        )
        yield _of_comments(open_tasks, TurnKind.TASK, person=F("assigned_to_id"))


def mentions(desk: Desk) -> Iterator[QuerySet]:
    """Yield unread comments naming the person."""
    if desk.user.sees_requests:
        unread = Mention.objects.filter(
            desk.is_for_me("person_id"), read_at=None, comment__resolved_at=None
        ).exclude(comment__reply_to__resolved_at__isnull=False)
        yield _of_comments(unread, TurnKind.MENTION, F("person_id"), "comment__")


def undelivered(desk: Desk) -> Iterator[QuerySet]:
    """Yield letters not received by the requester, for the person to act on."""
    if desk.may(policy.ISSUE_RESPONSE):
        letters = outstanding(desk.requests).filter(
            Q(desk.is_for_me("foi_request__officer_id"))
            | Q(desk.is_for_me("issued_by_id"), foi_request__officer=None)
        )
        yield _turns(
            letters.with_whereabouts()[:MOST_SHOWN],
            TurnKind.UNDELIVERED,
            foi_request=F("foi_request_id"),
            person=F("foi_request__officer_id"),
            since=F("issued_at"),
            place=Cast("number", BigIntegerField()),
            words=F("whereabouts"),
        )


def to_clear(desk: Desk) -> Iterator[QuerySet]:
    """Yield responses with a step of clearance for the user, sent by another."""
    if desk.may(policy.CLEAR_RESPONSE):
        waiting = desk.visible.filter(state=State.CLEARANCE, closed_on=None)
        waiting = waiting.filter(waits_today_for(desk.user))
        is_own = Q(response_draft__submitted_by=desk.user.pk)
        waiting = waiting.filter(~is_own | Q(response_draft__submitted_by=None))
        yield _first(
            waiting,
            TurnKind.CLEAR,
            since=F("response_draft__submitted_at"),
            who=_name_of("response_draft__submitted_by__"),
        )


def to_register(desk: Desk) -> Iterator[QuerySet]:
    """Yield requests received and not registered yet."""
    if desk.may(policy.RECORD_REQUEST):
        received = desk.visible.filter(state=State.RECEIVED, closed_on=None)
        received = received.filter(officer=None)
        yield _first(received, TurnKind.REGISTER, since=F("recorded_at"))


def held_by_nobody_or_to_take(desk: Desk) -> Iterator[QuerySet]:
    """Yield requests no officer can act on: to assign, or to take for the team."""
    if desk.may(policy.ASSIGN_REQUEST):
        held = desk.visible.filter(held_by_nobody(desk.on))
        yield _first(held, TurnKind.HELD_BY_NOBODY, who=_name_of("officer__"))
    elif desk.may(policy.DRAFT_RESPONSE):
        unassigned = desk.visible.open().registered().filter(officer=None)
        own_team = Q(team=None) | Q(team_id=desk.user.team_id)
        yield _first(unassigned.filter(own_team), TurnKind.TAKE)


def asked_of_department(desk: Desk) -> Iterator[QuerySet]:
    """Yield questions put to the person's department."""
    if desk.may(policy.ANSWER_ENQUIRY):
        asked = Enquiry.objects.put_to(desk.user).wanted()
        yield _turns(
            asked.order_by("wanted_by", "pk")[:MOST_SHOWN],
            TurnKind.ENQUIRY,
            since=Cast("asked_on", DateTimeField()),
            who=_name_of("asked_by__"),
            place=F("pk"),
            by_on=F("wanted_by"),
        )


def for_post(desk: Desk) -> Iterator[QuerySet]:
    """Yield how many letters wait for the post, and since when the oldest."""
    if desk.may(policy.ISSUE_RESPONSE):
        ready = to_post(desk.visible.order_by()).filter(due_at__lte=desk.at)
        yield _counted(ready, TurnKind.POST, since=Min("due_at"))


def wording(desk: Desk) -> Iterator[QuerySet]:
    """Yield how many paragraphs of the person are past their review date."""
    if desk.may(policy.USE_LIBRARY):
        own = Paragraph.objects.visible_to(desk.user).filter(owner=desk.user)
        yield _counted(own.past_review(desk.on), TurnKind.WORDING)


def snoozed(desk: Desk) -> Iterator[QuerySet]:
    """Yield the requests snoozed by the person, unless the event awaited happened."""
    own = Snooze.objects.filter(~event_happened(), person=desk.user.pk)
    yield _turns(
        own.filter(foi_request__closed_on=None),
        TurnKind.SNOOZED,
        foi_request=F("foi_request_id"),
        since=F("at"),
        words=F("event"),
        by_on=F("until_on"),
    )


def absent(desk: Desk) -> Iterator[QuerySet]:
    """Yield the people on leave with the person as deputy, for rows to name."""
    yield _turns(desk.absent, TurnKind.ABSENT, person=F("pk"), who=_name_of(""))


SOURCES: Final[Sequence[Callable[[Desk], Iterator[QuerySet]]]] = (
    mine,
    undelivered,
    replied,
    tasks,
    mentions,
    to_clear,
    to_register,
    held_by_nobody_or_to_take,
    asked_of_department,
    for_post,
    wording,
    snoozed,
    absent,
)

# --- Rows of the union ---

_NO_KEY: Final = Cast(Value(None), BigIntegerField())
_NO_MOMENT: Final = Cast(Value(None), DateTimeField())
_NO_DAY: Final = Cast(Value(None), DateField())
_NO_WORDS: Final = Value("", TextField())


def _turns(
    found: QuerySet,
    kind: TurnKind,
    *,
    foi_request: Any = _NO_KEY,
    person: Any = _NO_KEY,
    since: Any = _NO_MOMENT,
    who: Any = _NO_WORDS,
    place: Any = _NO_KEY,
    words: Any = _NO_WORDS,
    by_on: Any = _NO_DAY,
    answered_on: Any = _NO_DAY,
) -> QuerySet:
    """Return rows in the order of the fields of `Turn`."""
    if not found.query.is_sliced:
        found = found.order_by()
    return found.values_list(
        Value(kind.value, CharField()),
        foi_request,
        person,
        since,
        who,
        place,
        words,
        by_on,
        answered_on,
    )


def _first(found: FOIRequestQuerySet, kind: TurnKind, **columns: Any) -> QuerySet:
    """Return the turns of the requests first due."""
    found = found.order_by(F("due_on").asc(nulls_last=True), "pk")
    return _turns(found[:MOST_SHOWN], kind, foi_request=F("pk"), **columns)


def _of_comments(found: QuerySet, kind: TurnKind, person: F, at: str = "") -> QuerySet:
    by_day = found.order_by(F(f"{at}wanted_by").asc(nulls_last=True), f"-{at}pk")
    return _turns(
        by_day[:MOST_SHOWN],
        kind,
        foi_request=F(f"{at}foi_request_id"),
        person=person,
        since=F(f"{at}at"),
        who=_name_of(f"{at}by__"),
        place=F(f"{at}pk"),
        words=Left(f"{at}words", _LETTERS + 1),
        by_on=F(f"{at}wanted_by"),
    )


def _counted(found: QuerySet, kind: TurnKind, since: Any = _NO_MOMENT) -> QuerySet:
    grouped = found.order_by().annotate(same=Value(1)).values("same")
    counted = grouped.annotate(number=Count("pk"), oldest=since)
    return _turns(counted, kind, since=F("oldest"), place=F("number"))


def _name_of(person: str) -> Any:
    full = Concat(f"{person}first_name", Value(" "), f"{person}last_name")
    return Coalesce(NullIf(Trim(full), Value("")), F(f"{person}username"))
