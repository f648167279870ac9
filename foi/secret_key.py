"""The key that signs sessions: named by SECRET_KEY, or made once and kept in var/."""

import os
import secrets
from pathlib import Path


def secret_key(file: Path) -> str:
    """Return the installation's key, making one at its first start if none is named.

    Several machines behind one address must share a key, so there SECRET_KEY is set.
    Two processes that start at the same moment agree: a link is made once only.
    """
    if key := os.environ.get("SECRET_KEY"):
        return key
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        mine = file.with_name(f"{file.name}.{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(64))
        try:
            file.hardlink_to(mine)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return file.read_text()
