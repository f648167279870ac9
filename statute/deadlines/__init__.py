"""Time for compliance: from the dated facts of a request to its dates, with working."""

from statute.deadlines.clock import Clock, ClockError, Event
from statute.deadlines.period import CountedDay
from statute.deadlines.readings import Readings, readings_of
from statute.deadlines.rules import RULES, Rule
from statute.deadlines.tasks import Task
from statute.deadlines.working import Working, date_for, due_date, working, working_for

__all__ = [
    "RULES",
    "Clock",
    "ClockError",
    "CountedDay",
    "Event",
    "Readings",
    "Rule",
    "Task",
    "Working",
    "date_for",
    "due_date",
    "readings_of",
    "working",
    "working_for",
]
