"""The pages of the public form. Nobody signs in; what was typed goes from page to page.

Nothing is stored before the request is sent: hidden fields carry what was typed.
"""

from functools import cached_property
from http import HTTPStatus
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.views.generic import View

from accounts.models import Authority
from accounts.sign_in import client_address
from mail.asking.addresses import IN_WELSH, path_of
from mail.asking.forms import QuestionForm, WhoAsksForm
from mail.asking.limits import BITS, Sender, TooMany, client_of, proof_of, puzzle_for
from mail.asking.links import token_of
from mail.asking.queries import answers_that_may_tell, open_answers
from mail.asking.sentences import Sentences
from mail.asking.services import send_request
from mail.asking.tallying import count_answer, count_shown
from responses.letters.pages import article_of
from responses.letters.wording.welsh import ENGLISH, WELSH

_LONGEST_KEY = 36


def values_of(authority):
    """Return what sentences about an authority name."""
    return {"authority": authority, "email": authority.email}


@method_decorator(login_not_required, name="dispatch")
class PublicPage(View):
    """A page for everybody, in one of two languages."""

    def dispatch(self, request, *args, **kwargs):
        return self.respond()

    def respond(self):
        """Return the response; a subclass may answer otherwise."""
        return super().dispatch(self.request, *self.args, **self.kwargs)

    @property
    def language(self):
        return self.kwargs.get("language", ENGLISH)

    @property
    def other_language(self):
        return ENGLISH if self.language == WELSH else WELSH

    @cached_property
    def authority(self):
        return Authority.objects.filter(slug=self.kwargs["authority"]).first()

    @cached_property
    def say(self):
        is_welsh = self.language == WELSH
        if self.authority.is_scottish:
            law = (
                "Freedom of Information (Scotland) Act 2002",
                "Deddf Rhyddid Gwybodaeth (yr Alban) 2002",
            )
        else:
            law = ("Freedom of Information Act 2000", "Deddf Rhyddid Gwybodaeth 2000")
        return Sentences(
            self.language, {**values_of(self.authority), "law": law[is_welsh]}
        )

    def url_in(self, language):
        """Return the address of this page in a language."""
        given = {name: one for name, one in self.kwargs.items() if name != "language"}
        name = self.request.resolver_match.url_name.removesuffix(IN_WELSH)
        return path_of(name, language, **given)

    def show(self, page, *, status=HTTPStatus.OK, **context):
        context = {"say": self.say, "authority": self.authority, **context}
        return self.draw(page, context, status)

    def show_unknown(self, what):
        """Deny such a form or link in the language of the page."""
        say = Sentences(self.language, {"authority": ""})
        context = {"say": say, "heading": say[what], "lead": say[f"{what}_lead"]}
        return self.draw("unknown", context, HTTPStatus.NOT_FOUND)

    def draw(self, page, context, status):
        other = {
            "other": self.url_in(self.other_language),
            "other_tag": "en-GB" if self.language == WELSH else "cy",
        }
        response = render(
            self.request,
            f"mail/asking/{page}.html",
            {**other, **context},
            status=status,
        )
        # Not "no-store": the browser's Back shows what was typed, and sends nothing.
        patch_cache_control(response, private=True, max_age=0)
        return response


