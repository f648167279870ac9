"""Pack a workbook again with some of its parts changed."""

import io
from collections.abc import Mapping
from zipfile import ZipFile, ZipInfo


def repacked(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return an archive with other bytes in some parts, in the same order.

    The same archive with the same changes gives the same bytes.

    Args:
        content: The archive.
        changed: The new bytes of parts, by name.
    """
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(made, "w") as new:
        for one in old.infolist():
            if one.is_dir():
                continue
            info = ZipInfo(one.filename, one.date_time)
            info.compress_type = one.compress_type
            info.external_attr = one.external_attr
            data = changed.get(one.filename)
            new.writestr(info, old.read(one) if data is None else data)
    return made.getvalue()
