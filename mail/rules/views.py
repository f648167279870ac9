"""Views of the rules for incoming messages."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from mail.models import IncomingRule
from mail.rules.forms import IncomingRuleForm
from mail.rules.services import delete_incoming_rule, save_incoming_rule, tried
from requests_app.service_views import FindsFirst, SectionForm, ServiceButton

_SHOWN = 20


class _OfAuthority(PermissionRequiredMixin):
    permission_required = policy.ADMINISTER

    @property
    def authority(self):
        if self.request.user.authority is None:
            raise Http404
        return self.request.user.authority

    @property
    def rules(self):
        return self.authority.incoming_rules.select_related("team", "authority")


class IncomingRules(_OfAuthority, TemplateView):
    template_name = "mail/rules/rules.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(rules=self.rules, **kwargs)


class _RuleForm(SectionForm):
    template_name = "mail/rules/rule.html"
    section = ("Rules for incoming messages", "incoming-rules")
    form_class = IncomingRuleForm
    rule = None

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "authority": self.authority}

    def form_valid(self, form):
        if "try" not in self.request.POST:
            return super().form_valid(form)
        typed = {key: form.cleaned_data[key] for key in ("where", "words")}
        rule = IncomingRule(authority=self.authority, **typed)
        found, looked_at = tried(rule, at=timezone.now())
        context = self.get_context_data(
            form=form,
            is_tried=True,
            found=found[:_SHOWN],
            number=len(found),
            looked_at=looked_at,
        )
        return self.render_to_response(context)

    def act(self, form):
        return save_incoming_rule(
            authority=self.authority,
            rule=self.rule,
            by=self.request.user,
            **form.cleaned_data,
        )


class AddIncomingRule(_OfAuthority, _RuleForm):
    title = "Add a rule for incoming messages"
    done = "Rule added."


class _OfRule(FindsFirst, _OfAuthority):
    def find(self):
        self.rule = get_object_or_404(self.rules, pk=self.kwargs["rule"])


class ChangeIncomingRule(_OfRule, _RuleForm):
    title = "Change a rule for incoming messages"
    done = "Rule changed."

    def get_initial(self):
        names = ("where", "words", "flags", "team", "is_on")
        return {name: getattr(self.rule, name) for name in names}


class DeleteIncomingRule(_OfRule, ServiceButton):
    done = "Rule deleted."

    def act(self):
        return delete_incoming_rule(rule=self.rule, by=self.request.user)

    def get_success_url(self):
        return reverse("incoming-rules")
