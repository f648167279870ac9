"""Run everything on this machine: database, web server, worker and beat.

`make run` ends here once all is set up. What dies is started again; what an earlier run
left behind is ended first; and nothing outlives this process, not even if it is killed.
"""

import fcntl
import http.client
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import NoReturn

import psutil

from foi.local import postgres
from foi.paths import BASE_DIR, VAR_DIR

POSTGRES_DIR = VAR_DIR / "postgres"
LOCAL = ("127.0.0.1", "0.0.0.0")  # noqa: S104 - only if BIND says so
PATIENCE_SECONDS = 10
MOST_DEATHS_A_MINUTE = 5
# Every process of a run carries these in its environment, and so is found again.
RUN_OF, PART = "FOI_RUN_OF", "FOI_RUN_PART"

# Root is warned by the worker not to be root; the demonstration may be.
PYTHON = (sys.executable, "-W", "ignore::UserWarning:celery.platforms", "-m")
WORKER = ("celery", "--app=foi", "--quiet", "worker", "--loglevel=WARNING",
          "--concurrency=2", "--without-gossip", "--without-mingle",
          "--without-heartbeat")  # fmt: skip
BEAT = ("celery", "--app=foi", "--quiet", "beat", "--loglevel=WARNING", "--pidfile=")
WEB = ("gunicorn", "--config=python:foi.gunicorn", "foi.wsgi")


class CannotRun(Exception):
    """What stands in the way, in a sentence for the person at the keyboard."""


class StopAsked(BaseException):
    """Somebody pressed Ctrl-C, closed the terminal or asked politely otherwise."""


@dataclass
class Part:
    """One program of the run, started again when it dies."""

    name: str
    arguments: tuple[str, ...]
    environment: dict[str, str]
    deaths: list[float] = field(default_factory=list)

    def start(self, *, stdout: int | None = None) -> None:
        """Start it, to be told to stop should this process die."""
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig=TERM", "--", *PYTHON, *self.arguments],
            cwd=BASE_DIR,
            env={**self.environment, PART: self.name},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            start_new_session=True,  # Ctrl-C reaches only this process
        )

    def start_again_if_dead(self) -> None:
        """Say that it died and start it again.

        Raises:
            CannotRun: It dies again and again.
        """
        status = self.process.poll()
        if status is None:
            return
        cause = f"signal {-status}" if status < 0 else f"exit status {status}"
        now = time.monotonic()
        self.deaths = [*(at for at in self.deaths if at > now - 60), now]
        if len(self.deaths) > MOST_DEATHS_A_MINUTE:
            raise CannotRun(f"The {self.name} keeps stopping ({cause}): see above.")
        say(f"The {self.name} stopped ({cause}). Starting it again.")
        end(processes_of_run(self.name))
        self.start()


def main() -> int:
    """Run until asked to stop; return the exit status."""
    try:
        with only_copy():
            stop_when_asked()
            run()
    except (CannotRun, postgres.DatabaseUnavailable) as reason:
        print(reason, file=sys.stderr)  # noqa: T201
        return 1
    except StopAsked:
        say("Stopped.")
    return 0


def run() -> NoReturn:
    """Start all parts and look after them."""
    if left_behind := list(processes_of_run()):
        say("Ending what an earlier run left behind …")
        end(left_behind, patience_seconds=2)  # they have been told when it died
    host, port = free_address()
    if not os.environ.get("CELERY_BROKER_URL"):
        # Messages only wake a worker up; all there is to do is in the database.
        shutil.rmtree(VAR_DIR / "broker", ignore_errors=True)
    address = f"http://{'localhost' if host in LOCAL else host}:{port}"
    environment = {
        "FOI_DEMONSTRATION": "1",
        "SITE_URL": address,
        **os.environ,
        "BIND": host,
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        RUN_OF: str(VAR_DIR),
    }
    with database() as url:
        environment["DATABASE_URL"] = url
        web = Part("web server", WEB, environment)
        worker = Part("worker", WORKER, environment)
        beat = Part("beat", BEAT, environment)
        try:
            sign_ins = prepare(environment)
            for part in (web, worker, beat):
                part.start()
            wait_for_answer(host, port, web)
            say(f"{sign_ins}\nOpen {address}/ and press Ctrl-C here to stop.")
            look_after([web, worker, beat])
        finally:
            say("Stopping …")
            end(processes_of_run())


