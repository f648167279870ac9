"""Copy pictures without what they keep besides the picture."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from documents.safe.refusal import CannotCopy

_MOST_PIXELS = 100_000_000
_JPEG_QUALITY = 92


def without_data(content: bytes) -> tuple[bytes, str]:
    """Return a picture drawn afresh, and the ending of its name.

    A photograph stays a JPEG; every other kind becomes a PNG. The picture stands as its
    notes say it should. What lies beneath transparency is painted over, and of several
    pictures in one file the first is kept.

    Raises:
        CannotCopy: The picture is damaged, or too large.
    """
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise CannotCopy(f"has more than {_MOST_PIXELS // 1_000_000} Mpixels")
            is_photograph = image.format in {"JPEG", "MPO"}
            upright = ImageOps.exif_transpose(image)
            made = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as why:
        raise CannotCopy("is damaged") from why
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


def cropped(content: bytes, cut: tuple[float, float, float, float]) -> bytes:
    """Return a picture without its edges, as a PNG.

    Args:
        content: The picture.
        cut: The share of its width or height to cut off left, above, right and below.

    Raises:
        CannotCopy: The picture is damaged, or nothing would be left of it.
    """
    left, top, right, bottom = cut
    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
            if width * height > _MOST_PIXELS:
                raise CannotCopy(f"has more than {_MOST_PIXELS // 1_000_000} Mpixels")
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
            part.convert("RGBA" if part.has_transparency_data else "RGB").save(
                file, "PNG"
            )
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as why:
        raise CannotCopy("is damaged") from why
    return file.getvalue()
