"""Views of the question editor: one page, and one action at a time."""

from functools import cached_property

from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from accounts import policy
from requests_app.actions.table import actions_open_to
from requests_app.due import due_status
from requests_app.pages.request_mixin import RequestMixin
from requests_app.questions.clarifying import (
    add_from_clarification,
    note_first_asked,
    settle_clarification,
)
from requests_app.questions.correcting import (
    QuestionsChanged,
    correct_questions,
    nothing_follows,
    redo_correction,
    undo_correction,
)
from requests_app.questions.editor import compared, editor_context, next_to
from requests_app.questions.forms import CorrectQuestionsForm, sealed_outline
from requests_app.questions.outline.nodes import PREAMBLE, from_json
from requests_app.questions.outline.placing import place
from requests_app.questions.outline.tree_edits import CorrectionNotPossible
from requests_app.questions.proposing import proposals_of
from requests_app.questions.stored_outline import outline_of, steps_of
from requests_app.refusals import Refusal
from requests_app.workflow import State


class QuestionEditor(RequestMixin):
    """The base of every page with the question editor.

    Used directly for a request without a reference.

    Attributes:
        page: The template around the editor.
        follow: Moves the data linked to the questions; the app with the answers sets
            its own.
    """

    permission_required = policy.CHANGE_REQUEST
    page = "requests_app/questions/read_request.html"
    follow = staticmethod(nothing_follows)

    @property
    def page_url(self):
        """The URL of the editor."""
        name = "correct-questions" if "reference" in self.kwargs else "read-request"
        return reverse(name, kwargs=self.kwargs)

    @cached_property
    def editor_form(self):
        form = CorrectQuestionsForm(self.request.POST, foi_request=self.foi_request)
        if not form.is_valid():
            raise BadRequest
        return form

    @cached_property
    def begun_from(self):
        """The questions as they were when the page was opened."""
        version = self.editor_form.cleaned_data["version"]
        if version != self.foi_request.questions_version:
            revision = self.foi_request.questions_revisions.filter(version=version)
            if found := revision.first():
                return from_json(found.outline)
        return outline_of(self.foi_request)

    def get_editor(
        self, shown, *, node=None, caret=None, refusal="", said="", version=None
    ):
        """Return the context of the editor's templates for an outline.

        Args:
            shown: The questions, with the texts as typed.
            node: The chosen node.
            caret: The position of the cursor in the chosen text; None leaves the
                cursor.
            refusal: Why the last action was refused.
            said: The result of the last action.
            version: The version on which the correction was begun; None for the current
                version.
        """
        foi_request = self.foi_request
        return {
            **editor_context(shown, foi_request.received_text, node=node),
            "foi_request": foi_request,
            "version": foi_request.questions_version if version is None else version,
            "caret": caret,
            "proposals": proposals_of(foi_request),
            "steps": steps_of(foi_request),
            "action_url": reverse("correct-questions", kwargs=self.kwargs),
            "register_url": (
                ""
                if foi_request.reference
                else reverse("register-request", args=[foi_request.pk])
            ),
            "refusal": refusal,
            "said": said,
        }

    def get_context(self, editor):
        """Return the context of the page around the editor."""
        foi_request, user = self.foi_request, self.request.user
        is_open = foi_request.state == State.RECEIVED
        return {
            **editor,
            "view": self,
            "due": due_status(foi_request, on=timezone.localdate()),
            "can_correct": is_open and policy.CHANGE_REQUEST in user.role_permissions,
            "actions": [
                (action.title, action.url(foi_request))
                for action in actions_open_to(user, foi_request)
                if action.url_name != "correct-questions"  # this page
            ],
        }

    def show(self, editor):
        """Return only the editor for an HTMX request, the whole page otherwise."""
        if self.request.htmx:
            template = "components/question_editor.html"
        else:
            template, editor = self.page, self.get_context(editor)
        return render(self.request, template, editor)

    def show_conflict(self, changed, mine):
        """Show the current questions beside the correction that came second."""
        context = {
            "foi_request": self.foi_request,
            "reason": str(changed),
            "sides": compared(changed.outline, mine),
            "version": changed.version,
            "mine": sealed_outline(mine, self.foi_request),
            "action_url": reverse("correct-questions", kwargs=self.kwargs),
            "keep_url": self.page_url,
        }
        template = (
            "components/questions_changed.html"
            if self.request.htmx
            else "requests_app/questions/questions_changed.html"
        )
        return render(self.request, template, context)


