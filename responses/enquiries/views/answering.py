"""The page for the answers of a department: by an account, or by a link."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import ListView, TemplateView

from accounts import policy
from accounts.models import Department
from accounts.sign_in import LINKS, note_wrong_link, tell_to_wait, wait_of
from documents.richtext.cleaning import without_control_characters
from requests_app.files.views.uploading import FileUploadMixin, NotTooLarge
from requests_app.forms.typed import typed_words
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import Enquiry, EnquiryReply
from requests_app.put_aside.queries import Fate
from requests_app.put_aside.services import put_aside
from requests_app.refusals import Refusal
from requests_app.service_views import mark_stored
from responses.enclosures.views.file import GivesFile
from responses.enquiries.answering import (
    AnswerNotPossible,
    accept_enquiry,
    answer_enquiry,
    ask_for_more_time,
    decline_enquiry,
    draft_of,
    save_reply_draft,
)
from responses.enquiries.files import (
    SCAN_ENQUIRY_FILE,
    add_enquiry_file,
    remove_enquiry_file,
)
from responses.enquiries.forms.answering import (
    MOST_IN_DETAIL,
    DeclineForm,
    MoreTimeForm,
    ReplyForm,
)
from responses.enquiries.holders import Holder
from responses.enquiries.links import find_link, link_in_force
from responses.enquiries.people import officer_of
from responses.models import EnquiryFile

ANSWERED_SHOWN = 20
CHANGED = (
    "The draft was changed on another page, so your words here are not saved. Press "
    "Save draft to see both."
)
DONE = {
    "accepted": "Accepted. Answer below when you are ready.",
    "draft": "Draft saved. Only you can see it until you send it.",
    "sent": "Answer sent. Thank you.",
    "declined": "Thank you. The officer is told.",
    "time": "The officer is told that you need more time.",
}


def mark_of(draft):
    """Return what marks the state of a draft; "" for no draft."""
    return draft.saved_at.isoformat() if draft else ""


class MayAnswer(PermissionRequiredMixin):
    """Allow access to contributors, and to the head of any department.

    Which enquiries are theirs, `put_to` says.
    """

    permission_required = policy.ANSWER_ENQUIRY

    def has_permission(self):
        user = self.request.user
        return (
            super().has_permission() or Department.objects.filter(head=user.pk).exists()
        )


class Enquiries(MayAnswer, ListView):
    template_name = "responses/enquiries/enquiries.html"
    context_object_name = "enquiries"

    def get_queryset(self):
        mine = Enquiry.objects.put_to(self.request.user)
        return mine.wanted().with_beginning().select_related("asked_by", "department")

    def get_context_data(self, **kwargs):
        mine = Enquiry.objects.put_to(self.request.user)
        sent = EnquiryReply.objects.filter(enquiry__in=mine, sent_at__isnull=False)
        answered = sent.prefetch_related(
            Prefetch("enquiry", Enquiry.objects.with_beginning())
        ).order_by("-sent_at", "-pk")
        return super().get_context_data(
            answered=answered[:ANSWERED_SHOWN],
            today=timezone.localdate(),
            **kwargs,
        )


class AnswerPage(TemplateView):
    """The page of one enquiry: accept, decline, ask for time, or answer.

    A subclass finds the enquiry and the person who holds it.
    """

    template_name = "responses/enquiries/answer_enquiry.html"
    is_link = False

    @property
    def holder(self):
        raise NotImplementedError

    @cached_property
    def questions(self):
        return list(self.enquiry.questions.all())

    @cached_property
    def draft(self):
        return draft_of(self.enquiry, self.holder)

    def get_forms(self):
        act, data = self.request.POST.get("act"), self.request.POST
        files = self.request.FILES
        is_reply = act in {"answer", "draft"}
        return {
            "form": ReplyForm(
                data if is_reply else None,
                files if is_reply else None,
                questions=self.questions,
                draft=self.draft,
                is_link=self.is_link,
                too_large=getattr(self.request, "too_large", ()),
            ),
            "decline_form": DeclineForm(
                data if act == "decline" else None,
                enquiry=self.enquiry,
                prefix="decline",
            ),
            "time_form": MoreTimeForm(data if act == "time" else None, prefix="time"),
        }

    @cached_property
    def forms(self):
        return self.get_forms()

    @property
    def takes_replies(self):
        """Whether the page has its forms."""
        enquiry = self.enquiry
        return not (
            enquiry.withdrawn_at
            or enquiry.declined_at
            or enquiry.dealt_with_at
            or enquiry.foi_request.closed_on
        )

    def get_context_data(self, **kwargs):
        enquiry = self.enquiry
        sent = enquiry.replies.filter(sent_at__isnull=False).order_by("sent_at", "pk")
        files = EnquiryFile.objects.defer("words").filter(enquiry=enquiry)
        every = list(files)
        draft = draft_of(enquiry, self.holder)
        own = [one for one in every if draft and one.reply_id == draft.pk]
        return super().get_context_data(
            **self.forms,
            enquiry=enquiry,
            questions=self.questions,
            rows=[
                (*row, [one for one in own if one.question_id == row[0].pk])
                for row in self.forms["form"].rows
            ],
            sent=[
                (reply, [one for one in every if one.reply_id == reply.pk])
                for reply in sent.prefetch_related("parts__question")
            ],
            material=[
                (one, self.get_file_url(one)) for one in every if one.reply_id is None
            ],
            draft=draft,
            # Of a long enquiry, what was sent and the boxes have a page each.
            is_long=len(self.questions) > MOST_IN_DETAIL,
            is_adding=self.is_adding(draft),
            seen=mark_of(draft),
            general_files=[one for one in own if one.question_id is None],
            takes_replies=self.takes_replies,
            is_link=self.is_link,
            days_late=enquiry.days_late(timezone.localdate()),
            told=DONE.get(self.request.GET.get("done", ""), ""),
            most_mb=settings.MOST_BYTES_PER_FILE // 1_000_000,
            **kwargs,
        )

    def is_adding(self, draft):
        """Whether the page shows the boxes of an enquiry with a reply."""
        shown = self.request.GET.get("show")
        is_begun = draft is not None and shown != "sent"
        return shown == "boxes" or is_begun or bool(self.forms["form"].errors)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        acts = {
            "accept": self.accept,
            "decline": self.decline,
            "time": self.ask_for_time,
            "draft": self.save_draft,
            "answer": self.answer,
        }
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            raise Http404("There is no such action.")
        if request.POST["act"] in {"draft", "answer"} and self.saved_elsewhere:
            return self.show_both()
        try:
            done = act()
        except AnswerNotPossible as refusal:
            return self.not_possible(refusal)
        if done is None:
            return self.show_again()
        if not request.accepts("text/html"):
            at = timezone.localtime()
            seen = mark_of(draft_of(self.enquiry, self.holder))
            told = f"Draft saved at {at:%H:%M}."
            return JsonResponse({"message": told, "seen": seen})
        mark_stored(request)
        return redirect(f"{request.path}?{urlencode({'done': done})}")

    @cached_property
    def saved_elsewhere(self):
        """Words saved from another page meanwhile, which this page would replace."""
        typed, mark = self.request.POST, mark_of(self.draft)
        if self.draft is None or typed.get("seen", mark) == mark:
            return []
        kept = [
            (f"text-{part.question_id}", part.text) for part in self.draft.parts.all()
        ]
        return [
            {"label": self.forms["form"].fields[name].label, "text": text}
            for name, text in [*kept, ("text", self.draft.text)]
            if text.strip()
            and name in self.forms["form"].fields
            and " ".join(text.split()) not in " ".join(typed.get(name, "").split())
        ]

    def show_both(self):
        """Show what was typed here, with what was saved from another page."""
        if not self.request.accepts("text/html"):
            return JsonResponse({"message": CHANGED}, status=HTTPStatus.CONFLICT)
        context = self.get_context_data(saved_elsewhere=self.saved_elsewhere)
        return self.render_to_response(context)

    def show_again(self):
        if not self.request.accepts("text/html"):
            return JsonResponse({"message": ""}, status=HTTPStatus.BAD_REQUEST)
        return self.render_to_response(self.get_context_data())

    def not_possible(self, refusal):
        """Show the enquiry as it now is, with the words not sent."""
        if not self.request.accepts("text/html"):
            return JsonResponse({"message": str(refusal)}, status=HTTPStatus.CONFLICT)
        self.enquiry.refresh_from_db()
        words = typed_words(self.request.POST, self.forms["form"].fields)
        self.keep(words, refusal)
        context = self.get_context_data(refusal=str(refusal), unsent=words)
        return self.render_to_response(context)

    def keep(self, words, refusal):
        """Keep words that cannot be sent, where the person has an account."""

    def accept(self):
        accept_enquiry(enquiry=self.enquiry, holder=self.holder, **self.now)
        return "accepted"

    def decline(self):
        form = self.forms["decline_form"]
        if not form.is_valid():
            return None
        decline_enquiry(
            enquiry=self.enquiry, holder=self.holder, **form.cleaned_data, **self.now
        )
        return "declined"

    def ask_for_time(self):
        form = self.forms["time_form"]
        if not form.is_valid():
            return None
        try:
            ask_for_more_time(
                enquiry=self.enquiry,
                holder=self.holder,
                until=form.cleaned_data["until"],
                reason=form.cleaned_data["more_time_reason"],
                on=timezone.localdate(),
            )
        except AnswerNotPossible as refusal:
            form.add_error("until", str(refusal))
            return None
        return "time"

    def save_draft(self):
        return "draft" if self.store() else None

    def answer(self):
        form = self.forms["form"]
        if not self.store():
            return None
        try:
            answer_enquiry(
                enquiry=self.enquiry,
                holder=self.holder,
                written=form.written,
                **self.now,
            )
        except AnswerNotPossible:
            raise
        except Refusal as refusal:
            first = self.questions[0].pk if self.questions else None
            form.add_error(f"text-{first}" if first else None, str(refusal))
            return None
        return "sent"

    def store(self):
        """Save the draft with its files, as far as it can be read."""
        form = self.forms["form"]
        form.is_valid()
        reply = save_reply_draft(
            enquiry=self.enquiry,
            holder=self.holder,
            written=form.written,
            has_new_files=bool(form.chosen),
            at=timezone.now(),
        )
        for key in form.removed:
            remove_enquiry_file(reply=reply, key=key)
        for question, name, file in form.chosen:
            try:
                add_enquiry_file(
                    enquiry=self.enquiry,
                    reply=reply,
                    question=question,
                    chunks=file.chunks(),
                    name=file.name,
                    most_bytes=settings.MOST_BYTES_PER_FILE,
                    by=self.holder.user,
                )
            except AnswerNotPossible:
                raise
            except Refusal as refusal:
                form.add_error(name, str(refusal))
        if form.chosen:
            start_jobs_on_commit(SCAN_ENQUIRY_FILE)
        return not form.errors

    @property
    def now(self):
        return {"on": timezone.localdate(), "at": timezone.now()}


class AnswerEnquiry(FileUploadMixin, MayAnswer, AnswerPage):
    """The page for a person with an account."""

    def dispatch_protected(self, request, *args, **kwargs):
        self.enquiry = get_object_or_404(
            Enquiry.objects.put_to(request.user).select_related(
                "department", "asked_by", "foi_request"
            ),
            pk=kwargs["enquiry"],
        )
        return super().dispatch_protected(request, *args, **kwargs)

    @property
    def holder(self):
        return Holder(user=self.request.user)

    def get_file_url(self, file):
        return reverse("material-of-enquiry", args=[self.enquiry.pk, file.pk])

    def keep(self, words, refusal):
        if not words:
            return
        put_aside(
            foi_request=self.enquiry.foi_request,
            words=words,
            page=self.request.path,
            fate=Fate(str(refusal)),
            by=self.request.user,
            on=timezone.localdate(),
        )
        mark_stored(self.request)


class MaterialOfEnquiry(MayAnswer, GivesFile):
    """Give material to a person with an account, once it is checked."""

    def dispatch(self, request, *args, **kwargs):
        mine = Enquiry.objects.put_to(request.user)
        self.enquiry = get_object_or_404(mine, pk=kwargs["enquiry"])
        return super().dispatch(request, *args, **kwargs)

    def get_file(self):
        return material_of(self.enquiry, self.kwargs["file"])


def material_of(enquiry, key):
    """Return a file open to the department."""
    file = get_object_or_404(EnquiryFile, enquiry=enquiry, pk=key, reply=None)
    if not file.may_be_shown or enquiry.withdrawn_at:
        raise Http404("The file is not open to the department.")
    return file


@method_decorator([login_not_required, never_cache, csrf_exempt], name="dispatch")
class LinkMixin:
    """A page opened by a link. The token is the key: there is no session to abuse."""

    is_link = True

    def dispatch(self, request, *args, **kwargs):
        request.too_large = []
        if request.method == "POST":
            request.upload_handlers.insert(0, NotTooLarge(request))
        link = find_link(kwargs["token"])
        if link is None:
            response = self.refuse_unknown(request)
        elif link.is_ended(timezone.now()) or link.enquiry.withdrawn_at:
            response = self.tell_ended(request, link)
        else:
            self.link, self.enquiry = link, link.enquiry
            response = super().dispatch(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def refuse_unknown(self, request):
        """Answer an unknown link, slower and slower for the same address."""
        if wait_of(request, LINKS, at=timezone.now()):
            return tell_to_wait(request, LINKS)
        note_wrong_link(request)
        context = {"user": AnonymousUser(), "link": None}
        return render(
            request,
            "responses/enquiries/link_ended.html",
            context,
            status=HTTPStatus.NOT_FOUND,
        )

    def get_unsent(self, request, link):
        """Return the words of a form sent to an ended link."""
        return []

    def tell_ended(self, request, link):
        if not request.accepts("text/html"):
            words = "This link has ended, so nothing was saved. Copy your words."
            return JsonResponse({"message": words}, status=HTTPStatus.GONE)
        context = {
            "user": AnonymousUser(),
            "link": link,
            "newer": link_in_force(link),
            "officer": officer_of(link.enquiry),
            "unsent": self.get_unsent(request, link),
        }
        return render(
            request,
            "responses/enquiries/link_ended.html",
            context,
            status=HTTPStatus.GONE,
        )


class ReplyByLink(LinkMixin, AnswerPage):
    """The page for a person without an account."""

    @property
    def holder(self):
        named = without_control_characters(self.request.POST.get("named", ""))
        named = " ".join(named.split())[:120]
        return Holder(link=self.link, named=named)

    def get_unsent(self, request, link):
        if request.method != "POST":
            return []
        form = ReplyForm(questions=link.enquiry.questions.all(), is_link=True)
        return typed_words(request.POST, form.fields)

    def get_file_url(self, file):
        return reverse("material-by-link", args=[self.kwargs["token"], file.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(user=AnonymousUser(), **kwargs)


class MaterialByLink(LinkMixin, GivesFile):
    """Give material to a person without an account, once it is checked."""

    def get_file(self):
        return material_of(self.enquiry, self.kwargs["file"])
