"""Answer a question, and save the answer while it is typed."""

from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.generic import View

from requests_app.models import FOIRequest, Question
from requests_app.put_aside.still_asked import QuestionGone
from requests_app.refusals import Refusal
from requests_app.service_views import (
    ServiceFormView,
    mark_stored,
    refused_as_json,
)
from responses.drafting.answers import AnswerChanged, answer_question
from responses.drafting.as_question import AS_QUESTION
from responses.drafting.differences import compare
from responses.drafting.forms.draft import AnswerQuestionForm
from responses.drafting.permitted import NotAQuestion, current_answer
from responses.drafting.replies import replies_to
from responses.drafting.sharing import joined_facts
from responses.drafting.suggested import suggested_for
from responses.drafting.versions import whole_text
from responses.drafting.views.mixins import DraftMixin
from responses.drafting.views.pasting import TellsOfLeftOut
from responses.drafting.views.reasons import ReasonsMixin
from responses.drafting.views.replies import PutsReplies
from responses.drafting.views.room import QuestionRoomMixin
from responses.drafting.views.wording import (
    OffersWording,
    Place,
    answer_boxes,
    citation_place,
)
from responses.standing.standing import standing_of
from statute.facts import FACTS


class AnswerQuestion(
    OffersWording,
    PutsReplies,
    QuestionRoomMixin,
    ReasonsMixin,
    TellsOfLeftOut,
    ServiceFormView,
):
    form_class = AnswerQuestionForm
    template_name = "responses/drafting/answer_question.html"

    def get_initial(self):
        answer = self.answer
        initial = {
            "text": answer.text if answer else "",
            "outcome": answer.outcome if answer else "",
            "version": answer.version if answer else 0,
        }
        if self.merged is not None:
            initial["text"] += self.merged.text
        if self.added is not None:
            initial["text"] += self.added
        return initial

    def get_form_kwargs(self):
        stored = self.answer.facts if self.answer else {}
        if self.merged is not None:
            stored = joined_facts([stored, self.merged.facts])
        return {
            **super().get_form_kwargs(),
            "stored": stored,
            "questions": self.get_questions(),
        }

    def get_questions(self):
        """Return the questions with answers open to a reference from this answer."""
        if self.foi_request.is_review:  # each of its points is decided by itself
            return []
        own = {one.question.pk for one in self.draft.lines_with(self.line)}
        return [
            (line.question.pk, str(line.path))
            for line in self.draft.asked
            if line.question.pk not in own
            and not (line.answer and line.answer.as_question)
        ]

    @cached_property
    def added(self):
        """The rich text put aside that the user adds to the answer."""
        key = self.request.GET.get("aside", "")
        aside = next((one for one in self.put_aside_here if str(one.pk) == key), None)
        return aside and next(iter(aside.rich_texts), None)

    @cached_property
    def merged(self):
        """The text to merge into the answer, after two users saved different texts."""
        key = self.request.GET.get("with", "")
        if self.answer is None or not key.isdecimal() or len(key) > 18:
            return None
        return self.answer.revisions.filter(pk=key).select_related("by").first()

    @property
    def suggested(self):
        """The open suggestions for the answer, marked in its words."""
        has_any = self.answer and self.draft.suggested[self.answer.pk]
        return suggested_for(self.answer) if has_any else None

    def get_places(self, form):
        cited = [one.citation.provision_key for one in self.cited]
        boxes = answer_boxes(form["outcome"].value())
        return [
            Place("answer", form, boxes, tuple(cited)),
            *(citation_place(one) for one in self.cited if not one.citation.same_as_id),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            merged=self.merged,
            added=self.added,
            cited=self.cited,
            suggested=self.suggested,
            **kwargs,
        )

    def act(self, form):
        return answer_question(
            foi_request=self.foi_request,
            question=self.line.question,
            replies=replies_to(self.foi_request).filter(pk__in=form.put_in),
            by=self.request.user,
            on=timezone.localdate(),
            **form.said(),
        )

    def refused(self, form, refusal):
        if isinstance(refusal, AnswerChanged):
            return self.show_both(refusal)
        return super().refused(form, refusal)

    def show_both(self, refusal):
        """Show the saved text and the refused text for the user to choose from."""
        mark_stored(self.request)  # as a version not used
        typed, saved = (
            whole_text(one, self.draft) for one in (refusal.revision, refusal.answer)
        )
        yours, theirs = compare(typed, saved)
        context = super().get_context_data(
            refusal=refusal,
            yours=yours,
            theirs=theirs,
            their_title=f"Saved by {refusal.answer.updated_by}",
            is_same_text=typed == saved,
        )
        return self.response_class(
            request=self.request,
            template=["responses/drafting/answer_changed.html"],
            context=context,
            status=409,
        )

    @property
    def wanted(self):
        """The provision chosen or typed beside the text, as query parameters."""
        key = self.request.POST.get("provision_key", "")
        words = self.request.POST.get("provision", "").strip()[:100]
        if key:
            return {"provision": key}
        return {"q": words} if words else {}

    @property
    def done(self):
        return f"{self.called} saved." if self.made.pk and not self.wanted else ""

    @property
    def missing(self):
        if not self.done:
            return ()
        standing = standing_of(self.foi_request).questions
        own = (one for one in standing if one.question.pk == self.line.question.pk)
        return next(own).missing

    def get_success_url(self):
        """Return the next page: a provision, this question, or the next one left."""
        if self.wanted:
            return f"{self.get_page_url('cite-exemption')}?{urlencode(self.wanted)}"
        if self.foi_request.is_review:
            return self.get_page_url("decide-review-point")
        if "next" not in self.request.POST:
            return self.here
        named = {"reference": self.foi_request.reference}
        _, after = self.draft.around(self.line)
        if after is None:
            return reverse("draft-response", kwargs=named)
        named["question"] = after.question.pk
        return reverse("answer-question", kwargs=named)


