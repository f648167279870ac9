"""Copy pictures without what they keep besides the picture."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps, UnidentifiedImageError

from documents.safe.refusal import CannotCopy

_MOST_PIXELS = 100_000_000
_TOO_LARGE = f"has more than {_MOST_PIXELS // 1_000_000} million pixels"
_JPEG_QUALITY = 92
_DOTS = 96.0  # to the inch
_DAMAGED = (UnidentifiedImageError, OSError, ValueError, SyntaxError)


def without_data(content: bytes) -> tuple[bytes, str]:
    """Return a picture drawn afresh, and the ending of its name.

    A photograph stays a JPEG; every other kind becomes a PNG. The picture stands as its
    notes say it should. What lies beneath transparency is painted over, and of several
    pictures in one file the first is kept.

    Raises:
        CannotCopy: The picture is damaged, or too large.
    """
    with _opened(content) as image:
        is_photograph = image.format in {"JPEG", "MPO"}
        upright = ImageOps.exif_transpose(image)
        made = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    if made.mode == "RGBA":
        clear = Image.new("RGBA", made.size, (255, 255, 255, 0))
        clear.paste(made, mask=made.getchannel("A").point([0] + [255] * 255))
        made = clear
    # A new picture from the pixels alone: whatever the reader kept stays behind.
    fresh = Image.frombytes(made.mode, made.size, made.tobytes())
    file = io.BytesIO()
    if is_photograph:
        fresh.convert("RGB").save(file, "JPEG", quality=_JPEG_QUALITY)
        return file.getvalue(), "jpg"
    fresh.save(file, "PNG")
    return file.getvalue(), "png"


def size_in_points(content: bytes) -> tuple[float, float]:
    """Return the width and height that a picture has by its dots to the inch.

    Raises:
        CannotCopy: The picture is damaged, or too large.
    """
    with _opened(content) as image:
        # Pictures that say nothing, or nonsense, count as those of a screen.
        across, down = (
            float(one) if 1 < one < 10_000 else _DOTS
            for one in image.info.get("dpi", (_DOTS, _DOTS))
        )
        return image.width * 72 / across, image.height * 72 / down


def cropped(content: bytes, cut: tuple[float, float, float, float]) -> bytes:
    """Return a picture without its edges, as a PNG.

    Args:
        content: The picture.
        cut: The share of its width or height to cut off left, above, right and below.

    Raises:
        CannotCopy: The picture is damaged, too large, or nothing would be left of it.
    """
    left, top, right, bottom = cut
    with _opened(content) as image:
        width, height = image.size
        box = (
            round(width * left),
            round(height * top),
            round(width * (1 - right)),
            round(height * (1 - bottom)),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            raise CannotCopy("has a picture of which nothing is shown")
        file = io.BytesIO()
        part = image.crop(box)
        part.convert("RGBA" if part.has_transparency_data else "RGB").save(file, "PNG")
    return file.getvalue()


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """Open a picture that is not too large; say so if it breaks while it is read."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise CannotCopy(_TOO_LARGE)
            yield image
    except Image.DecompressionBombError as why:
        raise CannotCopy(_TOO_LARGE) from why
    except _DAMAGED as why:
        raise CannotCopy("is damaged") from why
