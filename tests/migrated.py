"""The database of a test run: a copy of a migrated one, made once.

All migrations take longer than most tests. The first run after a change of the
migrations carries them out and keeps the result in the same server; every other run,
and every other process of a run, begins with a copy.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX

REPOSITORY = Path(__file__).resolve().parent.parent
PREFIX = "migrated_"


def make_database() -> None:
    """Give the tests of this process a fresh, migrated database, and connect to it."""
    known = connection.settings_dict
    name = known["TEST"]["NAME"] or f"{TEST_DATABASE_PREFIX}{known['NAME']}"
    template = _name_of_template()
    with _alone():
        if template in _databases():
            _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            _run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            connection.close()
            known["NAME"] = name
            # Permissions and content types are of the models, not of the migrations.
            emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
            return
        connection.creation.create_test_db(
            verbosity=0, autoclobber=True, serialize=False
        )
        connection.close()
        for old in _databases():
            if old.startswith(PREFIX):
                _run(f'DROP DATABASE "{old}" WITH (FORCE)')
        _run(f'CREATE DATABASE "{template}" TEMPLATE "{name}"')


def drop_database() -> None:
    """Drop the database of this process."""
    name = connection.settings_dict["NAME"]
    connection.close()
    _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _name_of_template() -> str:
    known = hashlib.sha256(version("django").encode())
    for file in sorted(REPOSITORY.glob("[a-z]*/migrations/*.py")):
        known.update(str(file.relative_to(REPOSITORY)).encode() + file.read_bytes())
    return f"{PREFIX}{known.hexdigest()[:16]}"


def _databases() -> set[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor}


def _run(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _alone() -> Iterator[None]:
    """Keep the other processes of this run, and other runs, waiting."""
    folder = REPOSITORY / "var"
    folder.mkdir(exist_ok=True)
    with (folder / "migrated.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
