"""Keep the project's own PostgreSQL up for exactly as long as anybody uses it.

Run as a script, by foi.local.postgres, apart from the processes that use the database,
so that none of them is the one that must not die:

    python -P foi/local/keep_postgres.py DATA_DIR BIN_DIR

Whoever uses the database holds a shared lock on one file. The kernel lets go of it
when they end, however they end; the keeper waits for an exclusive lock on that file,
and once it has it, stops the server. A server that dies is started again. When the
keeper itself dies, the server gets the signal to stop.
"""

import contextlib
import fcntl
import os
import pwd
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

SYSTEM_USER = "foi-postgres"
ROLE = DATABASE = "foi"
_STOP = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
_NOBODY_LEFT = 0
_MOST_FAILED_STARTS = 3
_LONGEST_LOG_BYTES = 1_000_000
_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # What has been acknowledged must survive a crash of anything.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
}


def users_file(data_dir: Path) -> Path:
    """Return the file that whoever uses the database holds a shared lock on."""
    return data_dir.with_name(f"{data_dir.name}.users")


def keeper_file(data_dir: Path) -> Path:
    """Return the file that the one keeper holds an exclusive lock on."""
    return data_dir.with_name(f"{data_dir.name}.keeper")


def log_file(data_dir: Path) -> Path:
    """Return where keeper and server write what they have to say."""
    return data_dir.with_name(f"{data_dir.name}.log")


def socket_dir(data_dir: Path) -> Path:
    """Return where the server's socket is: with the data, or near the root.

    A socket's path may have 107 characters and a checkout may lie deeper than that.
    """
    if len(os.fsencode(data_dir / ".s.PGSQL.5432")) <= 107:
        return data_dir
    status = data_dir.parent.stat()
    return Path("/tmp", f"foi-{status.st_dev:x}-{status.st_ino:x}-{data_dir.name}")  # noqa: S108 - made with mode 0700, refused if another's


def main(data_dir: Path, bin_dir: Path) -> int:
    """Keep the server in `data_dir` until nobody uses it; return the exit status."""
    with keeper_file(data_dir).open("a") as ours:
        if not _lock_soon(ours.fileno()):
            return 0  # another keeper is at work
        _shorten(log_file(data_dir))
        woken = _wake_on_signals()
        server = _Server(data_dir, bin_dir)
        try:
            server.create()
            server.start()
        except subprocess.CalledProcessError as failed:
            return failed.returncode  # it has said why
        _tell_when_nobody_is_left(users_file(data_dir), woken.write)
        failed_starts = 0
        while not woken.stops():
            if server.has_ended():
                failed_starts = 0 if server.was_ready() else failed_starts + 1
                if failed_starts == _MOST_FAILED_STARTS:
                    return 1
                server.start()
        server.stop()
    return 0