class Ask(PublicPage):
    """Ask for information: what, then what is known already, then who asks."""

    def respond(self):
        if self.authority is None:
            return self.show_unknown("no_form")
        return super().respond() if self.authority.is_form_open else self.closed()

    def closed(self):
        """Say where to ask instead. What was typed is shown, to be copied."""
        return self.show(
            "closed", status=HTTPStatus.GONE, text=self.request.POST.get("text", "")
        )

    @classmethod
    def show_stale(cls, request, **kwargs):
        """Give back what was typed, where the browser sent no cookie of ours."""
        view = cls()
        view.setup(request, **kwargs)
        if view.authority is None or not view.authority.is_form_open:
            return view.respond()
        given = {"initial": request.POST.dict(), "say": view.say}
        more = {"is_stale": True, "status": HTTPStatus.FORBIDDEN}
        if request.POST.get("step") == "details":
            return view.show_details(WhoAsksForm(**given), **more)
        return view.show_question(QuestionForm(**given), **more)

    def get(self, request, *args, **kwargs):
        return self.show_question(QuestionForm(say=self.say))

    def post(self, request, *args, **kwargs):
        steps = {
            "question": self.take_question,
            "answers": self.take_answer,
            "details": self.take_details,
        }
        step = steps.get(request.POST.get("step", ""))
        if step is None:
            raise Http404("There is no such step.")
        if "back" in request.POST:
            form = QuestionForm(say=self.say, initial={"text": self.text})
            return self.show_question(form)
        return step()

    @property
    def is_only_language(self):
        """Whether the person only changes the language of the page."""
        return "language" in self.request.POST

    @property
    def text(self):
        return self.request.POST.get("text", "")

    def show_question(self, form, **kwargs):
        return self.show("question", form=form, **kwargs)

    def show_details(self, form, **kwargs):
        key = self.request.POST.get("form_key", "")[:_LONGEST_KEY] or str(uuid4())
        return self.show(
            "details",
            form=form,
            form_key=key,
            puzzle=puzzle_for(self.authority),
            bits=BITS,
            **kwargs,
        )

    def take_question(self):
        if self.is_only_language:
            form = QuestionForm(say=self.say, initial={"text": self.text})
            return self.show_question(form)
        form = QuestionForm(self.request.POST, say=self.say)
        if not form.is_valid():
            return self.show_question(form)
        text = form.cleaned_data["text"]
        answers = answers_that_may_tell(self.authority, text)
        if answers:
            count_shown(authority=self.authority, on=timezone.localdate())
            return self.show_answers(answers, text)
        return self.show_details(WhoAsksForm(say=self.say, initial={"text": text}))

    def show_answers(self, answers, text):
        rows = [
            (answer, self.url_of(answer), self.day_of(answer)) for answer in answers
        ]
        return self.show("answers", rows=rows, text=text)

    def day_of(self, answer):
        return self.say.with_values(day=self.say.day(answer.letter.given_on))[
            "answered_on"
        ]

    def url_of(self, answer):
        slug = self.authority.slug
        return path_of("public-answer", self.language, authority=slug, answer=answer.pk)

    def take_answer(self):
        if self.is_only_language:
            answers = answers_that_may_tell(self.authority, self.text)
            return self.show_answers(answers, self.text)
        is_enough = self.request.POST.get("told") == "yes"
        count_answer(
            authority=self.authority, is_enough=is_enough, on=timezone.localdate()
        )
        if is_enough:
            return self.show("answered", text=self.text)
        return self.show_details(WhoAsksForm(say=self.say, initial={"text": self.text}))

    def take_details(self):
        given = self.request.POST
        if self.is_only_language:
            return self.show_details(WhoAsksForm(say=self.say, initial=given.dict()))
        form = WhoAsksForm(given, say=self.say)
        if not form.is_valid():
            if "text" in form.errors:
                return self.show_question(form)
            return self.show_details(form)
        try:
            link = send_request(
                authority=self.authority,
                asked=form.asked,
                form_key=given.get("form_key", "")[:_LONGEST_KEY],
                sender=self.sender,
                say=self.say,
                at=timezone.now(),
            )
        except TooMany:
            return self.show_details(
                form, is_refused=True, status=HTTPStatus.TOO_MANY_REQUESTS
            )
        return redirect(path_of("request-sent", self.language, token=token_of(link)))

    @property
    def sender(self):
        given = self.request.POST
        return Sender(
            client=client_of(client_address(self.request)),
            proof=proof_of(
                given.get("puzzle", ""), given.get("solved", ""), self.authority
            ),
        )


class PublicAnswerPage(PublicPage):
    """One answer that everybody may read: the letter's version for publication."""

    def get(self, request, *args, **kwargs):
        if self.authority is None or not self.authority.is_form_open:
            raise Http404("The form is closed.")
        answer = get_object_or_404(
            open_answers(self.authority).select_related("letter"), pk=kwargs["answer"]
        )
        letter = answer.letter
        return self.show(
            "answer",
            answer=answer,
            article=article_of(letter.html_for_publication),
            letter_tag="cy" if letter.language == WELSH else "en-GB",
            note=self.say.with_values(day=self.say.day(letter.given_on))["answer_note"],
        )
