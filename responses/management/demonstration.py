"""Load the demonstration: authorities, their staff and made-up requests."""

from datetime import date
from functools import cached_property
from typing import Any

from django.db import transaction

from accounts.models import Authority, Department, Team, User
from requests_app.models import ReferenceCounter
from requests_app.models.requester_types import add_first_types
from responses.clearance.administering import save_route, save_rule, save_step
from responses.management.more import add_all
from responses.management.stories import Stories
from responses.management.story import PASSWORD, told


class Demonstration:
    """The demonstration, loaded on a given day."""

    def __init__(self, *, today: date) -> None:
        self.today = today
        self.told = told()
        self.authorities: dict[str, Authority] = {}
        self.people: dict[str, User] = {}

    @cached_property
    def sign_ins(self) -> list[tuple[str, str, str]]:
        """User name, full name and roles of every user."""
        return [
            (person["username"], person["name"], ", ".join(person["roles"]))
            for person in self.told["people"]
        ]

    @property
    def is_loaded(self) -> bool:
        """Whether the demonstration is already loaded into this database."""
        return User.objects.filter(username=self.sign_ins[0][0]).exists()

    @transaction.atomic
    def load(self) -> int:
        """Load the whole demonstration; return the number of requests."""
        for authority in self.told["authorities"]:
            self._found_authority(authority)
        for person in self.told["people"]:
            self._hire(person)
        for route in self.told["routes"]:
            self._lay_out(route)
        stories = Stories(self.today, self.authorities, self.people)
        # In order of receipt, so that references follow the calendar.
        for story in sorted(self.told["requests"], key=stories.received_on):
            stories.tell(story)
        add_all(self.authorities, self.people, self.today)
        return len(self.told["requests"])

    def _found_authority(self, told: dict[str, Any]) -> None:
        parts = {"key", "first_number", "teams", "departments"}
        authority = Authority.objects.create(
            **{name: value for name, value in told.items() if name not in parts}
        )
        for year in (self.today.year - 1, self.today.year):
            ReferenceCounter.objects.create(
                authority=authority, year=year, last_number=told["first_number"]
            )
        for name in told["teams"]:
            Team.objects.create(authority=authority, name=name)
        for name in told["departments"]:
            box = name.lower().replace(" ", "-")
            Department.objects.create(
                authority=authority,
                name=name,
                mailbox=f"{box}@{authority.email.partition('@')[2]}",
            )
        add_first_types(authority)
        self.authorities[told["key"]] = authority

    def _hire(self, told: dict[str, Any]) -> None:
        authority = self.authorities[told["authority"]]
        first_name, _, last_name = told["name"].partition(" ")
        self.people[told["username"]] = User.objects.create_user(
            username=told["username"],
            password=PASSWORD,
            email=f"{told['username']}@{authority.email.partition('@')[2]}",
            first_name=first_name,
            last_name=last_name,
            authority=authority,
            team=authority.teams.filter(name=told.get("team")).first(),
            department=authority.departments.filter(
                name=told.get("department")
            ).first(),
            roles=told["roles"],
        )

    def _lay_out(self, told: dict[str, Any]) -> None:
        """Add a route of clearance with its steps and its rule."""
        by, authority = self.people[told["by"]], self.authorities[told["authority"]]
        route = save_route(
            authority=authority,
            route=None,
            name=told["name"],
            is_default=told.get("is_default", False),
            by=by,
        )
        for order, step in enumerate(told["steps"], start=1):
            save_step(
                route=route,
                step=None,
                name=step["name"],
                order=order,
                is_for_anyone="people" not in step,
                people=[self.people[name] for name in step.get("people", ())],
                deputies=(),
                by=by,
            )
        if "flag" in told:
            save_rule(
                authority=authority,
                rule=None,
                route=route,
                flag=told["flag"],
                requester_type=None,
                provisions="",
                is_for_restricted=False,
                is_for_reviews=False,
                by=by,
            )
