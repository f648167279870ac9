"""Load the demonstration: made-up people and requests, dated relative to today."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from responses.management.demonstration import Demonstration
from responses.management.made_up import check_may_make_up
from responses.management.story import PASSWORD


class Command(BaseCommand):
    help = "Load the demonstration, once, and print who may sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        demonstration = Demonstration(today=timezone.localdate())
        is_loaded = demonstration.is_loaded
        check_may_make_up(makes_people=not is_loaded)
        if not is_loaded:
            count = demonstration.load()
            self.stdout.write(f"Loaded {count} made-up requests.")
        self.stdout.write(f"Sign in with the password “{PASSWORD}” as:")
        for username, name, roles in demonstration.sign_ins:
            self.stdout.write(f"  {username:14} {name:16} {roles}")
