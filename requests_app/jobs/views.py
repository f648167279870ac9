"""Views of jobs needing attention, and the health check."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db import DatabaseError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import ListView, View

from accounts import policy
from requests_app.jobs.forms import CancelJobForm
from requests_app.jobs.queue import cancel_job, retry_job
from requests_app.jobs.workers import died_young
from requests_app.models import Job, JobDecision
from requests_app.querysets import LONGEST_WAIT
from requests_app.service_views import ServiceButton, ServiceFormView

DECISIONS_SHOWN = 20


class Jobs(PermissionRequiredMixin, ListView):
    permission_required = policy.DECIDE_JOBS
    template_name = "requests_app/jobs/jobs.html"
    context_object_name = "jobs"

    def get_queryset(self):
        visible = Job.objects.visible_to(self.request.user)
        needing_attention = visible.needing_attention(at=timezone.now())
        return needing_attention.select_related("foi_request")

    def get_context_data(self, **kwargs):
        visible = Job.objects.visible_to(self.request.user).values("pk")
        decisions = JobDecision.objects.filter(job__in=visible)
        return super().get_context_data(
            decisions=decisions.select_related("job__foi_request", "by")[
                :DECISIONS_SHOWN
            ],
            **kwargs,
        )


class JobMixin(PermissionRequiredMixin):
    """Look up the job named in the URL, among those the user may see."""

    permission_required = policy.DECIDE_JOBS

    def dispatch(self, request, *args, **kwargs):
        visible = Job.objects.visible_to(request.user).select_related("foi_request")
        self.job = get_object_or_404(visible, pk=kwargs["job"])
        return super().dispatch(request, *args, **kwargs)


class RetryJob(JobMixin, ServiceButton):
    done = "The job will be tried again within a minute."

    def act(self):
        return retry_job(job=self.job, by=self.request.user)

    def get_success_url(self):
        return reverse("jobs")


class CancelJob(JobMixin, ServiceFormView):
    template_name = "requests_app/jobs/cancel_job.html"
    form_class = CancelJobForm
    success_url = reverse_lazy("jobs")
    done = "Job cancelled. Your reason is on record."

    def get_context_data(self, **kwargs):
        return super().get_context_data(job=self.job, **kwargs)

    def act(self, form):
        return cancel_job(job=self.job, by=self.request.user, **form.cleaned_data)


@method_decorator([login_not_required, never_cache], name="dispatch")
class Health(View):
    """Report the health of the system to monitoring, without personal data."""

    def get(self, request):
        now = timezone.now()
        try:
            oldest = Job.objects.waiting().order_by("waits_since").first()
            needing_attention = Job.objects.needing_attention(at=now).count()
            dead = died_young(at=now)
        except DatabaseError:
            return JsonResponse({"database": "unreachable"}, status=503)
        waited = (now - oldest.waits_since) if oldest else None
        return JsonResponse(
            {
                "database": "reachable",
                "oldest_waiting_job_seconds": (
                    None if waited is None else max(0, round(waited.total_seconds()))
                ),
                "jobs_needing_attention": needing_attention,
                "workers_died_at_start_in_the_last_hour": dead,
                "is_work_done_in_time": waited is None or waited < LONGEST_WAIT,
            }
        )
