"""The pages for teams and departments."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from accounts.models import Department, Team
from requests_app.administration.forms import (
    CloseTeamForm,
    ConfirmForm,
    DepartmentForm,
    MergeDepartmentForm,
    PartForm,
)
from requests_app.administration.parts import (
    add_part,
    change_part,
    close_department,
    close_team,
    held_by,
    merge_department,
    people_of,
    waiting_with,
)
from requests_app.administration.views.settling import Settles
from requests_app.models import Enquiry, FOIRequest
from requests_app.service_views import FindsFirst

_PEOPLE = Count("people", filter=Q(people__is_active=True))


class Teams(PermissionRequiredMixin, TemplateView):
    permission_required = policy.ADMINISTER
    template_name = "requests_app/administration/teams.html"

    def get_context_data(self, **kwargs):
        held = (
            FOIRequest.objects.filter(team=OuterRef("pk"), closed_on__isnull=True)
            .order_by()
            .values("team")
            .annotate(number=Count("pk"))
            .values("number")
        )
        teams = Team.everything.filter(authority=self.request.user.authority_id)
        # Grouped rows do not follow the model's order by themselves.
        teams = teams.annotate(
            people_here=_PEOPLE, held=Coalesce(Subquery(held), 0)
        ).order_by("name")
        return super().get_context_data(
            teams=[team for team in teams if team.closed_on is None],
            closed=[team for team in teams if team.closed_on is not None],
            **kwargs,
        )


class Departments(PermissionRequiredMixin, TemplateView):
    permission_required = policy.ADMINISTER
    template_name = "requests_app/administration/departments.html"

    def get_context_data(self, **kwargs):
        waiting = (
            Enquiry.objects.wanted()
            .filter(department=OuterRef("pk"))
            .order_by()
            .values("department")
            .annotate(number=Count("pk"))
            .values("number")
        )
        departments = Department.everything.filter(
            authority=self.request.user.authority_id
        ).select_related("merged_into")
        departments = departments.annotate(
            people_here=_PEOPLE, waiting=Coalesce(Subquery(waiting), 0)
        ).order_by("name")
        return super().get_context_data(
            departments=[each for each in departments if each.closed_on is None],
            closed=[each for each in departments if each.closed_on is not None],
            **kwargs,
        )


def counted(number, one, more):
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else more}"


class OnPart(FindsFirst, Settles):
    """An administrator's action on a team or department of their own authority."""

    model: type
    argument = ""

    def find(self):
        return self.part if self.argument in self.kwargs else None

    @cached_property
    def part(self):
        # A part closed meanwhile is refused in a sentence.
        is_sent = self.request.method == "POST"
        every = self.model.everything if is_sent else self.model.objects
        own = every.filter(authority=self.request.user.authority_id)
        return get_object_or_404(
            own.select_related("authority"), pk=self.kwargs[self.argument]
        )


class OnTeam(OnPart):
    model, argument = Team, "team"
    section = ("Teams", "teams")


class OnDepartment(OnPart):
    model, argument = Department, "department"
    section = ("Departments", "departments")


class Adds(OnPart):
    """Add a team or department to the administrator's authority."""

    service = staticmethod(add_part)

    def has_permission(self):
        return super().has_permission() and self.request.user.authority is not None

    def arguments(self, form):
        return {
            "model": self.model,
            "authority": self.request.user.authority,
            **form.cleaned_data,
        }


class Changes(OnPart):
    """Change a team or department."""

    service = staticmethod(change_part)

    @property
    def title(self):
        return f"Change {self.part}"

    def get_initial(self):
        names = self.form_class.base_fields
        return {name: getattr(self.part, name) for name in names}

    def arguments(self, form):
        return {"part": self.part, **form.cleaned_data}


class AddTeam(Adds, OnTeam):
    form_class = type("AddTeamForm", (PartForm,), {"button": "Add team"})
    title = "Add a team"
    done = "Team added."


class ChangeTeam(Changes, OnTeam):
    form_class = type("ChangeTeamForm", (PartForm,), {"button": "Rename team"})
    explanation = "Requests and people stay with the team under its new name."
    done = "Team renamed."


class CloseTeam(OnTeam):
    form_class = CloseTeamForm
    service = staticmethod(close_team)
    done = "Team closed. The record of changes says what moved."

    @property
    def title(self):
        return f"Close {self.part}"

    @property
    def explanation(self):
        people, held = people_of(self.part), held_by(self.part)
        return (
            f"{counted(people, 'person', 'people')} and "
            f"{counted(held, 'open request', 'open requests')} belong to the team. A "
            "closed team is no longer offered. Closed requests keep their team."
        )

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "team": self.part}

    def arguments(self, form):
        return {
            "team": self.part,
            "successor": form.cleaned_data["successor"],
            "on": timezone.localdate(),
        }


class WithDetails:
    """The details of a department: who answers, by when, and who is told."""

    def get_form_kwargs(self):
        authority_id = self.request.user.authority_id
        return {**super().get_form_kwargs(), "authority_id": authority_id}


class AddDepartment(WithDetails, Adds, OnDepartment):
    form_class = type(
        "AddDepartmentForm", (DepartmentForm,), {"button": "Add department"}
    )
    title = "Add a department"
    done = "Department added."


class ChangeDepartment(WithDetails, Changes, OnDepartment):
    form_class = type(
        "ChangeDepartmentForm", (DepartmentForm,), {"button": "Save department"}
    )
    explanation = "Questions and people stay with the department."
    done = "Department changed."


class CloseDepartment(OnDepartment):
    form_class = ConfirmForm
    service = staticmethod(close_department)
    done = "Department closed."

    @property
    def title(self):
        return f"Close {self.part}"

    @property
    def explanation(self):
        people, waiting = people_of(self.part), waiting_with(self.part)
        return (
            f"{counted(people, 'person belongs', 'people belong')} to the department, "
            f"and {counted(waiting, 'reply is', 'replies are')} awaited. A closed "
            "department is no longer asked. Its replies stay on record."
        )

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "button": f"Close {self.part}"}

    def arguments(self, form):
        return {"department": self.part, "on": timezone.localdate()}


class MergeDepartment(OnDepartment):
    form_class = MergeDepartmentForm
    service = staticmethod(merge_department)
    explanation = (
        "Its people, its questions and replies, and the rules that name it move to the "
        "other department. The department is then closed. This cannot be undone."
    )
    done = "Departments merged. The record of changes says what moved."

    @property
    def title(self):
        return f"Merge {self.part} into another department"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "department": self.part}

    def arguments(self, form):
        return {
            "department": self.part,
            "into": form.cleaned_data["into"],
            "on": timezone.localdate(),
        }
