"""The project: settings, addresses, and the ways in for web server and worker."""

from foi.celery import app as celery_app

__all__ = ["celery_app"]
