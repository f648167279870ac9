"""Configure the project: settings, addresses, web server and worker."""

from foi.celery import app as celery_app

__all__ = ["celery_app"]
