"""Worker processes for tests to kill.

Starting Python and Django takes longer than most such tests. So a process without
threads or database connections loads them once, and every worker is a fork of that
process.
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

if not apps.ready:  # in the process to be forked
    django.setup()

_PREPARED = multiprocessing.get_context("forkserver")
_PREPARED.set_forkserver_preload(
    [__name__, "requests_app.tasks", "responses.tasks", "weasyprint", "pytest"]
)


def start_worker(work: Callable[..., object], *arguments: object) -> BaseProcess:
    """Start a process that runs `work` on the test's own database and files.

    Args:
        work: A function of a module, imported by the worker.
        arguments: The arguments of `work`.
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
    """Wait for a worker to end; return whether SIGKILL ended the worker.

    A worker that ends in any other way must have completed its work.
    """
    worker.join(60)
    assert worker.exitcode in {0, -signal.SIGKILL}
    return worker.exitcode != 0


def die(*_: object, **__: object) -> None:
    """Kill the calling process as the kernel would, without any cleanup."""
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
