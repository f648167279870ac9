"""Pages of saved views: all views, save one, open, change, pin and delete."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts import policy
from requests_app.lists.around import MOST_PINNED
from requests_app.lists.columns import chosen_columns, known_columns
from requests_app.lists.filters_in_words import in_words
from requests_app.lists.forms import FindRequestsForm, all_names
from requests_app.lists.saved import services
from requests_app.lists.saved.forms import ChangeViewForm, SaveViewForm
from requests_app.lists.saved.queries import (
    MOST_LISTED,
    counts_of,
    pinned_by,
    query_to_keep,
    views_of,
)
from requests_app.models import SavedView
from requests_app.service_views import FindsFirst, ServiceButton, ServiceFormView


def list_url(view):
    """Return the address of the list of a view, with the key of the view."""
    query = QueryDict(view.query, mutable=True)
    query["view"] = view.pk
    return f"{reverse('foi-requests')}?{query.urlencode(safe=',')}"


def _by_kind(counts):
    """Return the number of requests and that of reviews by their names, if known."""
    return dict(zip(("requests", "reviews"), counts, strict=False))


class KeepsList(PermissionRequiredMixin):
    """Read the filters to keep from the address of a list."""

    permission_required = policy.VIEW_REQUESTS

    @property
    def query(self):
        """The filters, order and columns of the list on screen."""
        given, user = self.request.GET, self.request.user
        columns = known_columns(given.get("columns", "").split(","))
        return query_to_keep(given, columns or chosen_columns(user), user=user)

    @property
    def back(self):
        """The address of the list."""
        return f"{reverse('foi-requests')}?{self.request.GET.urlencode(safe=',')}"


class FindsView(FindsFirst):
    """Find the view among those the person may see."""

    permission_required = policy.VIEW_REQUESTS

    def find(self):
        visible = SavedView.objects.visible_to(self.request.user)
        self.saved_view = get_object_or_404(
            visible.select_related("owner", "team"), pk=self.kwargs["view"]
        )


class SavedViews(PermissionRequiredMixin, TemplateView):
    """All views of a person: pinned, own and shared ones."""

    permission_required = policy.VIEW_REQUESTS
    template_name = "requests_app/lists/saved/views.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        names = all_names(user)
        pinned = pinned_by(user)
        counts = counts_of(pinned, user=user, on=timezone.localdate())
        keys = {each.pk for each in pinned}
        found = list(views_of(user)[: MOST_LISTED + 1])

        def about(view):
            form = FindRequestsForm(QueryDict(view.query), user=user)
            return {
                "view": view,
                "words": list(in_words(form, names=names)),
                "is_own": view.owner_id == user.pk,
                "is_pinned": view.pk in keys,
                "may_delete": services.may_delete(view, user),
                "count": _by_kind(counts.get(view.pk, ())),
            }

        rows = [about(each) for each in found[:MOST_LISTED]]
        by_key = {row["view"].pk: row for row in rows}
        return super().get_context_data(
            pinned=[by_key.get(each.pk) or about(each) for each in pinned],
            own=[row for row in rows if row["is_own"] and not row["is_pinned"]],
            shared=[row for row in rows if not row["is_own"] and not row["is_pinned"]],
            is_cut=len(found) > MOST_LISTED,
            most_pinned=MOST_PINNED,
            is_full=len(pinned) >= MOST_PINNED,
            **kwargs,
        )


class CountViews(PermissionRequiredMixin, TemplateView):
    """The pinned views with their counts, asked for once the list is there."""

    permission_required = policy.VIEW_REQUESTS
    template_name = "requests_app/lists/saved/pins_list.html"

    def get(self, request, *args, **kwargs):
        if not request.htmx:
            return redirect("saved-views")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        user = self.request.user
        pinned = pinned_by(user)
        counts = counts_of(pinned, user=user, on=timezone.localdate())
        return super().get_context_data(
            pins=[
                {"key": each.pk, "name": each.name, "count": _by_kind(counts[each.pk])}
                for each in pinned
            ],
            here=self.request.GET.get("view", ""),
            **kwargs,
        )


class SaveView(KeepsList, ServiceFormView):
    template_name = "requests_app/lists/saved/save_view.html"
    form_class = SaveViewForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "team": self.request.user.team}

    def get_initial(self):
        has_room = len(pinned_by(self.request.user)) < MOST_PINNED
        return {"is_pinned": has_room}

    def get_context_data(self, **kwargs):
        form = FindRequestsForm(self.request.GET, user=self.request.user)
        return super().get_context_data(
            title="Save this view",
            filters=list(in_words(form)),
            back=self.back,
            **kwargs,
        )

    def act(self, form):
        data = form.cleaned_data
        return services.save_view(
            name=data["name"],
            query=self.query,
            audience=data["audience"],
            is_pinned=data["is_pinned"],
            by=self.request.user,
        )

    def get_success_url(self):
        messages.success(self.request, f"“{self.made}” is saved.")
        return list_url(self.made)


class OpenView(FindsView, View):
    def get(self, request, *args, **kwargs):
        return redirect(list_url(self.saved_view))


class ChangeView(FindsView, ServiceFormView):
    template_name = "requests_app/lists/saved/save_view.html"
    form_class = ChangeViewForm

    def has_permission(self):
        # Nobody else is asked for changes.
        is_own = self.saved_view.owner_id == self.request.user.pk
        return is_own and super().has_permission()

    def get_form_kwargs(self):
        team = self.saved_view.team or self.request.user.team
        return {**super().get_form_kwargs(), "team": team}

    def get_initial(self):
        view = self.saved_view
        return {"name": view.name, "audience": view.audience, "version": view.version}

    def get_context_data(self, **kwargs):
        form = FindRequestsForm(
            QueryDict(self.saved_view.query), user=self.request.user
        )
        return super().get_context_data(
            title=f"Change “{self.saved_view}”",
            filters=list(in_words(form)),
            back=reverse("saved-views"),
            **kwargs,
        )

    def act(self, form):
        data = form.cleaned_data
        return services.change_view(
            view=self.saved_view,
            name=data["name"],
            audience=data["audience"],
            version=data["version"] or 0,
            by=self.request.user,
        )

    def get_success_url(self):
        messages.success(self.request, f"“{self.made}” is saved.")
        return reverse("saved-views")


class UpdateView(KeepsList, FindsView, ServiceButton):
    """Keep the list on screen in place of the earlier one."""

    done = "The view has these filters, columns and order now."

    def act(self):
        typed = self.request.POST.get("version", "")
        is_number = typed.isascii() and typed.isdecimal() and len(typed) < 10
        return services.update_view(
            view=self.saved_view,
            query=self.query,
            version=int(typed) if is_number else 0,
            by=self.request.user,
        )

    def get_success_url(self):
        return list_url(self.made)

    def get_refused_url(self):
        return self.back


class DeleteView(FindsView, TemplateView):
    """Ask before a view is deleted; then delete it."""

    template_name = "requests_app/lists/saved/delete_view.html"

    def get_context_data(self, **kwargs):
        view = self.saved_view
        return super().get_context_data(
            saved_view=view,
            pinned=view.pins.exclude(person=self.request.user).count(),
            may_delete=services.may_delete(view, self.request.user),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        services.delete_view(view=self.saved_view, by=request.user)
        messages.success(request, f"“{self.saved_view}” is deleted.")
        return redirect("saved-views")


class PinButton(FindsView, ServiceButton):
    def get_success_url(self):
        return reverse("saved-views")


class PinView(PinButton):
    done = "Pinned above your lists."

    def act(self):
        return services.pin_view(view=self.saved_view, by=self.request.user)


class UnpinView(PinButton):
    done = "No longer above your lists."

    def act(self):
        return services.unpin_view(view=self.saved_view, by=self.request.user)


class MovePinUp(PinButton):
    done = "Moved."

    def act(self):
        return services.move_pin_up(view=self.saved_view, by=self.request.user)
