"""Save the look of an authority's letters and the address they are sent from."""

import warnings
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from PIL import Image, ImageFile, ImageOps

from accounts.models import Authority, User
from requests_app.history.administration import changed, record_change
from requests_app.refusals import Refusal
from responses.letters import pictures
from responses.models import Letterhead
from responses.models.wording import letterhead_storage

_PICTURES: Final = ("logo", "signature")
LARGEST_BYTES: Final = 2 * 1024 * 1024
MOST_PIXELS: Final = 25_000_000
# In pixels. A logo is at most 70 mm wide on paper: 1,200 pixels exceed any printer's
# resolution.
_WIDEST: Final = 1200
# In bytes. A drawing is smaller as PNG, a photograph as JPEG.
_LARGEST_PNG: Final = 400_000
# Raised by Pillow for broken or malicious files.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    MemoryError,
)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_TOO_MANY_PIXELS = (
    "The picture has more than 25 million pixels. Make it smaller: "
    f"{_WIDEST} pixels wide is enough."
)


class PictureRefused(Refusal):
    """The file cannot be used as a logo or a signature.

    Attributes:
        field: The field concerned, "logo" or "signature".
    """

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class LetterheadChanged(Refusal):
    """Another user saved the letterhead after the page was opened."""


@transaction.atomic
def save_letterhead(
    *,
    authority: Authority,
    version: int,
    settings: Mapping[str, Any],
    logo: UploadedFile | None = None,
    signature: UploadedFile | None = None,
    remove: frozenset[str] = frozenset(),
    by: User | None,
) -> Letterhead:
    """Save how an authority's letters are laid out, signed, sent and archived.

    Pictures are redrawn, so that the stored file holds the image and nothing else. Each
    picture is stored under its SHA-256: an issued letter keeps the picture it was
    issued with.

    Args:
        authority: The authority sending the letters.
        version: The version on the page; 0 where there was none.
        settings: The other fields of `Letterhead`, by their names.
        logo: A new logo; None to leave the logo as it is.
        signature: A new picture of a signature; None to leave the signature as it is.
        remove: The pictures to remove: "logo", "signature" or both.
        by: The administrator; None for a command.

    Raises:
        LetterheadChanged: Another user saved the letterhead since.
        PictureRefused: A file is not a printable picture, or cannot be stored just now.
    """
    drawn = {
        field: draw(file, field=field)
        for field, file in (("logo", logo), ("signature", signature))
        if file is not None
    }
    Authority.objects.select_for_update().get(pk=authority.pk)
    letterhead = Letterhead.objects.filter(authority=authority).first()
    if letterhead is None:
        letterhead = Letterhead(authority=authority, version=0)
    if letterhead.version != version:
        raise LetterheadChanged(
            "Another user saved this letterhead after you opened it. Your entries "
            "are kept: compare them with the saved letterhead, then save again."
        )
    kept = (*settings, *_PICTURES)
    before = {name: _plain(getattr(letterhead, name)) for name in kept}
    for name, value in settings.items():
        setattr(letterhead, name, value)
    for field in remove:
        getattr(letterhead, field).name = ""
    for field, (content, extension) in drawn.items():
        getattr(letterhead, field).name = _keep(content, extension, field=field)
    letterhead.version += 1
    letterhead.full_clean(validate_unique=False, validate_constraints=False)
    letterhead.save()
    after = {name: _plain(getattr(letterhead, name)) for name in kept}
    if changes := changed(before, after):
        record_change(
            authority=authority,
            by=by,
            subject="Letterhead",
            what="Changed",
            changes=changes,
        )
    return letterhead


def _plain(value: Any) -> Any:
    return value.name if isinstance(value, FieldFile) else value


def draw(file: UploadedFile, *, field: str) -> tuple[bytes, str]:
    """Return a picture redrawn on white, and its extension, "png" or "jpg".

    Raises:
        PictureRefused: The file is too large, or is not a PNG or JPEG picture.
    """
    if (file.size or 0) > LARGEST_BYTES:
        raise PictureRefused(field, "The file must be 2 MB or smaller.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            # WeasyPrint, where loaded, sets Pillow to accept a truncated picture as
            # whole.
            ImageFile.LOAD_TRUNCATED_IMAGES = False
            with Image.open(file, formats=("PNG", "JPEG")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise PictureRefused(field, _TOO_MANY_PIXELS)
                opened.draft("RGB", (_WIDEST, _WIDEST))
                upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except _BOMBS as reason:
        raise PictureRefused(field, _TOO_MANY_PIXELS) from reason
    except _BROKEN as reason:
        raise PictureRefused(
            field,
            "The file is not a PNG or JPEG picture that can be opened. Save the "
            "picture as PNG and choose it again.",
        ) from reason
    upright.thumbnail((_WIDEST, _WIDEST))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    made = BytesIO()
    paper.save(made, "PNG", optimize=True)
    if made.tell() <= _LARGEST_PNG:
        return made.getvalue(), "png"
    made = BytesIO()
    paper.save(made, "JPEG", quality=88, optimize=True)
    return made.getvalue(), "jpg"


def _keep(content: bytes, extension: str, *, field: str) -> str:
    """Store a picture under its SHA-256, unless already stored; return its name."""
    name = pictures.name_of(content, extension=extension)
    storage = letterhead_storage()
    try:
        if not storage.exists(name):
            storage.save(name, ContentFile(content))
    except OSError as reason:
        raise PictureRefused(
            field,
            "The picture could not be stored. Nothing was saved. Try again. If the "
            "problem continues, tell your administrator.",
        ) from reason
    return name
