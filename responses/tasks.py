"""Import the tasks of every subject, to register them with Celery.

Celery looks only for `<app>/tasks.py`.
"""

# ruff: noqa: F401

import responses.advice.tasks
import responses.enclosures.tasks
import responses.enquiries.tasks
import responses.letters.tasks
import responses.library.tasks
import responses.precedents.tasks
import responses.sending.tasks
