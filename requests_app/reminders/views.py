"""The page of an authority's rules of reminders."""

from django.http import Http404

from requests_app.calendars.views.administration import Administer
from requests_app.reminders.forms import ReminderRulesForm
from requests_app.reminders.rules import rules_of, set_reminder_rules


class ReminderRulesPage(Administer):
    template_name = "requests_app/reminders/rules.html"
    form_class = ReminderRulesForm
    title = "Reminders and escalation"
    explanation = (
        "Each person gets reminders by the way they chose: at once, or in one e-mail "
        "each morning. A reminder for a person who cannot act goes to the deputy, else "
        "to the managers."
    )
    done = "Rules saved. They hold from the next reminder on."

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission() and request.user.authority is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def authority(self):
        return self.request.user.authority

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "authority": self.authority}

    def get_initial(self):
        rules = rules_of(self.authority)
        names = (
            "is_on_the_day",
            "overdue_every_days",
            "managers_after_days",
            "head_after_days",
            "head",
            "unposted_after_days",
        )
        return {
            "days_before": ", ".join(str(days) for days in rules.days_before),
            **{name: getattr(rules, name) for name in names},
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(rules=rules_of(self.authority), **kwargs)

    def act(self, form):
        set_reminder_rules(
            authority=self.authority, by=self.request.user, **form.cleaned_data
        )
