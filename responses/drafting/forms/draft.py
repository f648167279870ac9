"""Forms for drafting a response: one form for each service."""

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout
from django import forms

from requests_app.forms.plain import PlainForm
from requests_app.models import Question
from responses.drafting.as_question import AS_QUESTION
from responses.drafting.forms.facts import (
    asked_and_said,
    field_for,
    initial_of,
    question_field,
)
from responses.drafting.forms.rich_text import RichTextField
from responses.models.answers import OUTCOME_LABELS
from statute import exemptions
from statute import facts as law
from statute.ncnd import grounds_for_neither
from statute.regimes import Regime


class DraftHelper(FormHelper):
    """Lay out fields within a form tag written by the page."""

    form_tag = False
    label_size = legend_size = "s"

    def __init__(self, *fields):
        super().__init__()
        self.layout = Layout(*fields)


class VersionField(forms.IntegerField):
    """The version of a text that the page was opened with."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(min_value=0, initial=0)


class AnswerQuestionForm(PlainForm):
    text = RichTextField(label="Answer")
    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[("", "Not decided yet"), *OUTCOME_LABELS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    version = VersionField()
    # The keys of the departments' replies put into the text by the page.
    replies = forms.RegexField(
        r"\A\d{1,9}(?: \d{1,9}){0,20}\Z", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, questions=(), stored=law.NOTHING, **kwargs):
        """Prepare the form.

        Args:
            args: As for any form.
            questions: The key and the reference of each question whose answer this
                one may refer to.
            stored: The facts already stated, as stored.
            kwargs: As for any form.
        """
        initial = {**(kwargs.pop("initial", None) or {}), **initial_of(stored)}
        if AS_QUESTION in stored:
            initial["outcome"] = AS_QUESTION
        super().__init__(*args, initial=initial, **kwargs)
        for fact in law.of_answers():
            field = self.fields[fact.id] = field_for(fact)
            # The page's script shows the field for these outcomes alone.
            field.shown_for = " ".join(law.outcomes_asking(fact))
        if questions:
            self._add_questions(questions)
        self.helper = DraftHelper()

    @classmethod
    def while_typing(cls, posted, foi_request):
        """Return the form of an unfinished page, without the page's queries.

        Args:
            posted: What the page sent.
            foi_request: The request.
        """
        questions = ()
        if posted.get("outcome") == AS_QUESTION:
            keys = foi_request.questions.values_list("pk", flat=True)
            questions = [(key, str(key)) for key in keys]
        initial = {"text": "", "outcome": "", "version": 0}
        return cls(posted, initial=initial, questions=questions)

    def _add_questions(self, questions):
        self.fields["outcome"].choices += [(AS_QUESTION, "As another question")]
        field = self.fields[AS_QUESTION] = question_field(questions)
        field.shown_for = AS_QUESTION

    @property
    def facts(self):
        """The fields shown for some outcomes alone, for the page."""
        return [self[name] for name, field in self.fields.items() if _is_fact(field)]

    def clean(self):
        said = super().clean()
        is_referring = said.get("outcome") == AS_QUESTION
        if (
            is_referring
            and not said.get(AS_QUESTION)
            and AS_QUESTION not in self.errors
        ):
            self.add_error(AS_QUESTION, "Choose the question whose answer this is")
        return said

    def said(self):
        """Return the service's arguments."""
        said = {name: self.cleaned_data[name] for name in ("text", "version")}
        facts = self.stated()
        outcome = self.cleaned_data["outcome"]
        if outcome == AS_QUESTION:
            outcome = ""
        return {**said, "outcome": outcome, "facts": facts}

    @property
    def put_in(self):
        """The keys of the departments' replies put into the text by the page."""
        return [int(key) for key in self.cleaned_data.get("replies", "").split()]

    def stated(self):
        """Return the facts entered and valid."""
        facts = {
            fact.id: self.cleaned_data[fact.id]
            for fact in law.of_answers()
            if fact.id in self.cleaned_data
        }
        chosen = self.cleaned_data.get(AS_QUESTION)
        if chosen and self.cleaned_data.get("outcome") == AS_QUESTION:
            facts[AS_QUESTION] = chosen
        return facts

    def clean_text(self):
        field = self.fields["text"]
        return field.clean_beside(self.cleaned_data["text"], self.initial["text"])


