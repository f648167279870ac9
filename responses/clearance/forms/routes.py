"""Forms of administrators for routes, steps and rules, and to try a route out."""

from django import forms

from accounts.models import User
from requests_app.forms.helper import ActionForm
from requests_app.models import FOIRequest, RequesterType
from responses.models import ClearanceRoute

_FLAGS = [("", "Any"), *FOIRequest.Flag.choices]


class RouteForm(ActionForm):
    button = "Save route"

    name = forms.CharField(label="Name", help_text="Such as Sensitive.", max_length=80)
    is_default = forms.BooleanField(
        label="Responses take this route where no rule applies", required=False
    )


class StepForm(ActionForm):
    button = "Save step"

    name = forms.CharField(
        label="Name", help_text="Such as Press office.", max_length=80
    )
    order = forms.IntegerField(
        label="Number in order",
        help_text="Steps of the same number are open side by side.",
        min_value=1,
        max_value=20,
        initial=1,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}
        ),
    )
    is_for_anyone = forms.BooleanField(label="Any approver may clear", required=False)
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="People named",
        help_text="One of them must clear.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    deputies = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Deputies",
        help_text="They may clear too, and are told where none of the people named "
        "can act.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
        self.fields["deputies"].queryset = people


class ConditionsForm(ActionForm):
    """What a rule asks for, and what a request tried out has."""

    flag = forms.ChoiceField(label="Flag", choices=_FLAGS, required=False)
    requester_type = forms.ModelChoiceField(
        RequesterType.objects.none(),
        label="Kind of requester",
        required=False,
        empty_label="Any",
    )
    provisions = forms.CharField(
        label="Provisions cited",
        help_text="One of these, such as: s.36, s.31(1), reg 12(5)(e).",
        max_length=200,
        required=False,
    )
    is_for_restricted = forms.BooleanField(
        label="The request is restricted", required=False
    )
    is_for_reviews = forms.BooleanField(
        label="The request is an internal review", required=False
    )

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        types = RequesterType.objects.filter(authority=authority)
        self.fields["requester_type"].queryset = types.filter(retired_on=None)


class RuleForm(ConditionsForm):
    button = "Save rule"

    route = forms.ModelChoiceField(
        ClearanceRoute.objects.none(),
        label="Route",
        empty_label="Choose a route",
        error_messages={"required": "Choose a route"},
    )
    field_order = ["route"]

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, authority=authority, **kwargs)
        routes = ClearanceRoute.objects.filter(authority=authority)
        self.fields["route"].queryset = routes.filter(retired_on=None)


class TryRouteForm(ConditionsForm):
    button = "Show the route"


class UsualRoutesForm(ActionForm):
    button = "Add the usual routes"


class RetireRouteForm(ActionForm):
    button = "Retire this route"
    is_final = True


class RemoveStepForm(ActionForm):
    button = "Remove this step"
    is_final = True


class RemoveRuleForm(ActionForm):
    button = "Remove this rule"
    is_final = True
