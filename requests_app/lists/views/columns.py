"""Choosing the columns of lists."""

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView

from accounts import policy
from requests_app.forms.plain import PlainForm
from requests_app.lists.columns import (
    COLUMNS,
    UnknownColumns,
    choose_columns,
    chosen_columns,
    forget_columns,
)


class ChooseColumnsForm(PlainForm):
    columns = forms.MultipleChoiceField(
        choices=[(name, column.title) for name, column in COLUMNS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ChooseColumns(PermissionRequiredMixin, FormView):
    permission_required = policy.VIEW_REQUESTS
    template_name = "requests_app/lists/choose_columns.html"
    form_class = ChooseColumnsForm

    @cached_property
    def back(self):
        """The address of the list to return to, with its filters and no columns."""
        query = QueryDict(self.request.GET.urlencode(), mutable=True)
        query.pop("columns", None)
        return f"{reverse('foi-requests')}?{query.urlencode(safe=',')}"

    def get_initial(self):
        return {"columns": chosen_columns(self.request.user)}

    def form_valid(self, form):
        user = self.request.user
        if "usual" in self.request.POST:
            forget_columns(by=user)
            return redirect(self.back)
        try:
            choose_columns(columns=form.cleaned_data["columns"], by=user)
        except UnknownColumns as refusal:
            form.add_error("columns", str(refusal))
            return self.form_invalid(form)
        return redirect(self.back)
