"""The project's own PostgreSQL survives whatever happens to any process."""

import os
import signal
import time
from contextlib import closing

import psutil
import psycopg2
import pytest

from foi.local import keep_postgres, postgres


@pytest.fixture
def data_dir(tmp_path):
    data_dir = tmp_path / "postgres"
    yield data_dir
    postgres.release(data_dir)
    assert processes_in(data_dir) == []


@pytest.fixture
def running(data_dir):
    postgres.attach(data_dir)
    query(data_dir, "CREATE TABLE kept (number int)")
    query(data_dir, "INSERT INTO kept VALUES (1)")
    return data_dir


def query(data_dir, statement):
    connection = psycopg2.connect(
        host=str(keep_postgres.socket_dir(data_dir)), user="foi", dbname="foi"
    )
    with closing(connection), connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def processes_in(folder):
    return list(keep_postgres._processes_in(folder))


def server_of(data_dir):
    return int((data_dir / "postmaster.pid").read_text().split()[0])


def keeper_of(data_dir):
    return psutil.Process(server_of(data_dir)).ppid()


def kill(pid):
    os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < end:
        if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.01)


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
    for _ in range(4):
        kill(server_of(running))
        postgres.attach(running)

        assert query(running, "SELECT number FROM kept") == [(1,)]


def test_a_killed_backend_costs_only_its_connection(running):
    connection = psycopg2.connect(
        host=str(keep_postgres.socket_dir(running)), user="foi", dbname="foi"
    )
    with closing(connection):
        kill(connection.info.backend_pid)
        postgres.attach(running)

        assert query(running, "SELECT number FROM kept") == [(1,)]


def test_a_killed_keeper_takes_the_server_along_and_both_come_back(running):
    old = server_of(running)
    kill(keeper_of(running))
    postgres.attach(running)

    assert server_of(running) != old
    assert query(running, "SELECT number FROM kept") == [(1,)]


def test_the_server_stops_with_the_last_that_uses_it(running):
    with keep_postgres.users_file(running).open("a") as another:
        assert postgres._lock(another, 1)  # fcntl.LOCK_SH
        postgres.release(running)
        assert query(running, "SELECT 1") == [(1,)]
    postgres.attach(running)

    postgres.release(running)

    assert processes_in(running) == []
    assert not postgres.is_kept(running)


def test_a_number_that_now_is_another_program_s_is_not_taken_for_the_server(running):
    postgres.release(running)
    (running / "postmaster.pid").write_text(
        f"{os.getpid()}\n{running}\n1\n5432\n{running}\n\n 1 2\nready\n"
    )

    postgres.attach(running)

    assert query(running, "SELECT number FROM kept") == [(1,)]


def test_a_start_that_was_cut_short_is_begun_afresh(data_dir):
    half = data_dir.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18")

    postgres.attach(data_dir)

    assert query(data_dir, "SELECT 1") == [(1,)]
    assert not half.exists()


def test_a_checkout_may_lie_deeper_than_a_socket_may(tmp_path):
    deep = tmp_path / ("long-name-" * 12) / "var" / "postgres"

    assert "%2Ftmp%2Ffoi-" in postgres.attach(deep)

    assert keep_postgres.socket_dir(deep).stat().st_mode & 0o777 == 0o700
    assert query(deep, "SELECT 1") == [(1,)]
    postgres.release(deep)
    assert not keep_postgres.socket_dir(deep).exists()


def test_a_server_that_cannot_start_says_why_in_a_sentence(running):
    postgres.release(running)
    (running / "global" / "pg_control").write_bytes(b"broken")

    with pytest.raises(postgres.DatabaseUnavailable, match="pg_control"):
        postgres.attach(running)


def test_another_user_s_database_is_refused_in_a_sentence(running, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 4711)

    with pytest.raises(postgres.DatabaseUnavailable, match="made by another user"):
        postgres.attach(running)


def test_a_named_server_is_used_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://foi@db.example/foi")

    assert postgres.database_url(tmp_path) == "postgresql://foi@db.example/foi"
    assert list(tmp_path.iterdir()) == []


def test_anything_but_postgresql_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///db.sqlite3")

    with pytest.raises(postgres.DatabaseUnavailable, match="PostgreSQL"):
        postgres.database_url(tmp_path)


def test_a_log_that_has_grown_long_is_begun_afresh(data_dir):
    log = keep_postgres.log_file(data_dir)
    log.write_bytes(b"x" * 1_000_001)

    postgres.attach(data_dir)

    assert log.stat().st_size < 100_000
