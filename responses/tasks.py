"""Import the tasks of every subject, so that Celery finds them.

Celery looks for `<app>/tasks.py` only. Importing a subject's tasks registers them.
"""

# ruff: noqa: F401

import responses.enclosures.tasks
import responses.letters.tasks
