"""Set up Celery for the worker. The schedule is in settings."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES["filesystem"] = "foi.local.file_broker:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")

app = Celery("foi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
