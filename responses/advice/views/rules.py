"""Views of the rules of an authority on advice from outside."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from requests_app.administration.views.settling import Settles
from requests_app.service_views import FindsFirst
from responses.advice.forms import AddAdviceRuleForm, EndAdviceRuleForm, UsualRulesForm
from responses.advice.rules import add_advice_rule, end_advice_rule
from responses.advice.usual import add_usual_rules, usual_is_offered
from responses.models import AdviceRule

ENDED_SHOWN = 20


def rules_of(user):
    """Return the rules of the administrator's authority."""
    return AdviceRule.objects.filter(authority_id=user.authority_id)


class AdviceRules(PermissionRequiredMixin, TemplateView):
    permission_required = policy.ADMINISTER
    template_name = "responses/advice/rules.html"

    def get_context_data(self, **kwargs):
        rules = rules_of(self.request.user).select_related("created_by")
        ended = rules.exclude(ended_at=None).order_by("-ended_at", "-pk")
        return super().get_context_data(
            rules=rules.filter(ended_at=None),
            ended=ended[:ENDED_SHOWN],
            is_usual_offered=usual_is_offered(self.request.user.authority),
            **kwargs,
        )


class ChangeAdviceRules(Settles):
    section = ("Advice from outside", "advice-rules")


class AddAdviceRule(ChangeAdviceRules):
    title = "Add a rule on advice"
    form_class = AddAdviceRuleForm
    service = staticmethod(add_advice_rule)
    explanation = "A response that cites the section or regulation needs this advice."
    done = "Rule added."

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "authority": self.request.user.authority,
        }


class AddUsualRules(ChangeAdviceRules):
    title = "Add the usual rules"
    form_class = UsualRulesForm
    service = staticmethod(add_usual_rules)
    explanation = (
        "A response that cites section 23 or 24 of FOIA is held back until the NPCC "
        "Central Referral Unit has advised. For section 31, officers are warned. Each "
        "rule can be ended afterwards."
    )
    done = "Rules added."


class EndAdviceRule(FindsFirst, ChangeAdviceRules):
    title = "End a rule on advice"
    form_class = EndAdviceRuleForm
    service = staticmethod(end_advice_rule)
    done = "Rule ended."

    def find(self):
        return self.rule

    @cached_property
    def rule(self):
        return get_object_or_404(rules_of(self.request.user), pk=self.kwargs["rule"])

    @property
    def explanation(self):
        return (
            f"{self.rule.get_regime_display()}, {self.rule.section}: "
            f"{self.rule.get_source_display()}. Responses in preparation are no longer "
            "held back by this rule."
        )

    def arguments(self, form):
        return {"rule": self.rule, "at": timezone.now()}
