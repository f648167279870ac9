"""Bring database, static files and demonstration up to date, before a start."""

import os

import django
from django.core.management import call_command


def main() -> None:
    """Do what `make run` does before it starts anything. Harmless to repeat."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_demo")


if __name__ == "__main__":
    main()
