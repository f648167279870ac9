"""Pages of administrators for routes of clearance, their steps and rules."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from requests_app.assigning.handing_over import hand_over_url
from requests_app.calendars.views.administration import Administer
from requests_app.models import FOIRequest
from requests_app.questions.numbering.lists import listed
from requests_app.refusals import Refusal
from requests_app.service_views import FindsFirst
from responses.clearance.administering import (
    provisions_in,
    remove_rule,
    remove_step,
    retire_route,
    save_route,
    save_rule,
    save_step,
)
from responses.clearance.choosing import (
    approvers_of,
    choose,
    may_clear,
    routes_of,
    why_not,
)
from responses.clearance.forms.routes import (
    RemoveRuleForm,
    RemoveStepForm,
    RetireRouteForm,
    RouteForm,
    RuleForm,
    StepForm,
    TryRouteForm,
    UsualRoutesForm,
)
from responses.clearance.usual import (
    add_usual_routes,
    approvers_needed,
    is_without_own_routes,
    steps_to_name,
    usual_names,
)
from responses.models import ClearanceRoute, RouteRule, RouteStep


class OwnAuthority:
    """Only the person's own authority has routes here."""

    @cached_property
    def authority(self):
        if self.request.user.authority is None:
            raise Http404("The person belongs to no authority.")
        return self.request.user.authority

    @cached_property
    def route(self):
        routes = ClearanceRoute.objects.filter(authority=self.authority)
        if self.request.method != "POST":
            # A route retired meanwhile is refused in a sentence.
            routes = routes.filter(retired_on__isnull=True)
        return get_object_or_404(routes, pk=self.kwargs["route"])


class ClearanceRoutes(PermissionRequiredMixin, OwnAuthority, TemplateView):
    permission_required = policy.ADMINISTER
    template_name = "responses/clearance/routes.html"

    def get_context_data(self, **kwargs):
        routes = routes_of(self.authority.pk)
        asked = self.request.GET if "try" in self.request.GET else None
        form = TryRouteForm(asked, authority=self.authority)
        return super().get_context_data(
            authority=self.authority,
            routes=[
                (
                    route,
                    [_listed(step) for step in route.steps.all()],
                    approvers_needed([route]),
                )
                for route in routes
            ],
            approvers=approvers_of(self.authority.pk).count(),
            needed_at_once=approvers_needed(
                [route for route in routes if route.rules.all()]
            ),
            to_name=steps_to_name(self.authority),
            is_usual_offered=is_without_own_routes(routes),
            rules=[rule for route in routes for rule in route.rules.all()],
            form=form,
            planned=self.tried(form, routes),
            **kwargs,
        )

    def tried(self, form, routes):
        """Return the route of a request with the conditions entered; None if none."""
        if not form.is_bound or not form.is_valid():
            return None
        asked = form.cleaned_data
        try:
            cited = provisions_in(asked["provisions"], self.authority)
        except Refusal as refusal:
            form.add_error("provisions", str(refusal))
            return None
        foi_request = FOIRequest(
            authority=self.authority,
            flags=[asked["flag"]] if asked["flag"] else [],
            requester_type=asked["requester_type"],
            is_restricted=asked["is_for_restricted"],
            review_of_id=0 if asked["is_for_reviews"] else None,
        )
        return choose(foi_request, routes, cited)


def _listed(step):
    named = [*step.people.all(), *step.deputies.all()]
    gone = [
        (f"{each} {why_not(each)}", hand_over_url(each))
        for each in dict.fromkeys(named)
        if not may_clear(each)
    ]
    return step, gone


class ChangeRoutes(FindsFirst, OwnAuthority, Administer):
    """An action on a route, a step or a rule."""

    section = ("Clearance routes", "clearance-routes")

    def find(self):
        """Look up the route, step or rule that the address names."""
        for name in self.kwargs:
            getattr(self, name)

    def act(self, form):
        self.service(by=self.request.user, **self.arguments(form))


class AddRoute(ChangeRoutes):
    title = "Add a route"
    form_class = RouteForm
    service = staticmethod(save_route)
    explanation = "Then add the steps of the route."
    done = "Route added. Add its steps."

    def arguments(self, form):
        return {"authority": self.authority, "route": None, **form.cleaned_data}


