"""Views to hand over the requests of a person, and to see how far that is."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from accounts.models import User
from requests_app.assigning.absences import absences_of
from requests_app.assigning.belongings import held_besides
from requests_app.assigning.forms import ALL, HandOverForm
from requests_app.assigning.handing_over import (
    HAND_OVER,
    hand_over,
    held_by,
    held_out_of_sight,
)
from requests_app.assigning.workload import workloads_in
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import FOIRequest, HandOver, Job
from requests_app.service_views import FindsFirst, ServiceFormView

MOST_LISTED = 100


class MayHandOver(PermissionRequiredMixin):
    """Allow access to the people who assign requests, and to administrators."""

    def has_permission(self):
        user = self.request.user
        return any(
            user.has_perm(permission)
            for permission in (policy.ASSIGN_REQUEST, policy.ADMINISTER)
        )

    @property
    def sees_requests(self):
        return policy.ASSIGN_REQUEST in self.request.user.role_permissions


class HandOverRequests(MayHandOver, ServiceFormView):
    """Choose the person; then the colleagues and the requests."""

    form_class = HandOverForm

    @cached_property
    def giver(self):
        key = self.request.GET.get("person", "")
        if not key:
            return None
        people = User.objects.filter(authority_id=self.request.user.authority_id)
        known = int(key) if key.isascii() and key.isdecimal() and len(key) < 10 else 0
        return get_object_or_404(people, pk=known)

    def get_template_names(self):
        page = "hand_over" if self.giver else "hand_over_from"
        return [f"requests_app/assigning/{page}.html"]

    def get_form(self, form_class=None):
        return super().get_form(form_class) if self.giver else None

    def post(self, request, *args, **kwargs):
        if self.giver is None:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        user = self.request.user
        return {
            **super().get_form_kwargs(),
            "giver": self.giver,
            "held": held_by(self.giver, by=user),
            "by": user,
            "on": timezone.localdate(),
            "sees": self.sees_requests,
        }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user, today = self.request.user, timezone.localdate()
        if self.giver is None:
            return {**context, "people": self.get_people(today)}
        return {
            **context,
            "giver": self.giver,
            "absence": absences_of([self.giver], on=today).get(self.giver.pk, ""),
            "count": held_by(self.giver, by=user).count(),
            "besides": held_besides(self.giver),
            "out_of_sight": held_out_of_sight(self.giver, by=user),
        }

    def get_people(self, today):
        """Return the people with open requests: first those who have left."""
        loads = workloads_in(self.request.user.authority_id, on=today)
        people = User.objects.filter(pk__in=loads).order_by(
            "is_active", "last_name", "first_name", "username"
        )
        away = absences_of(people, on=today)
        return [
            (person, loads[person.pk], away.get(person.pk, "")) for person in people
        ]

    def act(self, form):
        data = form.cleaned_data
        is_all = data.get("which", ALL) == ALL
        made = hand_over(
            giver=self.giver,
            receivers=list(data.get("receivers", ())),
            foi_requests=None if is_all else [each.pk for each in data["foi_requests"]],
            takers=data["takers"] if is_all else {},
            reason=data["reason"],
            by=self.request.user,
            on=timezone.localdate(),
        )
        if made.done_at is None:
            start_jobs_on_commit(HAND_OVER, key=made.job_key)
        return made

    def get_success_url(self):
        return self.made.get_absolute_url()


class HandOverProgress(FindsFirst, MayHandOver, TemplateView):
    """How far a hand-over is, and what stayed where it was.

    While it goes on in the background, the page refreshes its middle part.
    """

    def find(self):
        own = HandOver.objects.filter(authority_id=self.request.user.authority_id)
        self.hand_over = get_object_or_404(
            own.select_related("giver", "by"), pk=self.kwargs["hand_over"]
        )

    def get_template_names(self):
        if self.request.htmx:
            return ["components/hand_over_state.html"]
        return ["requests_app/assigning/hand_over_progress.html"]

    def get_context_data(self, **kwargs):
        user = self.request.user
        made = self.hand_over
        rows = made.requests.all()
        total, done = rows.count(), rows.filter(is_done=True).count()
        stayed = rows.exclude(problem="")
        visible = FOIRequest.objects.visible_to(user)
        seen = stayed.filter(foi_request__in=visible.values("pk"))
        listed = list(seen.select_related("foi_request")[:MOST_LISTED])
        return super().get_context_data(
            made=made,
            total=total,
            done=done,
            percent=100 * done // max(total, 1),
            stayed=listed,
            unlisted=stayed.count() - len(listed),
            receivers=self.get_receivers(rows),
            is_stuck=made.done_at is None and self.is_stuck,
            may_decide=policy.DECIDE_JOBS in user.role_permissions,
            **kwargs,
        )

    @property
    def is_stuck(self):
        """Whether the work stopped, and goes on only when a person says so."""
        return Job.objects.filter(
            idempotency_key=self.hand_over.job_key, needs_attention=True
        ).exists()

    def get_receivers(self, rows):
        """Return each receiver with the number of requests they got."""
        counted = dict(
            rows.filter(is_done=True)
            .order_by()
            .values_list("receiver")
            .annotate(count=Count("pk"))
        )
        people = User.objects.in_bulk(list(counted))
        return sorted(
            ((person, counted[key]) for key, person in people.items()),
            key=lambda pair: str(pair[0]),
        )
