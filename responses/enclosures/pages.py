"""Draw a file and its safe copy, to be compared page by page."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from documents.safe.drawing import pages_of
from requests_app.files.storage import ReceivedFile, receive, store
from requests_app.models import FOIRequest
from responses.enclosures.adding import FOLDER
from responses.models import SafeCopyPicture
from responses.models.enclosures import enclosure_storage


@dataclass(frozen=True, slots=True)
class Page:
    """A page, drawn.

    Attributes:
        side: Whether the page is of the file or of its copy.
        number: Its number.
        count: How many pages there are on its side.
        picture: A JPEG.
    """

    side: SafeCopyPicture.Side
    number: int
    count: int
    picture: bytes


def draw_pages(*, before: tuple[Path, str], after: tuple[Path, str]) -> list[Page]:
    """Return the first pages of a file and of its copy, if both can be drawn.

    Args:
        before: The file, and its name.
        after: The copy, and its name.
    """
    made: list[Page] = []
    sides = ((SafeCopyPicture.Side.AFTER, after), (SafeCopyPicture.Side.BEFORE, before))
    for side, (path, name) in sides:
        drawn = pages_of(path, name)
        if not drawn.pictures:
            return []
        made += [
            Page(side, number, drawn.count, picture)
            for number, picture in enumerate(drawn.pictures, 1)
        ]
    return made


def receive_whole(content: bytes) -> AbstractContextManager[ReceivedFile]:
    """Receive a file made here, to be stored with `stored`."""
    return receive(
        enclosure_storage(), [content], folder=FOLDER, most_bytes=len(content)
    )


def stored(foi_request: FOIRequest, kept: ReceivedFile) -> str:
    """Store a received file of a request; return its name."""
    name = f"{FOLDER}/{foi_request.pk}/{kept.sha256}"
    return store(enclosure_storage(), kept, name)
