"""Comment, reply, resolve, assign; each as a page, or within the panel of a page."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import RedirectView

from accounts import policy
from requests_app.due import due_status
from requests_app.pages.request_mixin import RequestMixin
from requests_app.service_views import ServiceButton, ServiceFormView
from requests_app.telling.reading import mark_read_at
from responses.comments.assigning import assign_comment
from responses.comments.forms import AssignCommentForm, CommentForm, ReplyForm
from responses.comments.places import places_of
from responses.comments.services import (
    comment_on,
    read_mentions,
    reopen_comment,
    reply_to_comment,
    resolve_comment,
)
from responses.comments.threads import About, with_shared
from responses.comments.views.panel import panel_for
from responses.models import Comment


class PanelMixin(RequestMixin):
    """A page about comments. The script of the panel asks for the panel alone."""

    permission_required = policy.COMMENT

    @property
    def is_panel(self):
        """Whether the script of the panel asks."""
        return bool(self.request.htmx)

    @cached_property
    def about(self):
        """The part of the draft shown; None for every part."""
        part, _, key = self.request.GET.get("about", "").partition("-")
        if part == Comment.Part.ANSWER and key.isdecimal() and len(key) < 18:
            return with_shared(int(key))
        is_part = part in Comment.Part.values and part != Comment.Part.ANSWER
        return About(part) if is_part else None

    @cached_property
    def comment(self):
        """The comment named in the address."""
        found = self.foi_request.comments.select_related("reply_to", "by")
        return get_object_or_404(found, pk=self.kwargs["comment"])

    @cached_property
    def thread(self):
        """The first comment of its thread."""
        return self.comment.reply_to or self.comment

    def show_panel(self, *, status=200, **shown):
        """Answer the script of the panel with the panel alone."""
        panel = panel_for(self.request.user, self.foi_request, self.about, **shown)
        return render(
            self.request,
            "responses/comments/panel.html",
            {"foi_request": self.foi_request, "comments": panel},
            status=status,
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request,
            due=due_status(self.foi_request, on=timezone.localdate()),
            **kwargs,
        )


class CommentFormView(PanelMixin, ServiceFormView):
    """A form of comments, as a page or within the panel."""

    def form_valid(self, form):
        response = super().form_valid(form)
        if not self.is_panel or not hasattr(self, "made"):
            return response
        return self.show_panel(made=self.made, told=self.said)

    @property
    def done(self):
        # The panel says what was done.
        return "" if self.is_panel else self.said

    def get_success_url(self):
        return comment_url(self.made)


class Comments(CommentFormView):
    """Every comment of a request, and the form for another."""

    form_class = CommentForm
    template_name = "responses/comments/comments.html"
    said = "Comment added."

    def get_permission_required(self):
        is_posted = self.request.method == "POST"
        return (policy.COMMENT if is_posted else policy.VIEW_REQUESTS,)

    @cached_property
    def places(self):
        return places_of(self.foi_request)

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "foi_request": self.foi_request,
            "places": self.places,
        }

    def get_initial(self):
        about = self.request.GET.get("about", "")
        return {"about": about or Comment.Part.WHOLE}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        panel = panel_for(
            self.request.user,
            self.foi_request,
            self.about,
            places=self.places,
            form=context["form"],
        )
        return {**context, "comments": panel}

    def form_invalid(self, form):
        if self.is_panel:
            return self.show_panel(form=form, places=self.places, status=422)
        return super().form_invalid(form)

    def act(self, form):
        return comment_on(
            foi_request=self.foi_request,
            by=self.request.user,
            on=timezone.localdate(),
            **form.said(),
        )


class ReplyToComment(CommentFormView):
    form_class = ReplyForm
    template_name = "responses/comments/comment_form.html"
    said = "Reply added."

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Reply", thread=self.thread, **kwargs)

    def form_invalid(self, form):
        if self.is_panel:
            return self.show_panel(reply=form, made=self.thread, status=422)
        return super().form_invalid(form)

    def act(self, form):
        return reply_to_comment(
            comment=self.thread,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )


class AssignComment(CommentFormView):
    form_class = AssignCommentForm
    template_name = "responses/comments/comment_form.html"

    @property
    def said(self):
        person = self.made.assigned_to
        return f"Task for {person}." if person else "This comment is not a task."

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "foi_request": self.foi_request,
            "action": self.request.get_full_path(),
        }

    def get_initial(self):
        thread = self.thread
        return {"assigned_to": thread.assigned_to, "wanted_by": thread.wanted_by}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Task", thread=self.thread, **kwargs)

    def act(self, form):
        return assign_comment(
            comment=self.thread,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )


class CommentButton(PanelMixin, ServiceButton):
    """A button beside a thread."""

    def post(self, request, *args, **kwargs):
        if not self.is_panel:
            return super().post(request, *args, **kwargs)
        self.made = self.act()
        return self.show_panel(made=self.made, told=self.done)

    def get_success_url(self):
        if self.request.GET.get("from") == "home":
            return reverse("home")
        return comment_url(self.thread)


class ResolveComment(CommentButton):
    @property
    def done(self):
        return "Task done." if self.made.assigned_to_id else "Comment resolved."

    def act(self):
        return resolve_comment(
            comment=self.thread,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )


class ReopenComment(CommentButton):
    done = "Comment opened again."

    def act(self):
        return reopen_comment(
            comment=self.thread, by=self.request.user, on=timezone.localdate()
        )


class ReadComment(PanelMixin, ServiceButton):
    """Take a comment naming the user off their home."""

    permission_required = policy.VIEW_REQUESTS
    done = "Marked as read."

    def act(self):
        return read_mentions(comment=self.comment, by=self.request.user)

    def get_success_url(self):
        return reverse("home")


class CommentPlace(PanelMixin, RedirectView):
    """Lead to a comment where this user can read it, wherever it now stands."""

    permission_required = policy.VIEW_REQUESTS

    def get_redirect_url(self, *args, **kwargs):
        mark_read_at(person=self.request.user, path=self.request.path)
        url = self.get_room_url() or reverse(
            "comments", kwargs={"reference": self.foi_request.reference}
        )
        return f"{url}#comment-{self.comment.pk}"

    def get_room_url(self):
        """Return the page of the drafting room with the comment; "" for none."""
        may_draft = policy.DRAFT_RESPONSE in self.request.user.role_permissions
        if not may_draft or self.foi_request.is_review:
            return ""
        named = {"reference": self.foi_request.reference}
        match self.thread.part:
            case Comment.Part.ANSWER:
                if places_of(self.foi_request).is_gone(self.thread):
                    return ""
                named["question"] = self.thread.question_key
                name = "answer-question"
            case Comment.Part.STATEMENT:
                name = "save-statement"
            case Comment.Part.LETTER_TEXT:
                name = "save-letter-text"
            case _:
                return ""
        return f"{reverse(name, kwargs=named)}?panel=comments"


def comment_url(comment):
    """Return an address leading to a comment, wherever it stands."""
    named = {"reference": comment.foi_request.reference, "comment": comment.pk}
    return reverse("comment", kwargs=named)
