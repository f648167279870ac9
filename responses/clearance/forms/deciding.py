"""Forms of clearance: send, clear, return and recall a response."""

from django import forms

from accounts.models import User
from requests_app.forms.helper import ActionForm
from requests_app.forms.plain import PlainForm
from responses.drafting.forms.draft import DraftHelper

_FOR_ALL = "for_all"


class SendForClearanceForm(PlainForm):
    """A reason for each warning to override, or one reason for all of them."""

    def __init__(self, *args, checks=(), is_blocked=False, routes=(), **kwargs):
        """Prepare the form.

        Args:
            args: As for any form.
            checks: The warnings that stand in the way.
            is_blocked: Whether something stands in the way that no reason overrides.
            routes: The routes of the authority; empty where any approver clears.
            kwargs: As for any form.
        """
        super().__init__(*args, **kwargs)
        self.helper = DraftHelper()
        self._checks = {f"reason-{one.key}": one for one in checks}
        for name in self._checks:
            self.fields[name] = _reason("Reason for overriding this warning")
        if len(self._checks) > 1:
            self.fields[_FOR_ALL] = _reason(
                "One reason for every warning that has none of its own"
            )
        self._routes = {str(route.pk): route for route in routes}
        if self.fields and not is_blocked:
            first = next(iter(self.fields.values()))
            # The room's script leads here, past the heading that says why.
            first.widget.attrs |= {"data-focus": "", "aria-describedby": "send-title"}
        if self._routes:
            self.fields["route"] = forms.ChoiceField(
                label="Route",
                required=False,
                choices=[
                    ("", "As the rules choose"),
                    *((key, route.name) for key, route in self._routes.items()),
                ],
            )
            self.fields["route_reason"] = _reason("Reason for another route")

    @property
    def another_route(self):
        """The fields of another route; None where there is nothing to choose."""
        if "route" not in self.fields:
            return None
        return (self["route"], self["route_reason"])

    @property
    def is_route_open(self):
        """Whether another route was chosen, or the choice refused."""
        return any(field.errors or field.value() for field in self.another_route or ())

    @property
    def warnings(self):
        """Each warning with its field, for the page."""
        return [(check, self[name]) for name, check in self._checks.items()]

    @property
    def for_all(self):
        """The field of the reason for all warnings; None for a single warning."""
        return self[_FOR_ALL] if _FOR_ALL in self.fields else None

    def said(self):
        """Return the service's arguments."""
        for_all = self.cleaned_data.get(_FOR_ALL, "")
        return {
            "reasons": {
                check.found.fingerprint: self.cleaned_data[name] or for_all
                for name, check in self._checks.items()
            },
            "route": self._routes.get(self.cleaned_data.get("route", "")),
            "route_reason": self.cleaned_data.get("route_reason", ""),
        }


def _reason(label):
    return forms.CharField(
        label=label,
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Give the reason in at most 2,000 characters"},
    )


class NameForStepForm(ActionForm):
    button = "Name them for this step"

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who may clear this step",
        help_text="Approvers who wrote no part of the response.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who may clear this step"},
    )
    reason = forms.CharField(
        label="Why others are named",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why others are named for this step"},
    )

    def __init__(self, *args, nameable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = nameable


class BypassStepForm(ActionForm):
    button = "Bypass this step"
    is_final = True

    reason = forms.CharField(
        label="Why this step is bypassed",
        help_text="The reason stands in the history of the request. Bypasses are "
        "counted in the authority’s figures.",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why this step is bypassed"},
    )


class RecallFromClearanceForm(ActionForm):
    button = "Recall response"
    is_final = True