@contextmanager
def only_copy() -> Iterator[None]:
    """Make sure that no other run of this checkout is under way."""
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (VAR_DIR / "run.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(f"{BASE_DIR} is running already: stop it first.") from None
        yield


def stop_when_asked() -> None:
    """Turn the first signal to stop into StopAsked, and ignore the next."""

    def stop(*_: object) -> None:
        for number in asked_by:
            signal.signal(number, signal.SIG_IGN)
        raise StopAsked

    asked_by = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as nohup has it
        asked_by.append(signal.SIGHUP)
    for number in asked_by:
        signal.signal(number, stop)


def free_address() -> tuple[str, int]:
    """Return the address and port to serve on, having seen that they are free."""
    host, port = os.environ.get("BIND", LOCAL[0]), os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CannotRun(f"PORT must be a number from 1 to 65535, not “{port}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as refusal:
            raise CannotRun(
                f"Port {port} cannot be had ({refusal.strerror}): stop what uses it, "
                "or choose another, as in `make run PORT=8001`."
            ) from None
    return host, int(port)


@contextmanager
def database() -> Iterator[str]:
    """Have a database for as long as this runs, and see our own one stopped."""
    try:
        yield postgres.database_url(POSTGRES_DIR)
    finally:
        if not os.environ.get("DATABASE_URL"):
            postgres.release(POSTGRES_DIR)


def prepare(environment: dict[str, str]) -> str:
    """Bring database and static files up to date; return the sign-ins to show."""
    say("Preparing the database and the demonstration …")
    preparation = Part("preparation", ("foi.local.prepare",), environment)
    preparation.start(stdout=subprocess.PIPE)
    said, _ = preparation.process.communicate()
    if preparation.process.returncode:
        raise CannotRun("The database could not be prepared: see above.")
    return said.decode()


def wait_for_answer(host: str, port: int, web: Part) -> None:
    """Wait until the first page can be had.

    Raises:
        CannotRun: The web server has ended instead.
    """
    while True:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(
                host, port, timeout=PATIENCE_SECONDS
            )
            connection.request("GET", "/", headers={"Host": "localhost"})
            connection.getresponse()
            connection.close()
            return
        if web.process.poll() is not None:
            raise CannotRun("The web server does not start: see above.")
        time.sleep(0.1)


def look_after(parts: list[Part]) -> NoReturn:
    """Start again whatever dies, as soon as the system says so."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        if not os.environ.get("DATABASE_URL") and not postgres.is_kept(POSTGRES_DIR):
            say("The database stopped. Starting it again.")
            postgres.attach(POSTGRES_DIR)
        for part in parts:
            part.start_again_if_dead()
        if select.select([read], [], [], 5)[0]:
            os.read(read, 64)


def processes_of_run(part: str = "") -> Iterator[psutil.Process]:
    """Yield the processes that a run of this checkout started, or one part of them."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            marks = process.environ()
            if marks.get(RUN_OF) == str(VAR_DIR) and part in {"", marks.get(PART)}:
                yield process


def end(
    processes: Iterable[psutil.Process], *, patience_seconds: int = PATIENCE_SECONDS
) -> None:
    """Ask processes to end, make those that do not, and return when all have.

    Only the first of each part is asked, for it knows how to end the others; where it
    has died, they are.
    """
    parts: dict[int, list[psutil.Process]] = {}
    for process in processes:
        with suppress(ProcessLookupError):
            parts.setdefault(os.getsid(process.pid), []).append(process)
    everyone = [process for part in parts.values() for process in part]
    for first, part in parts.items():
        for process in [one for one in part if one.pid == first] or part:
            with suppress(psutil.NoSuchProcess):
                process.terminate()
    _, deaf = psutil.wait_procs(everyone, timeout=patience_seconds)
    for process in deaf:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(deaf)


def say(sentence: str) -> None:
    """Tell the person at the keyboard."""
    with suppress(OSError):  # the terminal may be gone
        print(sentence, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
