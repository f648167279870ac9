"""Run everything on this machine: database, web server, worker and beat.

`make run` calls this once all is set up. A part that dies is restarted. Processes left
by an earlier run are ended first. No part outlives this process: if it is killed, the
kernel asks each part to stop.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

import psutil

from foi.local import postgres
from foi.paths import BASE_DIR, VAR_DIR

POSTGRES_DIR = VAR_DIR / "postgres"
LOCAL = ("127.0.0.1", "0.0.0.0")  # noqa: S104 - only if BIND says so
PATIENCE_SECONDS = 10
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Every process of a run has these in its environment, to be found again.
RUN_OF, PART = "FOI_RUN_OF", "FOI_RUN_PART"

# Celery warns against running the worker as root; in the demonstration this is fine.
PYTHON = (sys.executable, "-W", "ignore::UserWarning:celery.platforms", "-m")
WEB = "web server"
# One for each queue: a mail server that hangs, or a long file, keeps no letter waiting.
WORKER = ("celery", "--app=foi", "--quiet", "worker", "--loglevel=WARNING",
          "--without-gossip", "--without-mingle", "--without-heartbeat")  # fmt: skip
PARTS = {
    WEB: ("gunicorn", "--config=python:foi.gunicorn", "foi.wsgi"),
    "worker": (*WORKER, "--concurrency=2", "--queues=celery"),
    "mail worker": (*WORKER, "--concurrency=1", "--hostname=mail@%h",
                    "--queues=mail"),
    "reading worker": (*WORKER, "--concurrency=1", "--hostname=reading@%h",
                       "--queues=reading"),
    # Holds the sentence model and the sketches of all earlier questions.
    "meaning worker": (*WORKER, "--concurrency=1", "--hostname=meaning@%h",
                       "--queues=meaning", "--max-memory-per-child=600000"),
    "beat": ("celery", "--app=foi", "--quiet", "beat", "--loglevel=WARNING",
             "--pidfile="),
}  # fmt: skip


class CannotRun(Exception):
    """The run is impossible, for a reason written for the person at the keyboard."""


def main() -> int:
    """Run until asked to stop; return the exit status."""
    for number in STOP_SIGNALS:
        if (
            number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN
        ):  # nohup
            signal.signal(number, signal.default_int_handler)
    try:
        with only_copy():
            run()
    except (CannotRun, postgres.DatabaseUnavailable) as reason:
        print(reason, file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
    return 0


@contextmanager
def only_copy() -> Iterator[None]:
    """Ensure that no other run of this checkout is under way."""
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (VAR_DIR / "run.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(f"{BASE_DIR} is running already: stop it first.") from None
        yield


def run() -> NoReturn:
    """Start all parts, and restart any stopped part."""
    kill(processes_of_run())  # a killed run may have left some
    host, port = free_address()
    if not os.environ.get("CELERY_BROKER_URL"):
        # Messages only wake a worker; all pending work is in the database.
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
    try:
        say("Preparing the database and the demonstration …")
        environment["DATABASE_URL"] = postgres.database_url(POSTGRES_DIR)
        if start("preparation", ("foi.local.prepare",), environment).wait():
            raise CannotRun("The database could not be prepared: see above.")
        parts = {name: start(name, PARTS[name], environment) for name in PARTS}
        wait_for_answer(host, port, parts[WEB])
        say(f"Open {address}/ and press Ctrl-C here to stop.")
        look_after(parts, environment)
    finally:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        say("Stopping …")
        end_parts()
        if not os.environ.get("DATABASE_URL"):
            postgres.release(POSTGRES_DIR)


def free_address() -> tuple[str, int]:
    """Return the address and port to serve on, after checking that they are free."""
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


def start(
    name: str, arguments: tuple[str, ...], environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    """Start a part, to be stopped by the kernel if this process dies."""
    return subprocess.Popen(
        ["setpriv", "--pdeathsig=TERM", "--", *PYTHON, *arguments],
        cwd=BASE_DIR,
        env={**environment, PART: name},
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches only this process
    )


def wait_for_answer(host: str, port: int, web: subprocess.Popen[bytes]) -> None:
    """Wait until the web server has loaded the application and is listening."""
    while True:
        with suppress(OSError):
            socket.create_connection((host, port), PATIENCE_SECONDS).close()
            return
        if web.poll() is not None:
            raise CannotRun("The web server does not start: see above.")
        time.sleep(0.1)


def look_after(
    parts: dict[str, subprocess.Popen[bytes]], environment: dict[str, str]
) -> NoReturn:
    """Restart stopped parts, at most once a second."""
    while True:
        time.sleep(1)
        if not os.environ.get("DATABASE_URL") and not postgres.is_running(POSTGRES_DIR):
            say("The database stopped. Starting it again.")
            postgres.attach(POSTGRES_DIR)
        for name, process in parts.items():
            if (status := process.poll()) is not None:
                cause = f"signal {-status}" if status < 0 else f"exit status {status}"
                say(f"The {name} stopped ({cause}). Starting it again.")
                kill(processes_of_run(name))
                parts[name] = start(name, PARTS[name], environment)


def end_parts() -> None:
    """Ask all parts to end, and kill any still running after the time limit."""
    left = processes_of_run()
    for process in left:
        with suppress(psutil.NoSuchProcess, ProcessLookupError):
            if os.getsid(process.pid) == process.pid:  # it ends its children
                process.terminate()
    psutil.wait_procs(left, timeout=PATIENCE_SECONDS)
    kill(processes_of_run())


def processes_of_run(part: str = "") -> list[psutil.Process]:
    """Return the processes started by a run of this checkout, or by a single part."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            marks = process.environ()
            if marks.get(RUN_OF) == str(VAR_DIR) and part in {"", marks.get(PART)}:
                found.append(process)
    return found


def kill(processes: list[psutil.Process]) -> None:
    """End processes at once. The sweeps find any interrupted work."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes)


def say(sentence: str) -> None:
    """Print a sentence for the person at the keyboard."""
    with suppress(OSError):  # the terminal may be gone
        print(sentence, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
