"""Import the tasks of every subject, to register them with Celery.

Celery looks only for `<app>/tasks.py`.
"""

# ruff: noqa: F401

import requests_app.alike.tasks
import requests_app.dashboard.tasks
import requests_app.exports.tasks
import requests_app.files.tasks
import requests_app.jobs.tasks
import requests_app.past_requests.tasks
import requests_app.presence.tasks
import requests_app.reminders.tasks
import requests_app.search.tasks
import requests_app.telling.tasks
