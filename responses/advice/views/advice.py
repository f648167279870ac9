"""Views of advice from outside: sought, chased, received, followed or not."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import policy
from requests_app.files.views.uploading import FileUploadMixin
from requests_app.pages.action_view import RequestActionView
from requests_app.pages.request_mixin import RequestMixin
from requests_app.service_views import ServiceFormView
from responses.advice.forms import (
    ChaseAdviceForm,
    DecideAdviceForm,
    ReceiveAdviceForm,
    SeekAdviceForm,
    WithdrawAdviceForm,
)
from responses.advice.services import (
    USUAL_DAYS,
    chase_advice,
    decide_advice,
    receive_advice,
    seek_advice,
    withdraw_advice,
)
from responses.enclosures.views.file import GivesFile
from responses.enquiries.asking import usual_day
from responses.models import Advice


def _to_advice(foi_request):
    return f"{foi_request.get_absolute_url()}#advice"


class SeekAdvice(RequestActionView):
    form_class = SeekAdviceForm
    service = staticmethod(seek_advice)
    explanation = (
        "For legal advice, a referral, another body that holds the same information, "
        "or a third party whose interests disclosure would touch."
    )
    done = "Advice sought. Record the answer here when it comes."

    def get_initial(self):
        day = usual_day(self.foi_request, days=USUAL_DAYS, on=timezone.localdate())
        return {"wanted_by": day}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}

    def get_success_url(self):
        return _to_advice(self.foi_request)


class AdviceMixin(RequestMixin):
    """Look up advice among that of the request."""

    permission_required = policy.CHANGE_REQUEST

    @cached_property
    def advice(self):
        return get_object_or_404(
            Advice.objects.select_related("foi_request__authority", "sent_by"),
            foi_request=self.foi_request,
            pk=self.kwargs["advice"],
        )


class AdviceAction(AdviceMixin, ServiceFormView):
    """A step of advice: a form and one service call, then back to the request."""

    template_name = "responses/advice/act.html"
    title = ""
    service: Callable[..., Advice]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request,
            advice=self.advice,
            chases=self.advice.chases.select_related("by"),
            title=self.title,
            **kwargs,
        )

    def act(self, form):
        return self.service(
            advice=self.advice,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    def get_success_url(self):
        return _to_advice(self.foi_request)


class ChaseAdvice(AdviceAction):
    form_class = ChaseAdviceForm
    title = "Remind the adviser"
    service = staticmethod(chase_advice)
    done = "Reminder recorded."

    def get_initial(self):
        return {"is_mailed": bool(self.advice.email)}


class ReceiveAdvice(FileUploadMixin, AdviceAction):
    form_class = ReceiveAdviceForm
    title = "Record the answer"
    service = staticmethod(receive_advice)
    done = "Answer recorded. Say whether it is followed, and why."

    def get_initial(self):
        return {"received_on": timezone.localdate()}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "advice": self.advice}

    def act(self, form):
        typed = dict(form.cleaned_data)
        file = typed.pop("chosen")
        return self.service(
            advice=self.advice,
            by=self.request.user,
            on=timezone.localdate(),
            chunks=file.chunks() if file else None,
            name=file.name if file else "",
            most_bytes=settings.MOST_BYTES_PER_FILE,
            **typed,
        )

    def get_success_url(self):
        named = {"reference": self.foi_request.reference, "advice": self.advice.pk}
        return reverse("decide-advice", kwargs=named)


class DecideAdvice(AdviceAction):
    form_class = DecideAdviceForm
    title = "Decide on the answer"
    service = staticmethod(decide_advice)
    done = "Decision saved."

    def get_initial(self):
        return {"decision": self.advice.decision, "reason": self.advice.reason}


class WithdrawAdvice(AdviceAction):
    form_class = WithdrawAdviceForm
    title = "Record that the answer is not needed"
    service = staticmethod(withdraw_advice)
    done = "Recorded as no longer needed."


class AdviceFile(AdviceMixin, GivesFile):
    """Serve the file of an answer, for download only."""

    permission_required = policy.VIEW_REQUESTS

    def get_file(self):
        if not self.advice.file:
            raise Http404("This answer came without a file.")
        return self.advice
