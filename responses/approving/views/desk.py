"""The desk of a response, and the buttons beside its parts."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from accounts import policy
from requests_app.due import due_status
from requests_app.forms.fields import whole_number
from requests_app.pages.company import TellsWhoIsHere
from requests_app.pages.request_mixin import RequestMixin
from requests_app.refusals import Refusal
from requests_app.workflow import State
from responses.approving.desk import Desk
from responses.approving.forms import ReturnResponseForm
from responses.approving.queue import next_to_clear
from responses.approving.services import (
    approve_parts,
    note_looks,
    withdraw_approval,
)
from responses.checks.checklist import checklist_of
from responses.clearance.actions import response_actions_open_to
from responses.clearance.own_work import OwnWork, check_not_own_work
from responses.clearance.panel import panel_of
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words


class DeskMixin(RequestMixin):
    """A page of the desk, for approvers alone."""

    permission_required = policy.CLEAR_RESPONSE

    @cached_property
    def content(self):
        """The letter as if issued today."""
        return compose(self.foi_request, on=timezone.localdate())

    @cached_property
    def desk(self):
        """The response as this approver reads it."""
        return Desk(self.foi_request, self.request.user, self.content)

    @cached_property
    def own_work(self):
        """Why the user cannot decide on the response; "" where they can."""
        try:
            check_not_own_work(self.foi_request, self.request.user)
        except OwnWork as refusal:
            return str(refusal)
        panel = self.panel
        if self.is_open and panel is not None and not panel.mine:
            return f"This response waits for {panel.waits_for}, and not for you."
        return ""

    @cached_property
    def panel(self):
        """The steps of the response's clearance."""
        return panel_of(
            self.foi_request,
            self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )

    @property
    def is_open(self):
        """Whether the response waits for clearance."""
        return self.foi_request.state == State.CLEARANCE

    @property
    def desk_url(self):
        return reverse("clearance-desk", args=[self.foi_request.reference])

    def url_of(self, key):
        """Return the address of a part on the desk."""
        number = self.desk.page_of(key)
        query = f"?page={number}" if len(self.desk.pages) > 1 else ""
        return f"{self.desk_url}{query}#part-{key}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request,
            due=due_status(self.foi_request, on=timezone.localdate()),
            draft=self.desk.draft.letter_text,
            desk=self.desk,
            may_decide=self.is_open and not self.own_work,
            own_work=self.own_work,
            panel=self.panel,
            **kwargs,
        )

    def show_parts(self, keys, *, told, status=200):
        """Answer the script of the desk with parts as they now stand."""
        self.forget()
        shown = [one for one in self.desk.shown if one.part.key in keys]
        return render(
            self.request,
            "responses/approving/parts.html",
            {
                "foi_request": self.foi_request,
                "desk": self.desk,
                "parts": shown,
                "told": told,
                "may_decide": self.is_open and not self.own_work,
            },
            status=status,
        )

    def forget(self):
        """Read the response afresh."""
        self.foi_request.refresh_from_db()
        for name in ("content", "desk", "own_work", "panel"):
            self.__dict__.pop(name, None)


class ClearanceDesk(TellsWhoIsHere, DeskMixin, TemplateView):
    template_name = "responses/approving/desk.html"

    @property
    def number(self):
        """The page shown: as asked for, or the first with a part not approved."""
        asked = whole_number(self.request.GET.get("page", ""))
        if 1 <= asked <= len(self.desk.pages):
            return asked
        left = self.desk.first_left
        return self.desk.page_of(left.part.key) if left else 1

    def get_context_data(self, **kwargs):
        if not self.is_open:
            return super().get_context_data(
                next_request=next_to_clear(
                    self.request.user,
                    after=self.foi_request,
                    on=timezone.localdate(),
                ),
                **kwargs,
            )
        number, last = self.number, len(self.desk.pages)
        commented = [one.part for one in self.desk.commented]
        return super().get_context_data(
            page=number,
            pages=last,
            parts=self.desk.pages[number - 1],
            words_sha256=sha256_of_words(self.content),
            checklist=checklist_of(
                self.foi_request,
                self.content,
                user=self.request.user,
                back=self.desk_url,
                may_fix=False,
            ),
            commented=commented,
            may_recall="recall-from-clearance"
            in response_actions_open_to(self.request.user, self.foi_request),
            return_form=ReturnResponseForm(parts=self.desk.parts, commented=""),
            **kwargs,
        )


class ClearancePart(DeskMixin, TemplateView):
    """A part with all that stands beside it: a page, or a piece of the desk."""

    def get_template_names(self):
        if self.request.htmx:
            return ["responses/approving/beside.html"]
        return ["responses/approving/part_page.html"]

    def get_context_data(self, **kwargs):
        shown = self.desk.shown_of(self.kwargs["part"])
        if shown is None:
            raise Http404("The response has no such part.")
        keys = [one.key for one in self.desk.parts]
        at = keys.index(shown.part.key)
        return super().get_context_data(
            shown=shown,
            before=self.desk.shown[at - 1] if at else None,
            after=self.desk.shown[at + 1] if at + 1 < len(keys) else None,
            **{**kwargs, "part": shown.part},
        )


class ApproveParts(DeskMixin, View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        posted = (each.partition(":") for each in request.POST.getlist("part"))
        read = {key: sha256 for key, _, sha256 in posted}
        try:
            made = approve_parts(
                foi_request=self.foi_request,
                read=read,
                by=request.user,
                on=timezone.localdate(),
                at=timezone.now(),
            )
        except Refusal as refusal:
            if request.htmx:
                return self.show_parts(read, told=str(refusal), status=409)
            messages.warning(request, str(refusal))
            return redirect(self.url_of(next(iter(read), "start")))
        told = "Approved." if made else "Approved before."
        if request.htmx:
            return self.show_parts(read, told=told)
        messages.success(request, told)
        left = self.desk.first_left
        if left is None:
            return redirect(f"{self.desk_url}#decision")
        return redirect(self.url_of(left.part.key))


class WithdrawApproval(DeskMixin, View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        key = request.POST.get("part", "").partition(":")[0]
        try:
            withdraw_approval(
                foi_request=self.foi_request,
                part=key,
                by=request.user,
                on=timezone.localdate(),
            )
        except Refusal as refusal:
            told, status = str(refusal), 409
        else:
            told, status = "Approval taken back.", 200
        if request.htmx:
            return self.show_parts([key], told=told, status=status)
        messages.info(request, told)
        return redirect(self.url_of(key))


class NoteLooks(DeskMixin, View):
    """Note what the approver has read; the page's script says so part by part."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        posted = (each.partition(":") for each in request.POST.getlist("part"))
        note_looks(
            foi_request=self.foi_request,
            read={key: sha256 for key, _, sha256 in posted},
            by=request.user,
            at=timezone.now(),
        )
        return HttpResponse(status=204)
