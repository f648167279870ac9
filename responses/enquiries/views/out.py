"""The list of what is out with departments."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from accounts.models import Department, User
from requests_app.forms.fields import whole_number
from requests_app.models import Question
from responses.enquiries.queries import (
    ALL,
    SHOWN,
    Choice,
    out_with_departments,
)

ON_A_PAGE = 50


class EnquiriesOut(PermissionRequiredMixin, TemplateView):
    permission_required = policy.VIEW_REQUESTS
    template_name = "responses/enquiries/out.html"

    @property
    def choice(self):
        asked = self.request.GET
        shown = asked.get("show", ALL)
        department = whole_number(asked.get("department", ""))
        officer = whole_number(asked.get("officer", ""))
        return Choice(
            shown=shown if shown in SHOWN else ALL,
            department=department if department > 0 else None,
            officer=officer if officer > 0 else None,
        )

    def get_context_data(self, **kwargs):
        user, today, now = self.request.user, timezone.localdate(), timezone.now()
        choice = self.choice
        found = out_with_departments(user, choice, on=today, at=now)
        found = found.select_related(
            "department", "suggested", "asked_by", "foi_request__officer"
        ).prefetch_related(
            Prefetch("questions", Question.objects.order_by("order")),
        )
        paginator = Paginator(found, ON_A_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        authority = user.authority_id
        return super().get_context_data(
            rows=[
                (one, one.days_late(today), one.is_unaccepted(now))
                for one in page.object_list
            ],
            page=page,
            pages=list(paginator.get_elided_page_range(page.number, on_ends=1)),
            count=paginator.count,
            choice=choice,
            shown=SHOWN,
            departments=Department.objects.filter(authority=authority),
            officers=User.objects.filter(
                authority=authority,
                is_active=True,
                roles__overlap=["officer", "manager"],
            ).order_by("last_name", "first_name", "username"),
            **kwargs,
        )
