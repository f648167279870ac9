"""Calculate the dates of a request from its dated facts, with the working."""

from statute.deadlines.clock import Clock, ClockError, Event, EventName
from statute.deadlines.interpretations import DeadlineInterpretation, interpretation_of
from statute.deadlines.period import CountedDay
from statute.deadlines.rules import RULES, Rule
from statute.deadlines.tasks import Task
from statute.deadlines.working import (
    Working,
    date_for,
    days_taken,
    due_date,
    original_due_date,
    working,
    working_for,
)

__all__ = [
    "RULES",
    "Clock",
    "ClockError",
    "CountedDay",
    "DeadlineInterpretation",
    "Event",
    "EventName",
    "Rule",
    "Task",
    "Working",
    "date_for",
    "days_taken",
    "due_date",
    "interpretation_of",
    "original_due_date",
    "working",
    "working_for",
]
