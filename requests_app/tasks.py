"""Tasks of every subject, for Celery to find.

Celery looks for `<app>/tasks.py` only; importing a subject's tasks registers them.
"""

# ruff: noqa: F401

import requests_app.calendars.tasks
import requests_app.casework.tasks
import requests_app.jobs.tasks
