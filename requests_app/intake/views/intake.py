"""Views for the intake of a request: record, read, correct details, register."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from accounts import policy
from requests_app.actions.table import ACTIONS
from requests_app.alike.queries import alike_to
from requests_app.casework.doubles import title_of
from requests_app.casework.pairs import pairs_of
from requests_app.files.queries import count_files
from requests_app.forms.fields import whole_number
from requests_app.forms.postal_address import as_posted, why_not_posted
from requests_app.intake.details import DetailsChanged, change_details
from requests_app.intake.forms.correcting import ChangeDetailsForm
from requests_app.intake.forms.not_valid import MarkNotValidForm
from requests_app.intake.forms.recording import RecordRequestForm
from requests_app.intake.history import IntakeHistory
from requests_app.intake.law_named import told_of_no_such
from requests_app.intake.recording import record_double, record_request
from requests_app.intake.registering import (
    AlreadyRegistered,
    mark_not_valid,
    register_request,
)
from requests_app.intake.suggested_regime import other_regime
from requests_app.intake.suggested_type import suggest_type
from requests_app.models import Requester
from requests_app.pages.action_view import RequestActionView
from requests_app.questions.correcting import QuestionsChanged
from requests_app.questions.outline.nodes import CLOSING, PREAMBLE
from requests_app.questions.stored_outline import outline_of
from requests_app.questions.views import QuestionEditor
from requests_app.refusals import Refusal
from requests_app.requesters.carrying import (
    ADDRESS,
    EMAIL,
    changed_on_request,
    concerned,
    unknown_to,
)
from requests_app.requesters.keeping import words_of
from requests_app.service_views import ServiceFormView
from statute.working_days import format_date

_ADDRESSES = (EMAIL, ADDRESS)


def warn_of_address(request, foi_request):
    """Say at once why no letter can be posted to the address just typed."""
    if not foi_request.postal_address:
        return
    if reasons := why_not_posted(as_posted(foi_request.postal_address)):
        said = ["A letter cannot be posted to this requester yet.", *reasons]
        messages.warning(request, " ".join(said))


class RecordRequest(PermissionRequiredMixin, ServiceFormView):
    permission_required = policy.RECORD_REQUEST
    form_class = RecordRequestForm
    template_name = "requests_app/intake/record_request.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.authority is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "authority": self.request.user.authority,
            "today": timezone.localdate(),
            "user": self.request.user,
            "known": self.known,
        }

    @cached_property
    def known(self):
        """The record from which the request was begun; None for none."""
        key = whole_number(self.request.GET.get("requester", ""))
        visible = Requester.objects.visible_to(self.request.user).in_use()
        return visible.filter(pk=key).first()

    def get_initial(self):
        user = self.request.user
        received = {"received_on": timezone.localdate()}
        if self.known is not None:
            received |= {
                "requester_name": self.known.name,
                "requester_email": self.known.email,
                "requester_address": self.known.address,
                "requester_organisation": self.known.organisation,
                "requester_type": self.known.requester_type_id,
                "language": self.known.language,
            }
        if user.authority.assignment_rules.exists():
            return received  # the rules assign the request when it is registered
        return {**received, "officer": user.pk, "team": user.team_id}

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if not form.is_shown_first and form.is_valid():
            return self.form_valid(form)
        return self.form_invalid(form)

    def act(self, form):
        original, details = form.cleaned_data["original"], {**form.cleaned_data}
        del details["original"]
        details |= {
            "authority": self.request.user.authority,
            "by": self.request.user,
            "on": timezone.localdate(),
        }
        if original is None:
            return record_request(**details)
        return record_double(original=original, **details)

    def tell(self):
        super().tell()
        if self.made.is_double:
            messages.success(
                self.request,
                f"Put on the file of {title_of(self.made.double_of)} as a double. You "
                "can undo this for 30 days.",
            )
            return
        warn_of_address(self.request, self.made)
        record = self.made.requester
        if record is not None and record.format_wanted:
            messages.info(self.request, f"{record.format_wanted} by this requester.")

    def get_success_url(self):
        return (self.made.double_of or self.made).get_absolute_url()


class ReadRequest(QuestionEditor, View):
    permission_required = policy.VIEW_REQUESTS

    def get_context(self, editor):
        return {
            **super().get_context(editor),
            "alike": alike_to(self.foi_request, self.request.user),
            "pairs": pairs_of(
                self.foi_request, self.request.user, on=timezone.localdate()
            ),
            "files_kept": count_files(self.foi_request),
            "suggested_type": suggest_type(self.foi_request),
            "other_regime": other_regime(self.foi_request),
            "told_of_law": list(told_of_no_such(self.foi_request.received_text)),
        }

    def get(self, request, *args, **kwargs):
        if self.foi_request.reference is not None:
            return redirect(self.foi_request)
        outline = outline_of(self.foi_request)
        keys = {str(key): key for key in (*outline.by_id, PREAMBLE, CLOSING)}
        node = keys.get(request.GET.get("node", ""))
        return self.show(self.get_editor(outline, node=node))


class RegisterRequest(QuestionEditor, View):
    """Save the questions as typed, and register the request."""

    def get_registered_url(self, foi_request):
        """Return the page to show next."""
        return foi_request.get_absolute_url()

    def get(self, request, *args, **kwargs):
        return redirect(self.foi_request)

    def post(self, request, *args, **kwargs):
        typed = self.begun_from
        try:
            typed = self.editor_form.typed(self.begun_from)
            foi_request = register_request(
                foi_request=self.foi_request,
                version=self.editor_form.cleaned_data["version"],
                outline=typed,
                by=request.user,
                on=timezone.localdate(),
            )
        except AlreadyRegistered as registered:
            foi_request = registered.foi_request
        except QuestionsChanged as changed:
            return self.show_conflict(changed, typed)
        except Refusal as refusal:
            version = self.editor_form.cleaned_data["version"]
            return self.show(
                self.get_editor(typed, refusal=str(refusal), version=version)
            )
        messages.success(
            request,
            f"Registered as {foi_request.reference}. Due "
            f"{format_date(foi_request.due_on)}.",
        )
        return redirect(self.get_registered_url(foi_request))


class ChangeDetails(RequestActionView):
    form_class = ChangeDetailsForm
    service = staticmethod(change_details)
    done = "Details saved."

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "foi_request": self.foi_request,
            "chosen": self.request.GET,
        }

    def tell(self):
        super().tell()
        warn_of_address(self.request, self.made)

    def get_success_url(self):
        """Ask whether it is still the same person, or where else the address goes."""
        before, made, record = self.foi_request, self.made, self.made.requester
        is_renamed = before.requester_name != made.requester_name
        if record is None:
            return super().get_success_url()
        if is_renamed and words_of(made.requester_name) not in record.known_by:
            return ACTIONS["link-requester"].url(made)
        moved = [
            each for each in _ADDRESSES if getattr(before, each) != getattr(made, each)
        ]
        if moved:
            entry = made.history.filter(kind=IntakeHistory.DETAILS_CHANGED).latest("pk")
            addresses = changed_on_request(entry)
            others = concerned(record, addresses, self.request.user)
            if others or unknown_to(record, addresses):
                return f"{made.get_absolute_url()}carry-address/{entry.pk}/"
        return super().get_success_url()

    def refused(self, form, refusal):
        if isinstance(refusal, DetailsChanged):
            form.contest(refusal)
            return self.form_invalid(form)
        return super().refused(form, refusal)


class MarkNotValid(RequestActionView):
    form_class = MarkNotValidForm
    service = staticmethod(mark_not_valid)
    explanation = (
        "Use this for a message that is not a valid request in law: it has no name, "
        "no address for an answer, or no description of the information wanted. "
        "Tell the sender what is missing, and help them to put it right."
    )
    done = "Marked as not valid. The request is closed."
