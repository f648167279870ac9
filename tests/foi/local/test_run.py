"""A single command starts everything, and no kill loses or leaves anything."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import psutil
import psycopg2
import pytest

from foi.local import postgres, run
from tests.waiting import wait_until

REPOSITORY = Path(__file__).resolve().parents[3]
PROCESSES = {
    "web server": 3,
    "worker": 3,
    "mail worker": 2,
    "reading worker": 2,
    "meaning worker": 2,
    "beat": 1,
}


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("run") / "var"


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(var_dir, port, tmp_path):
    """Start a run of this checkout with data separate from other runs."""
    runs = []

    def start(**environment):
        environment = {
            **os.environ,
            "FOI_VAR_DIR": str(var_dir),
            "PORT": str(port),
            **environment,
        }
        log = tmp_path / f"log-{len(runs)}"
        with log.open("wb") as output:
            started = subprocess.Popen(
                [sys.executable, "-m", "foi.local.run"],
                cwd=REPOSITORY,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        runs.append(started)
        started.says = log.read_text
        return started

    yield start
    for started in runs:
        started.terminate()
        started.wait(120)
    assert is_gone(var_dir)


def processes(var_dir, part=None):
    """Return the processes of a run, or of a part of it, the oldest first."""
    found = []
    for process in psutil.process_iter():
        try:
            marks = process.environ()
            is_ours = (
                marks.get(run.RUN_OF) == str(var_dir)
                or process.cwd() == f"{var_dir}/postgres"
                or f"{var_dir}/postgres" in process.cmdline()
            )
            # A zombie has ended; the machine's first process has yet to collect it.
            is_running = process.status() != psutil.STATUS_ZOMBIE
            if is_ours and is_running and part in {None, marks.get(run.PART)}:
                found.append(process)
        except psutil.Error:
            continue
    return sorted(found, key=lambda process: (process.create_time(), process.pid))


def answers(port):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20)
    except urllib.error.HTTPError as page:
        return page.code < 500
    except OSError:
        return False
    return True


def is_up(started, port):
    """Wait until a run prints its URL; return whether the page is served there."""
    told = f"Open http://localhost:{port}/"
    wait_until(
        lambda: told in started.says() or started.poll() is not None, seconds=240
    )
    return told in started.says() and answers(port)


def is_gone(var_dir):
    """Wait for the moment in which what waited for the server ends after it."""
    return wait_until(lambda: processes(var_dir) == [], seconds=5)


def query(var_dir, statement):
    host = str(postgres.socket_dir(var_dir / "postgres"))
    connection = psycopg2.connect(host=host, user="foi", dbname="foi")
    with closing(connection), connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def server(var_dir):
    pid = (var_dir / "postgres" / "postmaster.pid").read_text().split()[0]
    return psutil.Process(int(pid))


def is_whole(var_dir, port):
    """Return whether every part has all its processes and works."""
    counts = {part: len(processes(var_dir, part)) for part in PROCESSES}
    try:
        query(var_dir, "SELECT 1")
    except psycopg2.OperationalError:
        return False
    return counts == PROCESSES and answers(port)


def test_whatever_is_killed_comes_back_and_ctrl_c_leaves_nothing(start, port, var_dir):
    started = start()
    assert is_up(started, port), started.says()
    assert wait_until(lambda: is_whole(var_dir, port), seconds=30), started.says()
    query(var_dir, "CREATE TABLE kept (number int)")
    query(var_dir, "INSERT INTO kept VALUES (1)")

    def children():
        # The second, since the newest may be a program that the part runs for a moment.
        return [processes(var_dir, part)[1] for part in ("web server", "worker")]

    def parts():
        names = ("web server", "worker", "beat")
        return [*(processes(var_dir, part)[0] for part in names), server(var_dir)]

    for find in (children, parts):
        killed = find()
        for process in killed:
            process.kill()
        psutil.wait_procs(killed, timeout=10)
        assert wait_until(lambda: is_whole(var_dir, port), seconds=120), started.says()
    kept = query(var_dir, "SELECT number FROM kept")
    started.send_signal(signal.SIGINT)

    assert started.wait(120) == 0
    assert kept == [(1,)]
    assert is_gone(var_dir)
    assert not answers(port)
    for part in ("web server", "worker", "beat"):
        assert f"The {part} stopped (signal 9). Starting it again." in started.says()
    assert "The database stopped. Starting it again." in started.says()
    assert started.says().endswith("Stopped.\n")


def test_after_the_launcher_itself_is_killed_the_next_start_works(start, port, var_dir):
    killed = start()
    assert is_up(killed, port), killed.says()
    query(var_dir, "CREATE TABLE IF NOT EXISTS launched (number int)")
    query(var_dir, "INSERT INTO launched VALUES (1)")

    killed.kill()
    killed.wait()
    again = start()

    assert is_up(again, port), again.says()
    assert query(var_dir, "SELECT DISTINCT number FROM launched") == [(1,)]
    again.send_signal(signal.SIGHUP)  # as when the terminal is closed
    assert again.wait(120) == 0
    assert is_gone(var_dir)


def test_a_second_copy_is_refused_in_a_sentence(start, var_dir):
    var_dir.mkdir(parents=True, exist_ok=True)
    with (var_dir / "run.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = start()

        assert refused.wait(30) == 1
    assert refused.says() == f"{REPOSITORY} is running already: stop it first.\n"


def test_a_busy_port_is_refused_in_a_sentence(port, monkeypatch):
    monkeypatch.setenv("PORT", str(port))
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", port))
        busy.listen()

        with pytest.raises(run.CannotRun, match=rf"^Port {port} cannot be had \(.+\)"):
            run.free_address()


@pytest.mark.parametrize("nonsense", ["0", "65536", "http"])
def test_a_port_that_is_none_is_refused_in_a_sentence(nonsense, monkeypatch):
    monkeypatch.setenv("PORT", nonsense)

    with pytest.raises(run.CannotRun, match=f"from 1 to 65535, not “{nonsense}”"):
        run.free_address()


def test_a_database_server_that_is_not_there_ends_the_start(start):
    refused = start(DATABASE_URL="postgresql://foi@127.0.0.1:1/foi")

    assert refused.wait(120) == 1
    assert refused.says().endswith("The database could not be prepared: see above.\n")


def test_a_part_that_does_not_listen_is_ended_all_the_same(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "VAR_DIR", tmp_path)
    monkeypatch.setattr(run, "PATIENCE_SECONDS", 1)
    program = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('ready', flush=True); time.sleep(60)"
    )
    deaf = subprocess.Popen(
        [sys.executable, "-c", program],
        env={run.RUN_OF: str(tmp_path)},
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    with deaf:
        assert deaf.stdout.readline() == b"ready\n"

        run.end_parts()

    assert not psutil.pid_exists(deaf.pid)
