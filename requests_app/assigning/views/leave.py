"""Views of leave: the user's own, and for managers that of their colleagues."""

from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from accounts.acting import deputising_for
from accounts.models import Leave, User
from requests_app.assigning.forms import LeaveForm
from requests_app.assigning.leave import (
    change_leave,
    end_leave,
    may_record_leave,
    record_leave,
)
from requests_app.service_views import ServiceButton, ServiceFormView

PEOPLE_A_PAGE = 50


class HasRole(UserPassesTestMixin):
    """Allow access to the people with a role in an authority."""

    raise_exception = True

    def test_func(self):
        user = self.request.user
        return user.authority_id is not None and bool(user.roles)


class LeavePage(HasRole, TemplateView):
    template_name = "requests_app/assigning/leave.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        current = Leave.objects.filter(last_on__gte=today, withdrawn_on=None)
        current = current.select_related("person", "deputy")
        context = super().get_context_data(
            today=today,
            own=list(current.filter(person=user)),
            acts_for=deputising_for(user, today),
            deputises=list(current.filter(deputy=user)),
            **kwargs,
        )
        if policy.ASSIGN_REQUEST not in user.role_permissions:
            return context
        people = User.objects.filter(
            authority_id=user.authority_id, is_active=True
        ).exclude(Q(roles=[]) | Q(pk=user.pk))
        people = people.order_by("last_name", "first_name", "username")
        page = Paginator(people, PEOPLE_A_PAGE).get_page(self.request.GET.get("page"))
        leaves = {}
        for leave in current.filter(person__in=[each.pk for each in page]):
            leaves.setdefault(leave.person_id, []).append(leave)
        return {
            **context,
            "page": page,
            "pages": list(page.paginator.get_elided_page_range(page.number)),
            "people": [(each, leaves.get(each.pk, [])) for each in page],
        }


class _LeaveForm(HasRole, ServiceFormView):
    template_name = "requests_app/assigning/leave_form.html"
    form_class = LeaveForm
    success_url = reverse_lazy("leave")

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "person": self.person,
            "on": timezone.localdate(),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            person=self.person, is_new=self.leave is None, leave=self.leave, **kwargs
        )


class RecordLeave(_LeaveForm):
    done = "Leave recorded."
    leave = None

    @cached_property
    def person(self):
        user, key = self.request.user, self.request.GET.get("person", "")
        if not key:
            return user
        known = int(key) if key.isascii() and key.isdecimal() and len(key) < 10 else 0
        people = User.objects.filter(authority_id=user.authority_id)
        person = get_object_or_404(people, pk=known)
        if not may_record_leave(user, person):
            raise Http404
        return person

    def act(self, form):
        return record_leave(
            person=self.person,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )


class _OfLeave(HasRole):
    """Look up the leave: the user's own, or for managers that of a colleague."""

    def dispatch(self, request, *args, **kwargs):
        people = User.objects.filter(authority__id=request.user.authority_id)
        leaves = Leave.objects.filter(person__in=people)
        self.leave = get_object_or_404(
            leaves.select_related("person", "deputy"), pk=kwargs["leave"]
        )
        return super().dispatch(request, *args, **kwargs)

    def test_func(self):
        user = self.request.user
        may_change = policy.ASSIGN_REQUEST in user.role_permissions
        return super().test_func() and (may_change or self.leave.person_id == user.pk)


class ChangeLeave(_OfLeave, _LeaveForm):
    done = "Leave changed."

    @property
    def person(self):
        return self.leave.person

    def get_initial(self):
        names = ("first_on", "last_on", "deputy")
        return {name: getattr(self.leave, name) for name in names}

    def act(self, form):
        return change_leave(
            leave=self.leave,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )


class EndLeave(_OfLeave, ServiceButton):
    @property
    def done(self):
        has_begun = self.leave.first_on < timezone.localdate()
        return "Leave ended." if has_begun else "Leave cancelled."

    def act(self):
        return end_leave(
            leave=self.leave, by=self.request.user, on=timezone.localdate()
        )

    def get_success_url(self):
        return reverse_lazy("leave")
