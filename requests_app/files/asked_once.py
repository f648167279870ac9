"""Have something made of a kept file by a job, once."""

from typing import Any, TypeVar
from uuid import uuid4

from django.db import transaction

from requests_app.jobs.handlers import JobKind
from requests_app.jobs.queue import enqueue
from requests_app.models import FilePreview, KeptFile, QuestionTable

Made = TypeVar("Made", FilePreview, QuestionTable)


@transaction.atomic
def ask_once(
    made: type[Made], *, kind: JobKind, key: str, kept: KeptFile, name: str
) -> tuple[Made, bool]:
    """Return what is made of a file that may be opened; have it made if there is none.

    Args:
        made: The model of what is made.
        kind: The job that makes it.
        key: What the payload of the job calls the key of what is made.
        kept: The file.
        name: Its name, to tell its kind.

    Returns:
        What is made, perhaps still to be filled in; whether it was asked for now.
    """
    found, is_new = made._default_manager.get_or_create(kept_file=kept)
    if is_new:
        enqueue(
            kind=kind,
            idempotency_key=f"{kind.name}:{found.pk}:{uuid4()}",
            payload={key: found.pk, "name": name},
            authority=kept.authority,
        )
    return found, is_new


def storable(value: Any) -> Any:
    """Return a value that PostgreSQL takes: without null characters and odd halves."""
    match value:
        case str():
            return value.replace("\0", " ").encode("utf-8", "replace").decode()
        case list():
            return [storable(one) for one in value]
        case dict():
            return {storable(key): storable(one) for key, one in value.items()}
    return value
