"""Views of the rules by which requests are assigned."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from requests_app.assigning.forms import AssignmentRuleForm
from requests_app.assigning.rules import (
    add_assignment_rule,
    change_assignment_rule,
    delete_assignment_rule,
    move_assignment_rule_up,
    problems_of,
)
from requests_app.models import AssignmentRule
from requests_app.service_views import FindsFirst, SectionForm, ServiceButton


class _OfAuthority(PermissionRequiredMixin):
    permission_required = policy.ADMINISTER

    @property
    def authority(self):
        authority = self.request.user.authority
        if authority is None:
            raise Http404
        return authority

    @property
    def rules(self):
        return AssignmentRule.objects.filter(authority=self.authority).select_related(
            "team", "officer", "requester_type"
        )


class _OfRule(FindsFirst, _OfAuthority):
    """Look up the rule of the address."""

    def find(self):
        self.rule = get_object_or_404(self.rules, pk=self.kwargs["rule"])


class AssignmentRules(_OfAuthority, TemplateView):
    template_name = "requests_app/assigning/rules.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(
            rules=problems_of(self.rules, on=today), **kwargs
        )


class _RuleForm(SectionForm):
    section = ("Assignment rules", "assignment-rules")
    form_class = AssignmentRuleForm
    rule = None

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "authority": self.authority,
            "rule": self.rule,
            "on": timezone.localdate(),
        }


class AddAssignmentRule(_OfAuthority, _RuleForm):
    title = "Add a rule"
    done = "Rule added."

    def act(self, form):
        return add_assignment_rule(
            authority=self.authority, by=self.request.user, **form.cleaned_data
        )


class ChangeAssignmentRule(_OfRule, _RuleForm):
    title = "Change rule"
    done = "Rule changed."

    def get_initial(self):
        names = ("words", "requester_type", "team", "officer", "is_to_least_loaded")
        return {name: getattr(self.rule, name) for name in names}

    def act(self, form):
        return change_assignment_rule(
            rule=self.rule, by=self.request.user, **form.cleaned_data
        )


class _RuleButton(_OfRule, ServiceButton):
    def get_success_url(self):
        return reverse("assignment-rules")


class MoveAssignmentRuleUp(_RuleButton):
    done = "Rule moved up."

    def act(self):
        return move_assignment_rule_up(rule=self.rule, by=self.request.user)


class DeleteAssignmentRule(_RuleButton):
    done = "Rule deleted."

    def act(self):
        return delete_assignment_rule(rule=self.rule, by=self.request.user)
