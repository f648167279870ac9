"""Copy pictures without what they keep besides the picture."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

_MOST_PIXELS = 100_000_000
_JPEG_QUALITY = 92


class CannotCopy(Exception):
    """A file could not be copied; the message completes "it …"."""


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
