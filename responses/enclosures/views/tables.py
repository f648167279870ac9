"""The button to give a requester's workbook back with the answers."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.service_views import ServiceButton
from responses.drafting.views.mixins import DraftMixin
from responses.enclosures.answered_tables import FILL_TABLE, ask_to_fill


class FillTable(DraftMixin, ServiceButton):
    done = "The answers are being put into the workbook."

    def act(self):
        table = get_object_or_404(
            self.foi_request.question_tables, pk=self.kwargs["table"]
        )
        filled = ask_to_fill(request_table=table, by=self.request.user)
        start_jobs_on_commit(FILL_TABLE)
        return filled

    def get_success_url(self):
        return reverse("add-enclosure", args=[self.foi_request.reference])
