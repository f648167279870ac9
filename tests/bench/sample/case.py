"""A made-up request on its way into the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from accounts.models import User
from requests_app.models import Enquiry, EnquiryReply
from responses.models import Clearance, Letter
from tests.bench.sample.copying import keys_for
from tests.bench.sample.imagining import Story
from tests.bench.sample.office import Office

_LONDON: Final = ZoneInfo("Europe/London")


def at(day: date, hour: int = 10) -> datetime:
    """Return an hour of a London day."""
    return datetime.combine(day, time(hour), _LONDON)


@dataclass
class Case:
    """A story with its keys and people."""

    story: Story
    reference: str
    key: int
    office: Office
    officer: User
    approver: User
    today: date
    reviewed: Self | None = None
    questions: list[int] = field(default_factory=list)

    @property
    def sent_on(self) -> date:
        """The day on which a response in clearance was sent there."""
        return min(self.story.received_on + timedelta(days=9), self.today)


class Keys:
    """Keys of the rows other rows name, reserved for a chunk of requests."""

    def __init__(self, requests: int) -> None:
        self.letters = self._of(Letter, requests)
        self.rounds = self._of(Clearance, requests)
        self.enquiries = self._of(Enquiry, requests)
        self.replies = self._of(EnquiryReply, requests)

    @staticmethod
    def _of(model: type[Any], number: int) -> Iterator[int]:
        return iter(keys_for(model, number))
