"""Provide the key for signing sessions: SECRET_KEY, or a key made once in var/."""

import os
import secrets
from pathlib import Path


def secret_key(file: Path) -> str:
    """Return the installation's key, created at the first start if none is named.

    Several machines behind one address must share a key, so there SECRET_KEY is set.
    Two processes starting at the same moment agree, because a link can be made only
    once.
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