class AddUsualRoutes(ChangeRoutes):
    title = "Add the usual routes"
    form_class = UsualRoutesForm
    service = staticmethod(add_usual_routes)
    done = "Routes and their rules added."

    @property
    def explanation(self):
        return (
            f"Adds {listed(usual_names(self.authority))}, with the rules that choose "
            "each. A default route in use stays the default. Any approver clears each "
            "step until you name people. A second step needs a second approver. "
            "Everything can be changed afterwards."
        )

    @property
    def missing(self):
        return (f"name the people for {listed(steps_to_name(self.authority))}",)

    def arguments(self, form):
        return {"authority": self.authority}


class ChangeRoute(ChangeRoutes):
    form_class = RouteForm
    service = staticmethod(save_route)
    done = "Route changed."

    @property
    def title(self):
        return f"Change the route “{self.route}”"

    def get_initial(self):
        return {"name": self.route.name, "is_default": self.route.is_default}

    def arguments(self, form):
        return {"authority": self.authority, "route": self.route, **form.cleaned_data}


class RetireRoute(ChangeRoutes):
    form_class = RetireRouteForm
    service = staticmethod(retire_route)
    explanation = "Responses already on this route keep their steps."
    done = "Route retired."

    @property
    def title(self):
        return f"Retire the route “{self.route}”"

    def arguments(self, form):
        return {"route": self.route, "on": timezone.localdate()}


class StepPage(ChangeRoutes):
    form_class = StepForm
    service = staticmethod(save_step)
    explanation = "Responses sent before keep the steps they were sent with."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "people": self.get_people()}

    def get_people(self):
        return approvers_of(self.authority.pk)


class AddStep(StepPage):
    done = "Step added."

    @property
    def title(self):
        return f"Add a step to “{self.route}”"

    def get_initial(self):
        return {"order": self.route.steps.count() + 1}

    def arguments(self, form):
        return {"route": self.route, "step": None, **form.cleaned_data}


class OfStep:
    """Look up the step in the address."""

    @cached_property
    def step(self):
        steps = RouteStep.objects.filter(
            route__authority=self.authority, route__retired_on__isnull=True
        )
        return get_object_or_404(steps.select_related("route"), pk=self.kwargs["step"])


class ChangeStep(OfStep, StepPage):
    done = "Step changed."

    @property
    def title(self):
        return f"Change the step “{self.step}” of “{self.step.route}”"

    def get_initial(self):
        step = self.step
        return {
            "name": step.name,
            "order": step.order,
            "is_for_anyone": step.is_for_anyone,
            "people": list(step.people.values_list("pk", flat=True)),
            "deputies": list(step.deputies.values_list("pk", flat=True)),
        }

    def arguments(self, form):
        return {"route": self.step.route, "step": self.step, **form.cleaned_data}


class RemoveStep(OfStep, ChangeRoutes):
    form_class = RemoveStepForm
    service = staticmethod(remove_step)
    explanation = "Responses sent before keep this step."
    done = "Step removed."

    @property
    def title(self):
        return f"Remove the step “{self.step}” of “{self.step.route}”"

    def arguments(self, form):
        return {"step": self.step}


class RulePage(ChangeRoutes):
    form_class = RuleForm
    service = staticmethod(save_rule)
    explanation = (
        "A response takes the route where every condition holds. Where several rules "
        "apply, the steps of their routes are joined."
    )

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "authority": self.authority}

    def arguments(self, form):
        return {"authority": self.authority, "rule": self.rule, **form.cleaned_data}


class AddRule(RulePage):
    title = "Add a rule"
    rule = None
    done = "Rule added."


class OfRule:
    """Look up the rule in the address."""

    @cached_property
    def rule(self):
        rules = RouteRule.objects.filter(authority=self.authority)
        return get_object_or_404(rules, pk=self.kwargs["rule"])


class ChangeRule(OfRule, RulePage):
    title = "Change a rule"
    done = "Rule changed."

    def get_initial(self):
        names = ("route", "flag", "requester_type", "is_for_restricted")
        return {
            **{name: getattr(self.rule, name) for name in names},
            "is_for_reviews": self.rule.is_for_reviews,
            "provisions": ", ".join(self.rule.provisions),
        }


class RemoveRule(OfRule, ChangeRoutes):
    title = "Remove a rule"
    form_class = RemoveRuleForm
    service = staticmethod(remove_rule)
    done = "Rule removed."

    @property
    def explanation(self):
        return f"“{self.rule.route}” where {self.rule.words}."

    def arguments(self, form):
        return {"rule": self.rule}
