"""Pages to import people from a CSV file."""

import csv

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from accounts import policy
from requests_app.models import PeopleImport
from requests_app.service_views import FindsFirst
from requests_app.staff.forms.people import ImportPeopleForm, UploadPeopleForm
from requests_app.staff.importing import import_people, keep_people, people_of
from requests_app.staff.queries import labels_of
from requests_app.staff.reading import (
    COLUMNS,
    MOST_BYTES,
    MOST_SHOWN,
    FileRefused,
)
from requests_app.staff.views.people import StaffAction


class PeopleTemplate(PermissionRequiredMixin, View):
    """The first line of a file of people."""

    permission_required = policy.ADMINISTER

    def get(self, request, *args, **kwargs):
        response = HttpResponse(
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": 'attachment; filename="people-to-import.csv"'
            },
        )
        response.write("\ufeff")
        csv.writer(response).writerow(COLUMNS)
        return response


class UploadPeople(StaffAction):
    form_class = UploadPeopleForm
    template_name = "requests_app/staff/upload_people.html"
    title = "Import people"

    def get_context_data(self, **kwargs):
        authority = self.request.user.authority
        return super().get_context_data(
            columns=COLUMNS,
            teams=authority.teams.all() if authority else [],
            departments=authority.departments.all() if authority else [],
            **kwargs,
        )

    def act(self, form):
        file = form.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise FileRefused(
                "The file is larger than 1 MB. A list of people is smaller: check that "
                "you chose the right file.",
                field="file",
            )
        return keep_people(
            authority=self.request.user.authority,
            name=file.name,
            content=file.read(),
            by=self.request.user,
        )

    def get_success_url(self):
        return reverse("confirm-import", kwargs={"people_import": self.made.pk})


class ConfirmImport(FindsFirst, StaffAction):
    form_class = ImportPeopleForm
    template_name = "requests_app/staff/confirm_import.html"
    section = ("People", "people")
    title = "Import people: check the list"

    @cached_property
    def people_import(self):
        user = self.request.user
        found = PeopleImport.objects.filter(authority_id=user.authority_id, by=user)
        return get_object_or_404(
            found.select_related("authority"), pk=self.kwargs["people_import"]
        )

    def find(self):
        return self.people_import

    def get_context_data(self, **kwargs):
        people = None
        if self.people_import.imported_at is None:
            people = people_of(self.people_import, self.request.user)
        return super().get_context_data(
            people_import=self.people_import,
            rows=[
                (row, labels_of(list(row.details.roles)))
                for row in (people.rows[:MOST_SHOWN] if people else ())
            ],
            count=len(people.rows) if people else 0,
            more=max(0, len(people.rows) - MOST_SHOWN) if people else 0,
            problems=people.problems[:MOST_SHOWN] if people else [],
            more_problems=max(0, len(people.problems) - MOST_SHOWN) if people else 0,
            **kwargs,
        )

    def act(self, form):
        return import_people(people_import=self.people_import, by=self.request.user)

    @property
    def done(self):
        people = "1 person" if self.made == 1 else f"{self.made} people"
        return f"{people} imported. The invitations are on their way."
