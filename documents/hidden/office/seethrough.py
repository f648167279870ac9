"""Tell how much a picture within an Office file lets through."""

from io import BytesIO
from xml.etree.ElementTree import Element

from PIL import Image

from documents.hidden.packages import Package, attribute, find_all

_MOST_BYTES = 20_000_000
_MOST_PIXELS = 25_000_000


def opacity_of(package: Package, part: str, picture: Element) -> float:
    """Return the mean opacity of a picture, from 0 to 1; 1 if it cannot be read.

    Args:
        package: The file.
        part: The part with the picture.
        picture: What holds its `blip`, or an `imagedata` of VML.
    """
    links = package.relationships(part)
    for one in find_all(picture, "blip", "imagedata"):
        key = attribute(one, "embed") or attribute(one, "id")
        link = links.get(key)
        if link is None or package.sizes.get(link.target, _MOST_BYTES) >= _MOST_BYTES:
            continue
        try:
            with Image.open(BytesIO(package.read(link.target))) as image:
                if not image.has_transparency_data or (
                    image.width * image.height > _MOST_PIXELS
                ):
                    return 1.0
                alpha = image.convert("RGBA").getchannel("A").resize((64, 64))
        except Exception:  # a damaged picture may make its reader fail in any way
            return 1.0
        return sum(alpha.tobytes()) / (255 * 64 * 64)
    return 1.0
