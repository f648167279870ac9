"""Make previews of kept files, as jobs, and keep them."""

from dataclasses import asdict
from typing import Final

from django.db import transaction

from documents.previews.apart import preview_apart
from documents.previews.preview import Preview
from requests_app.files.asked_once import ask_once, storable
from requests_app.files.keeping import FOLDER
from requests_app.files.storage import local_copy, receive, store
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
from requests_app.models import FilePreview, Job, KeptFile, PreviewPage
from requests_app.models.files import file_storage

PREVIEW_FILE: Final = JobKind(
    name="preview_file",
    label="Make the preview of a file",
    most_at_once=20,
    # The preview begun last may wait 70 seconds within the task's 120.
    turn_seconds=30,
    queue=READING_QUEUE,
)


def ask_for_preview(*, kept: KeptFile, name: str) -> tuple[FilePreview, bool]:
    """Return the preview of a file that may be opened; have it made if there is none.

    Args:
        kept: The file.
        name: Its name, to tell the kind of a text.

    Returns:
        The preview, perhaps still to be made; whether it was asked for now.
    """
    return ask_once(FilePreview, kind=PREVIEW_FILE, key="preview", kept=kept, name=name)


def is_given_up(preview: FilePreview) -> bool:
    """Whether a preview could not be made, so that a person must decide."""
    failed = Job.objects.given_up(PREVIEW_FILE.name)
    return failed.filter(payload__preview=preview.pk).exists()


def make_preview(run: Run) -> None:
    """Make the preview of a job. Harmless to run twice.

    Raises:
        OSError: The file cannot be read from its storage just now.
    """
    preview = (
        FilePreview.objects.filter(pk=run.job.payload["preview"], made_at__isnull=True)
        .select_related("kept_file")
        .first()
    )
    if preview is None:
        return
    kept = preview.kept_file
    if not kept.may_be_opened:
        preview.delete()  # asked for again once the file may be opened
        return
    with local_copy(file_storage(), kept.stored_as) as path:
        made = preview_apart(path, kept.content_kind, run.job.payload["name"])
    pages = [
        PreviewPage(preview=preview, number=number, file=_stored(kept, number, picture))
        for number, picture in enumerate(made.pictures, 1)
    ]
    with transaction.atomic():
        preview.pages.all().delete()
        PreviewPage.objects.bulk_create(pages)
        FilePreview.objects.filter(pk=preview.pk).update(
            way=made.way, count=made.count, content=_content(made), made_at=run.at
        )


def _stored(kept: KeptFile, number: int, picture: bytes) -> str:
    name = f"{FOLDER}/{kept.authority_id}/previews/{kept.sha256}/{number}.jpg"
    with receive(
        file_storage(), [picture], folder=FOLDER, most_bytes=len(picture)
    ) as received:
        return store(file_storage(), received, name)


def _content(made: Preview) -> object:
    """Return what is stored of a preview beside its pages."""
    return storable(
        {
            "text": made.text,
            "is_cut": made.is_cut,
            "why_not": made.why_not,
            "tables": [asdict(table) for table in made.tables],
        }
    )
