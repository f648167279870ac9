"""The project's own PostgreSQL survives the death of any process."""

import os
import signal
import subprocess
import sys
from contextlib import closing

import psutil
import psycopg2
import pytest

from foi.local import postgres
from tests.waiting import wait_until


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Return a data folder with a committed row, made once for this module."""
    data_dir = tmp_path_factory.mktemp("postgres") / "data"
    postgres.attach(data_dir)
    query(data_dir, "CREATE TABLE kept (number int)")
    query(data_dir, "INSERT INTO kept VALUES (1)")
    postgres.release(data_dir)
    return data_dir


@pytest.fixture
def running(cluster):
    postgres.attach(cluster)
    yield cluster
    postgres.release(cluster)
    assert not postgres.is_running(cluster)


def query(data_dir, statement):
    with closing(connect(data_dir)) as connection, connection:
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def connect(data_dir):
    host = str(postgres.socket_dir(data_dir))
    return psycopg2.connect(host=host, user="foi", dbname="foi")


def server_of(data_dir):
    return int((data_dir / "postmaster.pid").read_text().split()[0])


def use_elsewhere(data_dir):
    """Use the server from another process, until that process is killed."""
    program = (
        "import sys, time; from pathlib import Path; from foi.local import postgres;"
        "postgres.attach(Path(sys.argv[1])); print('attached', flush=True);"
        "time.sleep(600)"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, data_dir], stdout=subprocess.PIPE
    )
    assert other.stdout.readline() == b"attached\n"
    return other


def test_what_is_acknowledged_is_on_disk_and_nothing_listens_on_a_network(running):
    settings = dict(
        query(
            running,
            "SELECT name, setting FROM pg_settings WHERE name IN"
            " ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses')",
        )
    )

    assert settings == {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "listen_addresses": "",
    }


def test_the_application_s_role_is_no_superuser(running):
    assert query(running, "SELECT rolsuper FROM pg_roles WHERE rolname = 'foi'") == [
        (False,)
    ]


def test_text_is_sorted_alike_on_every_machine(running):
    assert query(
        running, "SELECT datlocprovider, datlocale FROM pg_database WHERE datname='foi'"
    ) == [("b", "C.UTF-8")]


def test_a_killed_server_is_started_again_with_what_was_committed(running):
    with closing(connect(running)):  # the killed server leaves this backend behind
        os.kill(server_of(running), signal.SIGKILL)
        assert wait_until(lambda: not postgres.is_running(running), seconds=10)

        postgres.attach(running)

    assert query(running, "SELECT number FROM kept") == [(1,)]


def test_a_killed_backend_costs_only_its_connection(running):
    with closing(connect(running)) as connection:
        os.kill(connection.info.backend_pid, signal.SIGKILL)
        log = running.with_name("data.log")
        assert wait_until(lambda: "reinitializing" in log.read_text(), seconds=10)

        postgres.attach(running)

        assert query(running, "SELECT number FROM kept") == [(1,)]


def test_the_server_stops_with_the_last_process_that_uses_it(running):
    other = use_elsewhere(running)
    with other:
        postgres.release(running)
        is_still_there = query(running, "SELECT 1") == [(1,)]
        other.kill()

    assert is_still_there
    assert wait_until(lambda: not postgres.is_running(running), seconds=10)


def test_the_server_outlives_the_process_that_started_it_while_another_uses_it(cluster):
    with use_elsewhere(cluster) as starter:
        postgres.attach(cluster)
        starter.kill()

    assert query(cluster, "SELECT number FROM kept") == [(1,)]
    postgres.release(cluster)
    assert not postgres.is_running(cluster)


def test_a_server_that_was_left_running_is_used_and_stopped(running):
    users = str(running.with_name("data.users"))
    for process in psutil.process_iter(["cmdline"]):
        if users in (process.info["cmdline"] or []):  # would stop the server
            process.kill()
    left = server_of(running)
    postgres._held.pop(running).close()

    postgres.attach(running)

    assert server_of(running) == left


def test_a_number_that_now_is_another_program_s_is_not_taken_for_the_server(running):
    postgres.release(running)
    lock = f"{os.getpid()}\n{running}\n1\n5432\n{running}\n\n 1 2\nready\n"
    (running / "postmaster.pid").write_text(lock)
    (running / ".s.PGSQL.5432.lock").write_text(lock)

    postgres.attach(running)

    assert query(running, "SELECT number FROM kept") == [(1,)]


def test_a_start_that_was_cut_short_is_begun_afresh(tmp_path):
    data_dir, half = tmp_path / "data", tmp_path / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")

    postgres.attach(data_dir)

    assert query(data_dir, "SELECT 1") == [(1,)]
    assert not half.exists()
    postgres.release(data_dir)


def test_a_checkout_may_lie_deeper_than_a_socket_may(cluster, tmp_path):
    deep = tmp_path / ("long-name-" * 12) / "data"
    deep.parent.mkdir()
    cluster.rename(deep)
    sockets = postgres.socket_dir(deep)

    url = postgres.attach(deep)

    assert "%2Ftmp%2Ffoi-" in url
    assert sockets.stat().st_mode & 0o777 == 0o700
    assert query(deep, "SELECT number FROM kept") == [(1,)]
    postgres.release(deep)
    deep.rename(cluster)
    sockets.rmdir()


def test_a_server_that_cannot_start_says_why_in_a_sentence(running):
    postgres.release(running)
    control = running / "global" / "pg_control"
    sound = control.read_bytes()
    control.write_bytes(b"broken")

    with pytest.raises(postgres.DatabaseUnavailable, match="pg_control"):
        postgres.attach(running)

    control.write_bytes(sound)


def test_another_user_s_database_is_refused_in_a_sentence(cluster, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 4711)

    with pytest.raises(postgres.DatabaseUnavailable, match="made by another user"):
        postgres.attach(cluster)


def test_a_named_server_is_used_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://foi@db.example/foi")

    assert postgres.database_url(tmp_path) == "postgresql://foi@db.example/foi"
    assert list(tmp_path.iterdir()) == []


def test_anything_but_postgresql_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///db.sqlite3")

    with pytest.raises(postgres.DatabaseUnavailable, match="PostgreSQL"):
        postgres.database_url(tmp_path)


def test_a_log_that_has_grown_long_is_begun_afresh(running):
    postgres.release(running)
    log = running.with_name("data.log")
    log.write_bytes(b"x" * 1_000_001)

    postgres.attach(running)

    assert log.stat().st_size < 100_000
