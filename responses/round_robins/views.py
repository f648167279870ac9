"""Pages of groups of requests alike."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView

from accounts import policy
from requests_app.models import FOIRequest
from requests_app.pages.request_mixin import RequestMixin
from requests_app.refusals import Refusal
from requests_app.service_views import FindsFirst, ServiceButton, ServiceFormView
from responses.round_robins.forms import (
    AddToGroupForm,
    ChangeGroupForm,
    ChosenMembersForm,
    MakeGroupForm,
)
from responses.round_robins.queries import (
    MOST_OFFERED,
    PER_PAGE,
    elsewhere,
    entries_of,
    group_of,
    groups_of,
    members_of,
    offered_to,
    offered_with,
)
from responses.round_robins.services import (
    GroupChanged,
    add_members,
    change_group,
    insert_line,
    make_group,
    remove_members,
)


class RequestNotFound(Refusal):
    """No request visible to the person has the reference typed."""

    field = "reference"


class RoundRobins(PermissionRequiredMixin, ListView):
    """The groups of an authority."""

    permission_required = policy.VIEW_REQUESTS
    template_name = "responses/round_robins/groups.html"
    paginate_by = PER_PAGE

    def get_queryset(self):
        return groups_of(self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        pages = page.paginator.get_elided_page_range(page.number)
        return {**context, "page": page, "pages": pages}


class GroupMixin(FindsFirst):
    """Look up the group before the permission is checked."""

    permission_required = policy.CHANGE_REQUEST

    def find(self):
        return self.group

    @cached_property
    def group(self):
        return get_object_or_404(groups_of(self.request.user), pk=self.kwargs["group"])

    def get_success_url(self):
        return self.group.get_absolute_url()


class RoundRobinPage(GroupMixin, TemplateView):
    """A group: its common line, its requests and how each stands, and its history."""

    permission_required = policy.VIEW_REQUESTS
    template_name = "responses/round_robins/group.html"

    def get_context_data(self, **kwargs):
        group, user = self.group, self.request.user
        members = Paginator(members_of(group, user), PER_PAGE)
        page = members.get_page(self.request.GET.get("page"))
        return {
            **super().get_context_data(**kwargs),
            "group": group,
            "page": page,
            "pages": members.get_elided_page_range(page.number),
            "elsewhere": elsewhere(group, user),
            "offered": offered_to(group, user)[:MOST_OFFERED],
            "entries": entries_of(group, user),
            "can_change": policy.CHANGE_REQUEST in user.role_permissions,
            "today": timezone.localdate(),
        }


class MakeRoundRobin(RequestMixin, ServiceFormView):
    """Make a group of a request and those alike."""

    permission_required = policy.CHANGE_REQUEST
    form_class = MakeGroupForm
    template_name = "responses/round_robins/make_group.html"
    done = "Group made."

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "found": offered_with(self.foi_request, self.request.user),
            "limit": MOST_OFFERED,
        }

    def get_initial(self):
        return {"title": self.foi_request.subject}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request, group=group_of(self.foi_request), **kwargs
        )

    def act(self, form):
        return make_group(
            foi_request=self.foi_request,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    def get_success_url(self):
        return self.made.get_absolute_url()


class ChangeRoundRobin(GroupMixin, ServiceFormView):
    form_class = ChangeGroupForm
    template_name = "responses/round_robins/change_group.html"
    done = "Group saved. Drafts keep the line that they have."

    def get_initial(self):
        group = self.group
        return {"title": group.title, "line": group.line, "version": group.version}

    def get_context_data(self, **kwargs):
        return super().get_context_data(group=self.group, **kwargs)

    def act(self, form):
        return change_group(
            group=self.group,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    def refused(self, form, refusal):
        if isinstance(refusal, GroupChanged):
            form.contest(refusal)
            return self.form_invalid(form)
        return super().refused(form, refusal)


class AddToRoundRobin(GroupMixin, ServiceFormView):
    form_class = AddToGroupForm
    template_name = "responses/round_robins/add_to_group.html"
    done = "Added to the group."

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "found": offered_to(self.group, self.request.user),
            "limit": MOST_OFFERED,
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(group=self.group, **kwargs)

    def act(self, form):
        chosen = list(form.cleaned_data.get("chosen", ()))
        if reference := form.cleaned_data["reference"].strip():
            chosen.append(self._found(reference))
        return add_members(
            group=self.group,
            foi_requests=chosen,
            by=self.request.user,
            on=timezone.localdate(),
        )

    def _found(self, reference):
        visible = FOIRequest.objects.visible_to(self.request.user)
        found = visible.filter(
            authority=self.group.authority_id, reference__iexact=reference
        ).first()
        if found is None:
            raise RequestNotFound(
                f"There is no request {reference} that you may see. Check the "
                "reference."
            )
        return found


class _OnMembers(GroupMixin, ServiceButton):
    """A button about the requests ticked on the page of a group."""

    def get_chosen(self):
        members = members_of(self.group, self.request.user)
        form = ChosenMembersForm(self.request.POST, members=members)
        return list(form.cleaned_data["chosen"]) if form.is_valid() else []


class RemoveFromRoundRobin(_OnMembers):
    done = "Taken out of the group. A line already in a draft stays there."

    def act(self):
        return remove_members(
            group=self.group,
            foi_requests=self.get_chosen(),
            by=self.request.user,
            on=timezone.localdate(),
        )

    def get_success_url(self):
        # The last request visible to the user may be gone.
        is_there = groups_of(self.request.user).filter(pk=self.group.pk).exists()
        return self.group.get_absolute_url() if is_there else reverse("round-robins")


class InsertCommonLine(_OnMembers):
    @property
    def done(self):
        number = self.made.number
        drafts = "1 draft has" if number == 1 else f"{number} drafts have"
        return f"{drafts} the common line now. Check and issue each letter by itself."

    def act(self):
        made = insert_line(
            group=self.group,
            foi_requests=self.get_chosen(),
            by=self.request.user,
            on=timezone.localdate(),
        )
        for sentence in made.left:
            messages.warning(self.request, sentence)
        return made
