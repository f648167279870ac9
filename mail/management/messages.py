"""The messages of the demonstration, as if an officer had brought them as files."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import yaml

from accounts.models import Authority, User
from mail.taking.services import take

STORY: Final = Path(__file__).with_name("messages.yaml")
_LONDON: Final = ZoneInfo("Europe/London")
_WORKBOOK: Final = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@cache
def told() -> Any:
    """Return the messages as their file tells them."""
    return yaml.safe_load(STORY.read_text("utf-8"))


def tell_messages(
    authorities: Mapping[str, Authority], people: Mapping[str, User], today: date
) -> None:
    """Bring each message of the demonstration to the queue. A worker reads them."""
    at = datetime.combine(today, time(8), _LONDON)
    for number, message in enumerate(told(), start=1):
        authority = authorities[message["authority"]]
        take(
            written(message, number=number, to=authority.email, today=today),
            authority=authority,
            by=people[message["brought_by"]],
            at=at,
        )


def written(message: Any, *, number: int, to: str, today: date) -> bytes:
    """Return a message as a mail server would hand it over.

    Args:
        message: The message as its file tells it.
        number: A number of its own among the messages.
        to: The address written to.
        today: The London day from which its own is counted back.
    """
    hour, minute = map(int, message["at"].split(":"))
    day = today - timedelta(days=message["days_ago"])
    sent = datetime.combine(day, time(hour, minute), _LONDON)
    mail = EmailMessage()
    mail["From"] = message["from"]
    mail["To"] = to
    mail["Subject"] = message["subject"]
    mail["Date"] = format_datetime(sent)
    sender = message["from"].rpartition("@")[2].rstrip(">")
    mail["Message-ID"] = f"<{day:%Y%m%d}.{number}@{sender}>"
    for name, value in message.get("headers", {}).items():
        mail[name] = value
    mail.set_content(message["text"])
    if "workbook" in message:
        mail.add_attachment(
            _workbook(message["workbook"]["rows"]),
            maintype="application",
            subtype=_WORKBOOK,
            filename=message["workbook"]["name"],
        )
    return mail.as_bytes()


def _workbook(rows: list[list[str]]) -> bytes:
    from openpyxl import Workbook  # slow to load, and of use only here

    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.active.column_dimensions["B"].width = 80
    content = BytesIO()
    book.save(content)
    return content.getvalue()
