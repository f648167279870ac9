"""Set up Celery for the worker. The schedule is in settings."""

import os
from logging.config import dictConfig

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES["filesystem"] = "foi.local.file_broker:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")

# Celery would set up logs of its own, with all that errors say of people.
setup_logging.connect(lambda **_: dictConfig(settings.LOGGING), weak=False)

app = Celery("foi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
