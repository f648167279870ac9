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
# A job that fails this often would fail for ever: a person looks at it.
MOST_ATTEMPTS: Final = 8
# Half the time limit: the last job begun has the other half.
TURN_SECONDS: Final = 60
TIME_LIMIT_SECONDS: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedElsewhere:
    """Where a person decides on a job that is not simply tried again.

    Attributes:
        link: The words of the link to the page.
        hint: What to do there, in one sentence.
        url: Gives the address of the page.
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
        lease: How long a job is left to one worker. An effect that may take longer
            extends the lease in time.
        most_attempts: After how many attempts a person looks at a job. The pauses
            between attempts double.
        is_repeatable: Whether the effect is harmless to run twice. If not, a job whose
            worker died is left to a person.
        may_be_cancelled: Whether the office can do without the effect.
        most_at_once: How many jobs one task takes; None for no limit.
        turn_seconds: After how long a task begins no further job, so that it ends
            within its time limit and other kinds have their turn.
        time_limit_seconds: After how long Celery kills the task.
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
    """A kind of job and the function that brings its effect about."""

    kind: JobKind
    effect: Effect


_registered: Final[dict[str, Handler]] = {}


def register(kind: JobKind, effect: Effect) -> None:
    """Make a kind of job known; call it in `AppConfig.ready`.

    Args:
        kind: The kind.
        effect: Brings about the effect of one job. It raises `OutcomeUnknown` if the
            effect may have happened, and `NotFinished` if it needs another turn.

    Raises:
        ValueError: The name is registered for another kind.
    """
    handler = Handler(kind, effect)
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

    A job whose subject has been taken out of the system still shows its name.
    """
    handler = _registered.get(job.kind)
    return JobKind(name=job.kind, label=job.kind) if handler is None else handler.kind
