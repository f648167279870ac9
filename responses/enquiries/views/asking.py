"""Pages on which officers ask departments, and follow up what these said."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from accounts import policy
from requests_app.files.names import safe_name
from requests_app.files.views.uploading import FileUploadMixin
from requests_app.forms.fields import whole_number
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.pages.action_view import RequestActionView
from requests_app.pages.request_mixin import RequestMixin
from requests_app.refusals import Refusal
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.enclosures.looking import SCAN_ENCLOSURE
from responses.enclosures.views.file import GivesFile
from responses.enquiries.asking import (
    NobodyAnswers,
    RequesterNamed,
    ask_departments,
    default_day,
    make_enquiry,
)
from responses.enquiries.files import (
    SCAN_ENQUIRY_FILE,
    add_enquiry_file,
    enclose_file,
)
from responses.enquiries.following import (
    ask_suggested,
    change_day,
    deal_with_enquiry,
    withdraw_enquiry,
)
from responses.enquiries.forms.asking import (
    AskBackForm,
    ChangeDayForm,
    MakeEnquiryForm,
    SendLinkForm,
)
from responses.enquiries.link_changes import end_link, send_link
from responses.enquiries.posting import SEND_ENQUIRIES
from responses.models import EnquiryFile

# Boxes of questions on one page, of all departments together.
MOST_BOXES = 150
CHOOSE_AGAIN = "Nothing was sent, and a page cannot keep files. Choose the files again."
TOO_MANY = (
    "There are too many questions to choose for so many departments at once. Choose "
    "fewer departments."
)


def _marked(passage):
    """Return a text with the words that tell who asked marked."""
    pieces, last = [], 0
    for start, end in passage.spans:
        pieces += [
            escape(passage.text[last:start]),
            format_html("<mark>{}</mark>", passage.text[start:end]),
        ]
        last = end
    return mark_safe("".join([*pieces, escape(passage.text[last:])]))  # noqa: S308


class AsksReason:
    """A form whose texts may tell who asked: the words are shown, a reason is asked."""

    named = ()

    @property
    def asks_reason(self):
        return bool(self.named) or "reason" in self.request.POST

    def get_context_data(self, **kwargs):
        return super().get_context_data(named=self.named, **kwargs)

    def refused(self, form, refusal):
        if isinstance(refusal, RequesterNamed):
            self.named = [(one.label, _marked(one)) for one in refusal.passages]
            form = self.get_form()
            form.full_clean()
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        return super().refused(form, refusal)


class MakeEnquiry(AsksReason, FileUploadMixin, RequestActionView):
    form_class = MakeEnquiryForm
    template_name = "responses/enquiries/make_enquiry.html"
    alone = ()

    def get_initial(self):
        asked = map(whole_number, self.request.GET.getlist("question"))
        chosen = whole_number(self.request.GET.get("department", ""))
        return {
            name: keys
            for name, keys in (("questions", list(asked)), ("departments", [chosen]))
            if keys and min(keys) > 0
        }

    @cached_property
    def posted(self):
        """The departments chosen, as posted."""
        keys = [whole_number(key) for key in self.request.POST.getlist("departments")]
        return list(self.foi_request.authority.departments.filter(pk__in=keys))

    @property
    def is_divided(self):
        return bool(self.posted) and bool(
            {"divide", "divided"} & set(self.request.POST)
        )

    def get_form_kwargs(self):
        unreached = [
            each for each in self.posted if f"address_{each.pk}" in self.request.POST
        ]
        return {
            **super().get_form_kwargs(),
            "foi_request": self.foi_request,
            "on": timezone.localdate(),
            "asks_reason": self.asks_reason,
            "chosen": self.posted if self.is_divided else (),
            "alone": list(dict.fromkeys((*unreached, *self.alone))),
        }

    def post(self, request, *args, **kwargs):
        if "divide" in request.POST and self.posted:
            return self.show_divided()
        return super().post(request, *args, **kwargs)

    def show_divided(self):
        """Show the questions for each department, as chosen for all so far."""
        asked = self.foi_request.questions.filter(kind="question").count()
        if len(self.posted) * asked > MOST_BOXES:
            form = self.get_form_class()(**{**self.get_form_kwargs(), "chosen": ()})
            form.full_clean()
            form.add_error("departments", TOO_MANY)
            return self.form_invalid(form)
        typed = self.request.POST
        initial = {
            "departments": [each.pk for each in self.posted],
            "message": typed.get("message", ""),
            "is_material_sent": "is_material_sent" in typed,
            **{
                f"questions_{each.pk}": typed.getlist("questions")
                for each in self.posted
            },
        }
        kwargs = {**self.get_form_kwargs(), "data": None, "files": None}
        form = self.form_class(**{**kwargs, "initial": initial})
        return self.render_to_response(self.get_context_data(form=form))

    def act(self, form):
        made = ask_departments(
            foi_request=self.foi_request,
            by=self.request.user,
            on=timezone.localdate(),
            file_names=[
                safe_name(file.name) for file in form.cleaned_data["material"] or ()
            ],
            **form.said(),
        )
        for enquiry in made:
            for file in form.cleaned_data["material"] or ():
                self.add_file(enquiry, file)
        start_jobs_on_commit(SCAN_ENQUIRY_FILE)
        return made

    def add_file(self, enquiry, file):
        try:
            add_enquiry_file(
                enquiry=enquiry,
                reply=None,
                question=None,
                chunks=file.chunks(),
                name=file.name,
                most_bytes=settings.MOST_BYTES_PER_FILE,
                by=self.request.user,
            )
        except Refusal as refusal:
            messages.warning(self.request, str(refusal))

    def form_invalid(self, form):
        if self.request.FILES and "material" not in form.errors:
            form.add_error("material", CHOOSE_AGAIN)
        return super().form_invalid(form)

    @property
    def done(self):
        names = ", ".join(str(one.department) for one in self.made)
        return f"Questions sent to {names}. Replies will be shown on this page."

    def refused(self, form, refusal):
        if isinstance(refusal, NobodyAnswers):
            self.alone = refusal.departments
            form = self.get_form()
            form.full_clean()
            form.add_error(f"address_{self.alone[0].pk}", str(refusal))
            return self.form_invalid(form)
        return super().refused(form, refusal)


class EnquiryMixin(RequestMixin):
    """A page about one enquiry of a request, for officers."""

    permission_required = policy.CHANGE_REQUEST

    @cached_property
    def enquiry(self):
        found = self.foi_request.enquiries.select_related(
            "department", "suggested", "asked_by", "foi_request__officer"
        )
        return get_object_or_404(found, pk=self.kwargs["enquiry"])

    def get_success_url(self):
        """Return to the question whose panel had the button, or to the request."""
        asked = {**self.request.GET.dict(), **self.request.POST.dict()}
        question = whole_number(asked.get("question", ""))
        own = self.foi_request.questions.filter(pk=question).first()
        if own is None or self.foi_request.reference is None:
            return f"{self.foi_request.get_absolute_url()}#enquiry-{self.enquiry.pk}"
        at = {"reference": self.foi_request.reference, "question": own.pk}
        return f"{reverse('answer-question', kwargs=at)}?panel=departments"


class EnquiryFormView(EnquiryMixin, ServiceFormView):
    """A form about one enquiry.

    Attributes:
        title: The heading.
        shows_replies: Whether the replies so far stand above the form.
    """

    template_name = "responses/enquiries/enquiry_form.html"
    title = ""
    shows_replies = False

    def get_replies(self):
        sent = self.enquiry.replies.filter(sent_at__isnull=False)
        return sent.prefetch_related("parts__question") if self.shows_replies else ()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request,
            enquiry=self.enquiry,
            title=self.title,
            back_url=self.get_success_url(),
            replies=self.get_replies(),
            **kwargs,
        )


class AskBack(AsksReason, EnquiryFormView):
    form_class = AskBackForm
    title = "Ask back"
    shows_replies = True
    done = "Sent. The department’s reply will be shown on this page."

    def get_initial(self):
        today = timezone.localdate()
        day = default_day(self.enquiry.department, self.foi_request, on=today)
        return {"wanted_by": day}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "asks_reason": self.asks_reason}

    def act(self, form):
        asked = list(self.enquiry.questions.all())
        chosen = whole_number(self.request.GET.get("question", ""))
        return make_enquiry(
            foi_request=self.foi_request,
            department=self.enquiry.department,
            questions=[one for one in asked if one.pk == chosen] or asked,
            follows=self.enquiry,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )


class ChangeDay(EnquiryFormView):
    form_class = ChangeDayForm
    title = "Change the day of the reply"
    refused_at = "wanted_by"
    done = "Day changed. The department is told."

    def get_initial(self):
        return {"wanted_by": self.enquiry.more_time_until or self.enquiry.wanted_by}

    def act(self, form):
        return change_day(
            enquiry=self.enquiry,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )


class SendLink(EnquiryFormView):
    form_class = SendLinkForm
    title = "Send a new link"
    refused_at = "address"

    @property
    def done(self):
        return f"A new link was sent to {self.made.address}."

    def get_initial(self):
        chosen = whole_number(self.request.GET.get("link", ""))
        link = self.enquiry.links.filter(pk=chosen).first()
        return {"address": link.address if link else ""}

    def act(self, form):
        made = send_link(
            enquiry=self.enquiry,
            address=form.cleaned_data["address"],
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        start_jobs_on_commit(SEND_ENQUIRIES)
        return made


class EndLink(EnquiryMixin, ServiceButton):
    @property
    def done(self):
        return f"The link of {self.made.address} has ended."

    def act(self):
        link = get_object_or_404(self.enquiry.links, pk=self.kwargs["link"])
        return end_link(
            link=link,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )


class DealWithEnquiry(EnquiryMixin, ServiceButton):
    done = "Marked as dealt with."

    def act(self):
        return deal_with_enquiry(
            enquiry=self.enquiry,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )


class WithdrawEnquiry(EnquiryMixin, ServiceButton):
    done = "Questions withdrawn. Links to them have ended."

    def act(self):
        return withdraw_enquiry(
            enquiry=self.enquiry,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )


class AskSuggested(EnquiryMixin, ServiceButton):
    def get_refused_url(self):
        """Lead to the form, which asks for an address, other words or a reason."""
        enquiry = self.enquiry
        if enquiry.declined_at is None or enquiry.suggested is None:
            return self.get_success_url()
        asked = [("department", enquiry.suggested.pk)]
        asked += [("question", each.pk) for each in enquiry.questions.all()]
        form = reverse("make-enquiry", args=[self.foi_request.reference])
        return f"{form}?{urlencode(asked)}"

    @property
    def done(self):
        return f"Questions sent to {self.made.department}."

    def act(self):
        today = timezone.localdate()
        department = self.enquiry.suggested or self.enquiry.department
        return ask_suggested(
            enquiry=self.enquiry,
            wanted_by=default_day(department, self.foi_request, on=today),
            by=self.request.user,
            on=today,
            at=timezone.now(),
        )


class EnquiryFileMixin(EnquiryMixin):
    """A page about a file of a department's reply."""

    @cached_property
    def file(self):
        files = EnquiryFile.objects.select_related("enquiry__department", "reply")
        return get_object_or_404(
            files.filter(reply__sent_at__isnull=False) | files.filter(reply=None),
            enquiry=self.enquiry,
            pk=self.kwargs["file"],
        )


class EncloseFile(EnquiryFileMixin, ServiceButton):
    @property
    def done(self):
        return f"{self.made.name} is with the letter. It is checked for hidden data."

    def act(self):
        made = enclose_file(
            file=self.file, by=self.request.user, on=timezone.localdate()
        )
        start_jobs_on_commit(SCAN_ENCLOSURE)
        return made


class FileOfEnquiry(EnquiryFileMixin, GivesFile):
    """Give a department's file to an officer."""

    permission_required = policy.VIEW_REQUESTS

    def get_file(self):
        return self.file
