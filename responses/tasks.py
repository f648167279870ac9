"""Import the tasks of every subject, so that Celery finds them.

Celery looks for `<app>/tasks.py` only. Importing a subject's tasks registers them.
"""

# ruff: noqa: F401

import responses.batches.tasks
import responses.clearance.tasks
import responses.enclosures.tasks
import responses.issuing.tasks
import responses.letters.tasks
import responses.precedents.tasks
import responses.sending.tasks
