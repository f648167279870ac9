"""Bring database, static files and demonstration up to date before a start."""

import hashlib
import os
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def main() -> None:
    """Prepare everything `make run` needs before starting. Harmless to repeat."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    collect_static_files()
    call_command("load_demo")


def collect_static_files() -> None:
    """Collect and compress static files, only if any changed: this takes seconds."""
    collected = Path(settings.STATIC_ROOT, "collected.sha256")
    digest = _digest_of_static_files()
    if collected.exists() and collected.read_text() == digest:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    collected.write_text(digest)


def _digest_of_static_files() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name}\0".encode() + Path(storage.path(name)).read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
