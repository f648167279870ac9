"""Acts of officers and administrators about the public form."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts import policy
from mail.asking.addresses import path_of
from mail.asking.links import make_link, revoke_links
from mail.asking.officers_forms import PublicFormSettingsForm, ShowAnswerForm
from mail.asking.opening import SETTINGS, change_public_form
from mail.asking.queries import figures_of
from mail.asking.showing import hide_answer, show_answer
from requests_app.administration.views.settling import Settles
from requests_app.pages.request_mixin import RequestMixin
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.letters.wording.welsh import ENGLISH
from responses.pages import IssuedLetterMixin

_FIGURES_OF = timedelta(days=365)


class RequestButton(RequestMixin, ServiceButton):
    """A button on the page of a request."""

    permission_required = policy.CHANGE_REQUEST

    @property
    def now(self):
        return {
            "by": self.request.user,
            "on": timezone.localdate(),
            "at": timezone.now(),
        }

    def get_success_url(self):
        return f"{self.foi_request.get_absolute_url()}#public-form"


class MakeProgressLink(RequestButton):
    done = "Link made. Copy it from this page into a message to the requester."

    def act(self):
        return make_link(foi_request=self.foi_request, **self.now)


class EndProgressLinks(RequestButton):
    done = "The requester’s links to the progress of this request have ended."

    def act(self):
        return revoke_links(foi_request=self.foi_request, **self.now)


class ShowAnswer(IssuedLetterMixin, ServiceFormView):
    permission_required = policy.ISSUE_RESPONSE
    form_class = ShowAnswerForm
    template_name = "mail/asking/show_answer.html"
    done = "The answer is shown to everybody who asks about something like it."

    def get_initial(self):
        return {"title": self.foi_request.subject}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request, letter=self.letter, **kwargs
        )

    def act(self, form):
        return show_answer(
            letter=self.letter,
            title=form.cleaned_data["title"],
            by=self.request.user,
            on=timezone.localdate(),
        )

    def get_success_url(self):
        return f"{self.foi_request.get_absolute_url()}#public-form"


class HideAnswer(IssuedLetterMixin, ServiceButton):
    permission_required = policy.ISSUE_RESPONSE
    done = "Taken off the public form."

    def act(self):
        return hide_answer(
            letter=self.letter, by=self.request.user, on=timezone.localdate()
        )

    def get_success_url(self):
        return f"{self.foi_request.get_absolute_url()}#public-form"


class ChangePublicForm(Settles):
    """The settings of the public form, with how often it is used."""

    template_name = "mail/asking/public_form.html"
    form_class = PublicFormSettingsForm
    service = staticmethod(change_public_form)
    title = "Public form"
    explanation = (
        "Everybody can ask by this form without an account, in English and Welsh. What "
        "is sent waits with the incoming messages."
    )
    done = "Saved."

    @property
    def authority(self):
        return self.request.user.authority

    def has_permission(self):
        has_authority = self.request.user.authority_id is not None
        return has_authority and super().has_permission()

    def get_initial(self):
        return {name: getattr(self.authority, name) for name in SETTINGS}

    def arguments(self, form):
        return {"authority": self.authority, **form.cleaned_data}

    def get_context_data(self, **kwargs):
        since = timezone.localdate() - _FIGURES_OF
        slug = self.authority.slug
        path = path_of("ask", ENGLISH, authority=slug) if slug else ""
        return super().get_context_data(
            authority=self.authority,
            figures=figures_of(self.authority, since=since),
            url=f"{settings.SITE_URL}{path}" if path else "",
            **kwargs,
        )
