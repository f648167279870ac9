"""Join the letters of a batch into one file for printing."""

from io import BytesIO

from django.db import transaction

from responses.letters.records import keep, read_kept, read_pdf
from responses.models import Batch


@transaction.atomic
def join_letters(*, batch: Batch) -> Batch:
    """Join the letters of a batch once no item waits. Harmless to run twice.

    Each letter begins on a new sheet, also when the last has an odd number of pages.
    """
    # Imported here: pypdf takes 16 MB, which only a joining worker should spend.
    from pypdf import PdfReader, PdfWriter

    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    done = batch.items.filter(done_at__isnull=False).select_related("letter")
    if batch.file or batch.items.waiting().exists() or not done:
        return batch
    writer = PdfWriter()
    for item in done:
        assert item.letter is not None  # noqa: S101 - chosen by its letter
        reader = PdfReader(BytesIO(read_pdf(item.letter)))
        writer.append(reader, outline_item=str(item.letter))
        if len(reader.pages) % 2:
            writer.add_blank_page()
    made = BytesIO()
    writer.write(made)
    batch.file.name, batch.sha256 = keep(made.getvalue())
    batch.save(update_fields=["file", "sha256"])
    return batch


def read_file(batch: Batch) -> bytes:
    """Return the file of a batch, byte for byte as stored.

    Raises:
        DocumentDamaged: The file is missing or was changed.
    """
    return read_kept(batch.file, batch.sha256)