class _Server:
    """The PostgreSQL server of one folder."""

    def __init__(self, data_dir: Path, bin_dir: Path) -> None:
        self.data_dir = data_dir
        self.bin_dir = bin_dir
        self._run_as = _run_as(data_dir)

    def create(self) -> None:
        """Make the cluster, the role and the database, all of them or none."""
        if self.data_dir.exists():
            return
        new = self.data_dir.with_name(f"{self.data_dir.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        self._call(
            "initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            f"--pgdata={new}",
        )  # fmt: skip
        self._call(
            "postgres", "--single", "-j", "-D", str(new), "postgres",
            stdin=f"CREATE ROLE {ROLE} LOGIN CREATEDB;\n\n"
            f"CREATE DATABASE {DATABASE} OWNER {ROLE};\n\n",
        )  # fmt: skip
        new.rename(self.data_dir)

    def start(self) -> None:
        self._end_what_an_earlier_one_left()
        sockets = socket_dir(self.data_dir)
        if sockets != self.data_dir:
            self._make_private(sockets)
        options = {**_OPTIONS, "unix_socket_directories": f'"{sockets}"'}
        self._process = subprocess.Popen(
            [
                *self._run_as,
                self.bin_dir / "postgres",
                "-D",
                self.data_dir,
                *(f"--{name}={value}" for name, value in options.items()),
            ],
            stdin=subprocess.DEVNULL,
        )

    def stop(self) -> None:
        """Roll back what is under way, write everything to disk, and end."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)  # recovers at the next start
            self._process.wait()
        if (sockets := socket_dir(self.data_dir)) != self.data_dir:
            sockets.rmdir()

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def was_ready(self) -> bool:
        """Say whether the server that has ended had come as far as being of use."""
        try:
            return "ready" in (self.data_dir / "postmaster.pid").read_text()
        except FileNotFoundError:  # it ended of its own accord
            return False

    def _end_what_an_earlier_one_left(self) -> None:
        """Wait until no process works on the data, insisting more and more.

        PostgreSQL takes a number in postmaster.pid for a server that runs, though
        after a crash it may by now be any program's; hence the file goes as well.
        """
        insist = {0: signal.SIGINT, 300: signal.SIGQUIT, 400: signal.SIGKILL}
        tenths = 0
        while left := list(_processes_in(self.data_dir)):
            if tenths in insist:
                for pid in left:
                    _send(pid, insist[tenths])
            time.sleep(0.1)
            tenths += 1
        (self.data_dir / "postmaster.pid").unlink(missing_ok=True)

    def _call(self, program: str, *arguments: str, stdin: str = "") -> None:
        command = [*self._run_as, str(self.bin_dir / program), *arguments]
        subprocess.run(command, input=stdin, text=True, check=True)

    def _make_private(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        account = _account(self.data_dir)
        if folder.lstat().st_uid not in {os.geteuid(), account.pw_uid}:
            sys.exit(f"FATAL: {folder} belongs to somebody else.")
        if os.geteuid() == 0:
            os.chown(folder, account.pw_uid, account.pw_gid, follow_symlinks=False)


class _Woken:
    """What wakes the keeper: signals, and the thread that waits for the last user."""

    def __init__(self) -> None:
        self._read, self.write = os.pipe()
        os.set_blocking(self.write, False)

    def stops(self) -> bool:
        """Wait for something to happen; say whether it means to stop."""
        select.select([self._read], [], [])
        said = set(os.read(self._read, 64))
        return bool(said & {_NOBODY_LEFT, *_STOP})


def _wake_on_signals() -> _Woken:
    woken = _Woken()
    signal.set_wakeup_fd(woken.write)
    for number in (*_STOP, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)
    return woken


def _tell_when_nobody_is_left(users: Path, pipe: int) -> None:
    def wait() -> None:
        with users.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            os.write(pipe, bytes([_NOBODY_LEFT]))
            threading.Event().wait()  # holds the lock until the keeper ends

    threading.Thread(target=wait, daemon=True).start()


def _lock_soon(file: int) -> bool:
    """Lock, giving a keeper that is about to end two seconds to do so."""
    for _ in range(20):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.1)
        else:
            return True
    return False


def _shorten(log: Path) -> None:
    """Begin a long log afresh; whoever writes to it appends."""
    if log.exists() and log.stat().st_size > _LONGEST_LOG_BYTES:
        os.truncate(log, 0)


def _account(data_dir: Path) -> pwd.struct_passwd:
    """Return whose the data are, or shall be: root's server needs another account."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    if data_dir.exists() and (owner := data_dir.stat().st_uid):
        return pwd.getpwuid(owner)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--user-group", "--no-create-home",
             "--home-dir=/nonexistent", "--shell=/usr/sbin/nologin", SYSTEM_USER],
            check=True,
        )  # fmt: skip
        return pwd.getpwnam(SYSTEM_USER)


def _run_as(data_dir: Path) -> list[str]:
    """Return what to put before a command of PostgreSQL's.

    All: a signal to stop when the keeper dies. PostgreSQL refuses to run as root, so
    root's runs as an account of its own, keeping one privilege: to reach its programs
    and data where they lie, below a home folder, say, that is closed to others. No
    folder's permissions need change for it.
    """
    command = ["setpriv", "--pdeathsig=INT"]
    if os.geteuid() == 0:
        account = _account(data_dir)
        command += [
            f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups",
            "--inh-caps=+dac_override", "--ambient-caps=+dac_override",
            "--securebits=+no_setuid_fixup",
        ]  # fmt: skip
    return [*command, "--"]


def _processes_in(folder: Path) -> Iterator[int]:
    """Yield the processes at work in `folder`; PostgreSQL's all are in their data."""
    here = str(folder.resolve())
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str((process / "cwd").readlink()) == here:
                yield int(process.name)
        except OSError:  # has ended, or is somebody else's
            continue


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