class ShareAnswerForm(PlainForm):
    questions = forms.ModelMultipleChoiceField(
        Question.objects.none(),
        error_messages={
            "required": "Choose the questions to answer together.",
            "invalid_choice": "A question you chose is no longer there.",
        },
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["questions"].queryset = foi_request.questions.all()


class SaveStatementForm(PlainForm):
    """The statement on other information, with a reason for each provision."""

    scope = forms.CharField(
        label="What you neither confirm nor deny holding",
        help_text="This completes the sentence “… neither confirms nor denies that "
        "it holds …”.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say what you neither confirm nor deny holding."},
    )
    harm = forms.CharField(
        label="The harm in confirming or denying",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    factors_for = forms.CharField(
        label="Public interest factors for confirming or denying",
        help_text="One per line.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    factors_against = forms.CharField(
        label="Public interest factors against confirming or denying",
        help_text="One per line.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    balance = forms.CharField(
        label="Where the balance lies, and why",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    no_inference = forms.CharField(
        label="Statement that nothing can be inferred",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = VersionField()

    def __init__(self, *args, foi_request, provision_keys, facts=law.NOTHING, **kwargs):
        """Prepare the form.

        Args:
            args: As for any form.
            foi_request: The request.
            provision_keys: The provisions to ask for reasons.
            facts: The facts already stated, as stored, by provision.
            kwargs: As for any form.
        """
        initial = dict(kwargs.pop("initial", None) or {})
        for key, stored in facts.items():
            for name, value in initial_of(stored).items():
                initial[self.fact_name(key, name)] = value
        super().__init__(*args, initial=initial, **kwargs)
        grounds = grounds_for_neither(Regime(foi_request.regime))
        self.grounds = {ground.key: ground for ground in grounds}
        # An old draft may cite a provision whose limb has still to be chosen.
        for key in provision_keys:
            provision = exemptions.PROVISIONS.get(key)
            if provision is not None and provision.is_umbrella:
                self.grounds[key] = provision
        self.provision_keys = [key for key in provision_keys if key in self.grounds]
        self.facts = {
            key: asked_and_said(law.asked_by(self.grounds[key]), facts.get(key, {}))
            for key in self.provision_keys
        }
        for key in self.provision_keys:
            ground = self.grounds[key]
            self.fields[self.reason_name(key)] = forms.CharField(
                label=f"Why {_within(ground)} applies",
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
            for fact in self.facts[key].values():
                name = self.fact_name(key, fact.id)
                self.fields[name] = field_for(fact, ground)
        self.helper = DraftHelper()

    @staticmethod
    def reason_name(key):
        return f"why {key}"

    @staticmethod
    def fact_name(key, name):
        return f"{name} {key}"

    @property
    def reasons(self):
        """The provisions with their fields, for the page."""
        return [
            (
                self.grounds[key],
                self[self.reason_name(key)],
                [self[self.fact_name(key, name)] for name in self.facts[key]],
            )
            for key in self.provision_keys
        ]

    def stated(self):
        """Return the facts entered, by provision."""
        return {
            key: {
                name: self.cleaned_data.get(self.fact_name(key, name))
                for name in self.facts[key]
            }
            for key in self.provision_keys
        }

    @property
    def others(self):
        """The provisions not yet chosen, for the page."""
        return [
            (key, f"{ground.citation} – {ground.title.removeprefix('NCND: ')}")
            for key, ground in self.grounds.items()
            if key not in self.provision_keys and not ground.is_umbrella
        ]

    def said(self):
        """Return the service's arguments."""
        names = ("scope", "harm", "factors_for", "factors_against", "balance")
        said = {name: self.cleaned_data[name] for name in (*names, "no_inference")}
        reasons = {
            key: self.cleaned_data[self.reason_name(key)] for key in self.provision_keys
        }
        return {
            **said,
            "reasons": reasons,
            "facts": self.stated(),
            "version": self.cleaned_data["version"],
        }


class SaveLetterTextForm(PlainForm):
    opening = RichTextField(
        label="Before the answers",
        help_text="After the standing sentence that thanks the requester and names the "
        "law. Leave empty if there is nothing to add.",
    )
    ending = RichTextField(
        label="After the answers",
        help_text="Before the paragraphs on complaints, which each letter has. Leave "
        "empty if there is nothing to add.",
    )
    what_changed = forms.CharField(
        label="What this letter changes",
        help_text="Say what is new or different since your earlier letter, and why.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = VersionField()

    def __init__(self, *args, follows_another=True, **kwargs):
        super().__init__(*args, **kwargs)
        names = ["what_changed", "opening", "ending", "version"]
        if not (follows_another or self.initial.get("what_changed")):
            del self.fields[names.pop(0)]
        self.helper = DraftHelper(*names)

    def clean_opening(self):
        field = self.fields["opening"]
        return field.clean_beside(self.cleaned_data["opening"], self.initial["opening"])

    def clean_ending(self):
        field = self.fields["ending"]
        return field.clean_beside(self.cleaned_data["ending"], self.initial["ending"])


def _is_fact(field):
    return hasattr(field, "shown_for")


def _within(provision):
    return provision.citation[:1].lower() + provision.citation[1:]