class AutosaveAnswer(DraftMixin, View):
    """Save the text while the user types; called by the page's script."""

    form_class = AnswerQuestionForm
    http_method_names = ["post"]

    def get_foi_request(self):
        # One query for both, because the page sends this every few seconds.
        visible = FOIRequest.objects.visible_to(self.request.user)
        self.question = (
            Question.objects.select_related("foi_request")
            .filter(
                pk=self.kwargs["question"],
                foi_request__reference=self.kwargs["reference"],
                foi_request__in=visible,
            )
            .first()
        )
        if self.question is None:
            return super().get_foi_request()
        return self.question.foi_request

    def post(self, request, *args, **kwargs):
        if self.question is None:
            raise Http404("No such question.")
        form = AnswerQuestionForm.while_typing(request.POST, self.foi_request)
        if not form.is_valid() and form.errors.keys() - FACTS.keys():
            return refused_as_json("This page is out of date. Reload it.", status=400)
        try:
            answer = answer_question(
                foi_request=self.foi_request,
                question=self.question,
                replies=replies_to(self.foi_request).filter(pk__in=form.put_in),
                by=request.user,
                on=timezone.localdate(),
                is_autosave=True,
                **self.said_so_far(form),
            )
        except (NotAQuestion, QuestionGone) as gone:
            raise Http404("The question is no longer asked.") from gone
        except AnswerChanged as refusal:
            return refused_as_json(
                f"{refusal} Choose “Save” to see both and decide.", status=409
            )
        except Refusal as refusal:
            return refused_as_json(str(refusal), status=422)
        now = timezone.localtime()
        return JsonResponse({"version": answer.version, "saved_at": f"{now:%H:%M}"})

    def said_so_far(self, form):
        """Return the typed values; an unfinished fact, such as a day, stays."""
        said = form.said()
        if form.errors:
            answer = current_answer(self.question)
            stored = answer.facts if answer else {}
            unfinished = (form.errors.keys() & stored.keys()) - {AS_QUESTION}
            said["facts"] |= {name: stored[name] for name in unfinished}
        return said
