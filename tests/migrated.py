"""The databases of a test run: copies of migrated ones, made once.

All migrations take longer than most tests. The first run after a change of the
migrations carries them out and keeps the result in the same server; every other run,
and every other process of a run, begins with a copy. On its way the first run also
keeps what stood before each of `TESTED`. Their tests begin with a copy of that, and
carry out no other migrations.
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
from django.db.migrations.executor import MigrationExecutor

REPOSITORY = Path(__file__).resolve().parent.parent
PREFIX = "migrated_"
# The migrations with tests of what they do to rows, as a new installation orders them.
TESTED = (
    ("responses", "0006_move_facts_of_citations"),
    ("responses", "0016_keep_versions_of_citations"),
    ("requests_app", "0018_move_replies_of_enquiries"),
    ("responses", "0023_rounds_of_responses_in_clearance"),
    ("requests_app", "0021_remind_by_rules"),
    ("requests_app", "0029_seal_addresses_of_channels"),
    ("requests_app", "0061_link_requests_to_requesters"),
)


class Step:
    """A database as a migration finds it, which goes forward and back.

    Args:
        first: The migration, by app and name; one of `TESTED`.
        last: The last migration of the step, where there are several.

    Attributes:
        apps: The models of where the database stands.
    """

    def __init__(self, first: tuple[str, str], last: tuple[str, str] | None = None):
        executor = MigrationExecutor(connection)
        plan = _whole_plan(executor)
        keys = [(migration.app_label, migration.name) for migration, _ in plan]
        self._plan = plan[keys.index(first) : keys.index(last or first) + 1]
        self.apps = executor.migrate([], plan=[]).apps

    def forward(self):
        """Carry the migrations out; return the models after them."""
        return self._run(self._plan)

    def back(self):
        """Undo the migrations; return the models before them."""
        return self._run([(migration, True) for migration, _ in reversed(self._plan)])

    def _run(self, plan):
        self.apps = MigrationExecutor(connection).migrate([], plan=plan).apps
        return self.apps


@contextmanager
def copy_of(before: tuple[str, str] | None = None) -> Iterator[None]:
    """Connect to a copy of the migrated database, or of one before the migration."""
    known = connection.settings_dict
    usual, name = known["NAME"], f"{known['NAME']}_copy"
    connection.close()
    _copy(_name_of_template(before), name)
    known["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        known["NAME"] = usual
        _drop(name)


@contextmanager
def step(first: tuple[str, str], last: tuple[str, str] | None = None) -> Iterator[Step]:
    """Connect to a database as `first` finds it, without rows, until the end."""
    with copy_of(first):
        yield Step(first, last)


def make_database() -> None:
    """Give the tests of this process a fresh, migrated database, and connect to it."""
    known = connection.settings_dict
    name = known["TEST"]["NAME"] or f"{TEST_DATABASE_PREFIX}{known['NAME']}"
    template = _name_of_template()
    with _alone():
        if template in _databases():
            _copy(template, name)
            connection.close()
            known["NAME"] = name
            # Permissions and content types are of the models, not of the migrations.
            emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
            return
        for old in _databases():
            if old.startswith(PREFIX):
                _drop(old)
        _copy("template1", name)
        _keep_what_stands_before_the_tested(name)
        connection.creation.create_test_db(
            verbosity=0, autoclobber=True, serialize=False, keepdb=True
        )
        connection.close()
        _copy(name, template)


def _keep_what_stands_before_the_tested(name: str) -> None:
    known = connection.settings_dict
    usual = known["NAME"]
    connection.close()
    known["NAME"] = name
    executor = MigrationExecutor(connection)
    plan, state = _whole_plan(executor), None
    for tested in TESTED:
        keys = [(migration.app_label, migration.name) for migration, _ in plan]
        now, plan = plan[: keys.index(tested)], plan[keys.index(tested) :]
        state = executor.migrate([], plan=now, state=state)
        connection.close()
        _copy(name, _name_of_template(tested))
    connection.close()
    known["NAME"] = usual


def _whole_plan(executor: MigrationExecutor) -> list:
    leaves = executor.loader.graph.leaf_nodes()
    return executor.migration_plan(leaves, clean_start=True)


def drop_database() -> None:
    """Drop the database of this process."""
    name = connection.settings_dict["NAME"]
    connection.close()
    _drop(name)


def _name_of_template(before: tuple[str, str] | None = None) -> str:
    """Return the name of what is kept, at the end or before one of `TESTED`."""
    known = hashlib.sha256(f"{version('django')} {TESTED}".encode())
    for file in sorted(REPOSITORY.glob("[a-z]*/migrations/*.py")):
        known.update(str(file.relative_to(REPOSITORY)).encode() + file.read_bytes())
    name = f"{PREFIX}{known.hexdigest()[:16]}"
    return f"{name}_{TESTED.index(before)}" if before else name


def _databases() -> set[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor}


def _copy(template: str, name: str) -> None:
    _drop(name)
    _run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _drop(name: str) -> None:
    _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


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
