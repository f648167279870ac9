"""The kinds of turn: each is one function of a desk, listed in `SOURCES`.

The rows of the desk are read through `visible_to` (`responses.desk.reading`): a turn on
a hidden request is dropped there.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    DateTimeField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from accounts import policy
from accounts.acting import able_to_draft
from accounts.querysets import name_of
from requests_app.assigning.queries import free_for, held_by_nobody
from requests_app.models import Enquiry, EnquiryReply, Question, Snooze
from requests_app.snoozing.queries import is_over
from requests_app.workflow import State
from responses.clearance.queries import waits_today_for
from responses.desk.columns import (
    OFFICE,
    OWN,
    counted,
    first_due,
    of_comments,
    turns_from,
)
from responses.desk.desk import DECLINED, Desk, TurnKind
from responses.giving.queries import outstanding
from responses.models import Advice, Comment, Mention, Paragraph
from responses.models.answers import AnsweredQuestion
from responses.sending.post import to_post


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


def mine(desk: Desk) -> Iterator[QuerySet]:
    """Yield the open requests of the person, with steps for other people too."""
    if desk.may(policy.DRAFT_RESPONSE):
        own = desk.requests.open().filter(desk.is_for_me("officer_id"))
        yield turns_from(
            own,
            TurnKind.MINE,
            foi_request=F("pk"),
            person=F("officer_id"),
            who=F("priority"),
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
            desk.is_shown(),
            Exists(undecided(enquiries=OuterRef("pk"))),
            Q(replied_on__isnull=False) | Q(declined_at__isnull=False),
            dealt_with_at=None,
            withdrawn_at=None,
            foi_request__closed_on=None,
            foi_request__state=State.ANSWERING,
        )
        sent = EnquiryReply.objects.filter(
            enquiry=OuterRef("pk"), sent_at__isnull=False
        )
        text = TextField()
        sent_at = Subquery(sent.order_by("-sent_at").values("sent_at")[:1])
        yield turns_from(
            replies.order_by("wanted_by", "pk")[:OWN],
            TurnKind.REPLY,
            foi_request=F("foi_request_id"),
            person=F("foi_request__officer_id"),
            since=Coalesce("declined_at", sent_at, Cast("replied_on", DateTimeField())),
            who=F("department__name"),
            place=Case(
                When(foi_request__review_of__isnull=False, then=F("pk")),
                default=Subquery(
                    undecided(enquiries=OuterRef("pk"))
                    .order_by("order", "pk")
                    .values("pk")[:1]
                ),
            ),
            words=Case(
                When(
                    declined_at__isnull=False,
                    then=Concat(
                        Value(f"{DECLINED} "), F("suggested__name"), output_field=text
                    ),
                ),
                default=Value(""),
                output_field=text,
            ),
        )


def advised(desk: Desk) -> Iterator[QuerySet]:
    """Yield advice from outside that is late, or received and not decided on."""
    if desk.may(policy.CHANGE_REQUEST):
        advice = Advice.objects.filter(
            desk.is_for_me("foi_request__officer_id"),
            desk.is_shown(),
            Q(received_on__isnull=False) | Q(wanted_by__lt=desk.on),
            decided_on=None,
            withdrawn_on=None,
            foi_request__closed_on=None,
        )
        late_since = F("wanted_by") + timedelta(days=1)
        yield turns_from(
            advice.order_by("wanted_by", "pk")[:OWN],
            TurnKind.ADVICE,
            foi_request=F("foi_request_id"),
            person=F("foi_request__officer_id"),
            since=Cast(
                Coalesce("received_on", Cast(late_since, DateField())), DateTimeField()
            ),
            who=F("adviser"),
            place=F("pk"),
            words=Case(
                When(received_on=None, then=Value("late")),
                default=Value(""),
                output_field=TextField(),
            ),
            by_on=F("wanted_by"),
        )


def tasks(desk: Desk) -> Iterator[QuerySet]:
    """Yield open comments assigned to the person."""
    if desk.user.sees_requests:
        open_tasks = Comment.objects.filter(
            desk.is_for_me("assigned_to_id"), desk.is_shown(), resolved_at=None
        )
        yield of_comments(open_tasks, TurnKind.TASK, person=F("assigned_to_id"))


def mentions(desk: Desk) -> Iterator[QuerySet]:
    """Yield unread comments naming the person."""
    if desk.user.sees_requests:
        unread = Mention.objects.filter(
            desk.is_for_me("person_id"),
            desk.is_shown("comment__foi_request__"),
            read_at=None,
            comment__resolved_at=None,
        ).exclude(comment__reply_to__resolved_at__isnull=False)
        yield of_comments(unread, TurnKind.MENTION, F("person_id"), "comment__")


def undelivered(desk: Desk) -> Iterator[QuerySet]:
    """Yield letters not received by the requester, for the person to act on.

    A person who may assign requests sees those of officers who cannot act, too.
    """
    if desk.may(policy.ISSUE_RESPONSE):
        holder = Coalesce("foi_request__officer_id", "issued_by_id")
        letters = outstanding(desk.requests).annotate(holder=holder)
        wanted = Q(desk.is_for_me("holder"))
        who: Any = Value("", TextField())
        if desk.may(policy.ASSIGN_REQUEST):
            ours = Q(authority_id=desk.user.authority_id)
            able = able_to_draft(desk.on).filter(ours).order_by()
            cannot_act = ~Q(holder__in=able.values("pk"))
            wanted |= cannot_act
            names = name_of("foi_request__officer__"), name_of("issued_by__")
            who = Case(
                When(cannot_act, then=Coalesce(*names)),
                default=who,
                output_field=TextField(),
            )
        letters = letters.filter(wanted)
        yield turns_from(
            letters.with_whereabouts()[:OWN],
            TurnKind.UNDELIVERED,
            foi_request=F("foi_request_id"),
            person=F("foi_request__officer_id"),
            since=F("issued_at"),
            who=who,
            place=Cast("number", BigIntegerField()),
            words=F("whereabouts"),
        )


def to_clear(desk: Desk) -> Iterator[QuerySet]:
    """Yield responses with a step of clearance for the user, sent by another."""
    if desk.may(policy.CLEAR_RESPONSE):
        waiting = desk.requests.filter(state=State.CLEARANCE, closed_on=None)
        waiting = waiting.filter(waits_today_for(desk.user))
        # Counted, as the list of what waits for clearance does, and not shown.
        is_own = Case(
            When(response_draft__submitted_by=desk.user.pk, then=Value("own")),
            default=Value(""),
            output_field=TextField(),
        )
        yield first_due(
            waiting,
            TurnKind.CLEAR,
            is_own,
            since=F("response_draft__submitted_at"),
            who=name_of("response_draft__submitted_by__"),
            words=is_own,
        )


def to_register(desk: Desk) -> Iterator[QuerySet]:
    """Yield requests received and not registered yet."""
    if desk.may(policy.RECORD_REQUEST):
        received = desk.requests.filter(state=State.RECEIVED, closed_on=None)
        received = received.filter(officer=None)
        yield first_due(received, TurnKind.REGISTER, since=F("recorded_at"))


def held_by_nobody_or_to_take(desk: Desk) -> Iterator[QuerySet]:
    """Yield requests no officer can act on: to assign, or to take for the team."""
    if desk.may(policy.ASSIGN_REQUEST):
        held = desk.requests.filter(
            held_by_nobody(desk.on, authority=desk.user.authority_id)
        )
        yield first_due(held, TurnKind.HELD_BY_NOBODY, who=name_of("officer__"))
    elif desk.may(policy.DRAFT_RESPONSE):
        # Counted, as the queue does, and shown as requests to register.
        is_received = Case(
            When(state=State.RECEIVED, then=Value("received")),
            default=Value(""),
            output_field=TextField(),
        )
        found = free_for(desk.requests, desk.user)
        yield first_due(found, TurnKind.TAKE, is_received, words=is_received)


def asked_of_department(desk: Desk) -> Iterator[QuerySet]:
    """Yield questions put to the person's department."""
    if desk.may(policy.ANSWER_ENQUIRY):
        asked = Enquiry.objects.put_to(desk.user).wanted()
        yield turns_from(
            asked.order_by("wanted_by", "pk")[:OFFICE],
            TurnKind.ENQUIRY,
            since=Cast("asked_on", DateTimeField()),
            who=name_of("asked_by__"),
            place=F("pk"),
            by_on=F("wanted_by"),
        )


