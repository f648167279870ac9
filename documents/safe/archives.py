"""Write ZIP archives that tell nothing but their parts."""

import io
import zipfile
from collections.abc import Mapping

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP file tells when each part was written


def archived(parts: Mapping[str, bytes | str]) -> bytes:
    """Return an archive of these parts, in order.

    The part named "mimetype" is not compressed, so that programs tell the kind of an
    OpenDocument file by its first bytes.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            if name != "mimetype":
                entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return made.getvalue()
