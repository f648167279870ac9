"""Worker processes that a test may kill.

Starting Python and Django takes longer than most such tests. So one process does it
once, without a thread and without a connection to the database, and every worker is a
fork of that process.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.process import BaseProcess

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

if not apps.ready:  # in the process that is forked
    django.setup()

_PREPARED = multiprocessing.get_context("forkserver")
_PREPARED.set_forkserver_preload(
    [__name__, "requests_app.tasks", "responses.tasks", "weasyprint", "pytest"]
)


def start_worker(work: Callable[..., object], *arguments: object) -> BaseProcess:
    """Start a process that does `work` on the test's own database and files.

    Args:
        work: A function of a module, which the worker imports.
        arguments: What `work` is called with.
    """
    worker = _PREPARED.Process(
        target=_run,
        args=(
            connection.settings_dict["NAME"],
            settings.MEDIA_ROOT,
            work,
            arguments,
        ),
    )
    worker.start()
    return worker


def has_been_killed(worker: BaseProcess) -> bool:
    """Wait for a worker to end; say whether SIGKILL ended it.

    A worker that ends in any other way must have done its work.
    """
    worker.join(60)
    assert worker.exitcode in {0, -signal.SIGKILL}
    return worker.exitcode != 0


def die(*_: object, **__: object) -> None:
    """Kill the process that calls this, as the kernel would: nothing is tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


def _run(
    database: str,
    media: object,
    work: Callable[..., object],
    arguments: tuple[object, ...],
) -> None:
    connection.settings_dict["NAME"] = database
    settings.MEDIA_ROOT = media
    work(*arguments)
