"""The kinds of jobs and their handlers, registered by the subjects that need them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Final

from django.db.models.functions import Now

from requests_app.models import Job

# Longer than the effect of one job takes: most tasks are killed after two minutes.
LEASE: Final = timedelta(minutes=3)
# A job that has failed this often will not succeed by itself: a person must decide.
MOST_ATTEMPTS: Final = 8
# Half the time limit, so that the last job begun has the other half.
TURN_SECONDS: Final = 60
TIME_LIMIT_SECONDS: Final = 120
# The queues, as the settings define them: for short work, for work that waits for the
# mail server, and for reading files from outside.
QUEUE: Final = "celery"
MAIL_QUEUE: Final = "mail"
READING_QUEUE: Final = "reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedElsewhere:
    """The page on which a person decides about a job, other than the page of jobs.

    Attributes:
        link: The text of the link to the page.
        hint: What to do on the page, in one sentence.
        url: Returns the URL of the page for a job.
    """

    link: str
    hint: str
    url: Callable[[Job], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """One kind of job, and how workers treat it.

    Attributes:
        name: What is stored, at most 30 characters; never changed afterwards.
        label: What pages call the job.
        lease: How long a worker may hold a job. An effect that may take longer must
            extend the lease in time.
        most_attempts: The number of attempts after which a person must decide. The
            pause between attempts doubles each time.
        is_repeatable: Whether the effect is harmless to run twice. If not, a person
            must decide on a job after its worker died.
        may_be_cancelled: Whether the job may be cancelled.
        most_at_once: The most jobs that one task runs; None for no limit.
        turn_seconds: The time after which a task begins no further job. The task then
            ends within its time limit, and other kinds have their turn.
        time_limit_seconds: The time after which Celery kills the task.
        queue: The broker's queue, so that slow kinds keep no place from the others.
        decided_elsewhere: The page on which a person decides; None for the page of
            jobs.
    """

    name: str
    label: str
    lease: timedelta = LEASE
    most_attempts: int = MOST_ATTEMPTS
    is_repeatable: bool = True
    may_be_cancelled: bool = False
    most_at_once: int | None = None
    turn_seconds: int = TURN_SECONDS
    time_limit_seconds: int = TIME_LIMIT_SECONDS
    queue: str = QUEUE
    decided_elsewhere: DecidedElsewhere | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One attempt of a worker at a job.

    Attributes:
        job: The job, under lease.
        on: The London day.
        at: The moment at which the task began.
        ends: The end of the turn, in seconds of the monotonic clock.
    """

    job: Job
    on: date
    at: datetime
    ends: float

    @property
    def is_turn_over(self) -> bool:
        """Whether the handler should stop here and finish the job in a later turn."""
        return monotonic() >= self.ends

    def extend_lease(self) -> None:
        """Keep the job for this worker, for a full lease from now."""
        Job.objects.filter(pk=self.job.pk, done_at__isnull=True).update(
            leased_until=Now() + kind_of(self.job).lease
        )


Effect = Callable[[Run], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """A kind of job and the function that runs a job of this kind.

    Attributes:
        kind: The kind.
        effect: Runs one job.
        after_turn: Called on the London day after each turn, to tell people of the jobs
            that failed for good; harmless to run twice. None for most kinds.
    """

    kind: JobKind
    effect: Effect
    after_turn: Callable[[date], None] | None = None


_registered: Final[dict[str, Handler]] = {}


def register(
    kind: JobKind, effect: Effect, after_turn: Callable[[date], None] | None = None
) -> None:
    """Make a kind of job known; call it in `AppConfig.ready`.

    Args:
        kind: The kind.
        effect: Runs one job. It raises `OutcomeUnknown` if the job may have taken
            effect, and `NotFinished` if the job needs another turn.
        after_turn: As in `Handler`.

    Raises:
        ValueError: The name is registered for another kind.
    """
    handler = Handler(kind, effect, after_turn)
    if _registered.setdefault(kind.name, handler) != handler:
        raise ValueError(f"The job kind “{kind.name}” is registered twice.")


def registered_handlers() -> Iterator[Handler]:
    """Return every handler, in the order of registration."""
    return iter(_registered.values())


def handler_of(name: str) -> Handler:
    """Return the handler of a kind.

    Raises:
        LookupError: No subject has registered the kind.
    """
    try:
        return _registered[name]
    except KeyError:
        raise LookupError(f"No subject has registered the job kind “{name}”.") from None


def kind_of(job: Job) -> JobKind:
    """Return the kind of a stored job.

    For a kind that is no longer registered, the stored name is the label.
    """
    handler = _registered.get(job.kind)
    return JobKind(name=job.kind, label=job.kind) if handler is None else handler.kind
