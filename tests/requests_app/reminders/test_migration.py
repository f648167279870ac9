"""Reminders of the fixed stages keep their meaning under the rules, and come back."""

from datetime import date

from tests.old_rows import request_of


def test_old_stages_become_stages_of_the_rules_and_come_back(step_of):
    step = step_of(
        ("requests_app", "0021_remind_by_rules"),
        ("requests_app", "0022_number_reminders"),
    )
    key = request_of(step.apps).pk
    old = step.apps.get_model("requests_app", "Reminder").objects
    for kind in ("ten_days", "five_days", "today", "overdue"):
        old.create(
            foi_request_id=key,
            kind=kind,
            due_on=date(2026, 3, 31),
            on=date(2026, 3, 31),
        )
    new = step.forward().get_model("requests_app", "Reminder").objects
    assert list(new.order_by("pk").values_list("kind", "number")) == [
        ("before", 10),
        ("before", 5),
        ("today", 0),
        ("overdue", 1),
        ("managers", 0),
    ]
    old = step.back().get_model("requests_app", "Reminder").objects
    assert list(old.order_by("pk").values_list("kind", flat=True)) == [
        "ten_days",
        "five_days",
        "today",
        "overdue",
    ]