class CorrectQuestions(QuestionEditor, View):
    """Carry out one action of the editor."""

    def dispatch(self, request, *args, **kwargs):
        foi_request = self.get_foi_request()
        if foi_request.reference is not None and "foi_request" in kwargs:
            # The request was registered after the page was opened. Resend the form to
            # the view that moves answers along with their questions.
            here = {"reference": foi_request.reference}
            page = reverse("correct-questions", kwargs=here)
            return redirect(page, preserve_request=True)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return redirect(self.foi_request)

    def post(self, request, *args, **kwargs):
        if self.editor_form.cleaned_data["action"] == "look":
            return self.look()
        try:
            correction = self.correct()
        except QuestionsChanged as changed:
            return self.show_conflict(changed, self.wanted)
        except Refusal as refusal:
            return self.refuse(str(refusal))
        self.foi_request = correction.foi_request
        return self.done(correction)

    @cached_property
    def typed(self):
        """The questions with the texts as typed."""
        return self.editor_form.typed(self.begun_from)

    @cached_property
    def wanted(self):
        """The questions with the texts as typed, after the chosen action."""
        return self.editor_form.done(self.typed)

    def correct(self):
        """Carry out the chosen action on the texts as typed."""
        given = {
            "foi_request": self.foi_request,
            "version": self.editor_form.cleaned_data["version"],
            "by": self.request.user,
            "on": timezone.localdate(),
            "follow": self.follow,
        }
        action = self.editor_form.cleaned_data["action"]
        step = {"undo": undo_correction, "redo": redo_correction}.get(action)
        if action in {"read", "settle", "ask"}:
            del given["foi_request"]
            return self.read_words(action, given)
        if step is None:
            return correct_questions(outline=self.wanted, **given)
        if self.typed.content != self.begun_from.content:
            # Text typed but not yet saved is a correction of its own.
            correction = correct_questions(outline=self.typed, **given)
            given["version"] = correction.foi_request.questions_version
        return step(**given)

    def read_words(self, action, given):
        """Carry out an action on what the requester wrote later."""
        form = self.editor_form
        given["clarification"] = form.proposal.clarification
        given["outline"] = self.wanted
        if action == "read":
            return add_from_clarification(**given)
        if action == "ask":
            return note_first_asked(question=form.first_asked, **given)
        return settle_clarification(effect=form.effect, **given)

    def refuse(self, reason):
        """Show why the action was refused. The texts as typed stay on the page."""
        try:
            shown = self.typed
        except CorrectionNotPossible:
            shown = self.begun_from
        node = self.editor_form.cleaned_data["node"]
        version = self.editor_form.cleaned_data["version"]
        return self.show(
            self.get_editor(shown, node=node, refusal=reason, version=version)
        )

    def done(self, correction):
        node = next_to(
            correction.before,
            correction.outline,
            self.editor_form.cleaned_data["node"],
        )
        if self.request.htmx:
            caret = self.get_caret(correction, node)
            return self.show(
                self.get_editor(
                    correction.outline, node=node, caret=caret, said=correction.note
                )
            )
        return redirect(f"{self.page_url}?node={node}#chosen")

    def get_caret(self, correction, node):
        """Return the position of the cursor: where two texts were joined."""
        action = self.editor_form.cleaned_data["action"]
        if action in {"split", "add", "put_back"}:
            return 0
        if action != "merge":
            return None
        before, after = self.typed, correction.outline
        if node == PREAMBLE:
            text, joined = before.preamble, after.preamble
        elif node in before.by_id:
            text, joined = before.by_id[node].text, after.by_id[node].text
        else:
            return 0
        start = len(text) + 1 if text and joined != text else len(text)
        # Browsers count positions in UTF-16 code units.
        return len(joined[:start].encode("utf-16-le")) // 2

    def look(self):
        """Show where the words as typed are in the received text; save nothing."""
        try:
            shown = self.typed
        except CorrectionNotPossible:
            shown = self.begun_from
        context = {
            "placing": place(self.foi_request.received_text, shown),
            "foi_request": self.foi_request,
        }
        return render(self.request, "components/received_text.html", context)
