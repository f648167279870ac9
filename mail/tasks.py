"""Import the tasks of every subject, to register them with Celery."""

# ruff: noqa: F401

import mail.fetching.tasks
import mail.queue.tasks