def for_post(desk: Desk) -> Iterator[QuerySet]:
    """Yield how many letters wait for the post, and since when the oldest."""
    if desk.may(policy.ISSUE_RESPONSE):
        ready = to_post(desk.requests.order_by()).filter(due_at__lte=desk.at)
        yield counted(ready, TurnKind.POST, since=Min("due_at"))


def wording(desk: Desk) -> Iterator[QuerySet]:
    """Yield how many paragraphs of the person are past their review date."""
    if desk.may(policy.USE_LIBRARY):
        own = Paragraph.objects.visible_to(desk.user).filter(owner=desk.user)
        yield counted(own.past_review(desk.on), TurnKind.WORDING)


def snoozed(desk: Desk) -> Iterator[QuerySet]:
    """Yield the requests snoozed by the person, but for those over."""
    own = Snooze.objects.filter(~is_over(), person=desk.user.pk)
    yield turns_from(
        own.filter(foi_request__closed_on=None),
        TurnKind.SNOOZED,
        foi_request=F("foi_request_id"),
        since=F("at"),
        words=F("event"),
        by_on=F("until_on"),
    )


def absent(desk: Desk) -> Iterator[QuerySet]:
    """Yield the people on leave with the person as deputy, for rows to name."""
    yield turns_from(desk.absent, TurnKind.ABSENT, person=F("pk"), who=name_of(""))


SOURCES: Final[Sequence[Callable[[Desk], Iterator[QuerySet]]]] = (
    mine,
    undelivered,
    replied,
    advised,
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
