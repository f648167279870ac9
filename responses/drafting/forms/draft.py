"""Forms for drafting a response: one form for each service."""

from decimal import Decimal

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import HTML, Field, Layout
from django import forms

from requests_app.forms.fields import DayField
from requests_app.models import Question
from responses.drafting.forms.rich_text import RichTextField
from responses.models.answers import OUTCOME_LABELS
from statute.exemptions import HarmStatement
from statute.ncnd import grounds_for_neither
from statute.refusals import cost
from statute.regimes import Regime


class DraftHelper(FormHelper):
    """Lay out fields within a form tag written by the page."""

    form_tag = False
    include_media = False  # the page includes it, with the nonce of its policy
    label_size = legend_size = "s"

    def __init__(self, *fields):
        super().__init__()
        self.layout = Layout(*fields)


class VersionField(forms.IntegerField):
    """The version of a text that the page was opened with."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(min_value=0, initial=0)


class AnswerQuestionForm(forms.Form):
    text = RichTextField(label="Answer")
    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[("", "Not decided yet"), *OUTCOME_LABELS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    version = VersionField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = DraftHelper(
            "text",
            HTML('{% include "responses/drafting/save_status.html" %}'),
            Field.radios("outcome", small=True),
            "version",
        )

    def clean_text(self):
        field = self.fields["text"]
        return field.clean_beside(self.cleaned_data["text"], self.initial["text"])


class ShareAnswerForm(forms.Form):
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


class CiteExemptionForm(forms.Form):
    """The reasons for citing one provision; only the fields that the law requires."""

    why_applies = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In words for the requester. Do not give away what is withheld.",
    )
    harm = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    factors_for = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One per line.",
    )
    factors_against = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One per line.",
    )
    balance = forms.CharField(
        required=False,
        label="Where the balance lies, and why",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    opinion_on = DayField(
        required=False,
        label="When the qualified person gave the opinion",
        help_text="On or before the date of the letter. The letter gives this date. "
        "For example, 5 3 2026",
    )
    estimate_hours = forms.DecimalField(
        required=False,
        label="Hours that answering would take",
        help_text="Count only the time to determine whether the information is "
        "held, and to locate, retrieve and extract it. The letter gives the "
        "cost.",
        min_value=Decimal("0.01"),
        max_digits=8,
        decimal_places=2,
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}
        ),
        error_messages={
            "invalid": "Enter the hours as a number, such as 18.5",
            "min_value": "Enter more than 0 hours",
        },
    )
    estimate_method = forms.CharField(
        required=False,
        label="How that was estimated",
        help_text="For example from a sample: how many records there are, and how long "
        "one takes.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, provision, **kwargs):
        super().__init__(*args, **kwargs)
        self.provision = provision
        is_ncnd = provision.is_ncnd
        said = {name for name, words in self.initial.items() if words}
        weighs = provision.needs_public_interest_test is not False
        harms = provision.harm_statement is not HarmStatement.NOT_REQUIRED
        if not harms and "harm" not in said:
            del self.fields["harm"]
        if not weighs and not said & {"factors_for", "factors_against", "balance"}:
            for name in ("factors_for", "factors_against", "balance"):
                del self.fields[name]
        if not provision.needs_qualified_person and "opinion_on" not in said:
            del self.fields["opinion_on"]
        if provision.key not in cost(provision.regime) and not said & {
            "estimate_hours",
            "estimate_method",
        }:
            del self.fields["estimate_hours"], self.fields["estimate_method"]
        labels = {
            "why_applies": f"Why {_within(provision)} applies",
            "harm": "The harm in confirming or denying"
            if is_ncnd
            else "The harm that disclosure would do",
            "factors_for": "Public interest factors for confirming or denying"
            if is_ncnd
            else "Public interest factors for disclosure",
            "factors_against": "Public interest factors against confirming or denying"
            if is_ncnd
            else f"Public interest factors for maintaining the {_kind(provision)}",
        }
        for name, label in labels.items():
            if name in self.fields:
                self.fields[name].label = label
        self.helper = DraftHelper(*self.fields)

    @property
    def weighs_public_interest(self):
        return "balance" in self.fields


class ChangeCitationForm(CiteExemptionForm):
    # Shows whether another user changed the citation since the page was opened.
    seen = forms.CharField(widget=forms.HiddenInput)


class SaveStatementForm(forms.Form):
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

    def __init__(self, *args, foi_request, provision_keys, **kwargs):
        super().__init__(*args, **kwargs)
        grounds = grounds_for_neither(Regime(foi_request.regime))
        self.grounds = {ground.key: ground for ground in grounds}
        self.provision_keys = [key for key in provision_keys if key in self.grounds]
        for key in self.provision_keys:
            ground = self.grounds[key]
            self.fields[self.reason_name(key)] = forms.CharField(
                label=f"Why {_within(ground)} applies",
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.helper = DraftHelper()

    @staticmethod
    def reason_name(key):
        return f"why {key}"

    @property
    def reasons(self):
        """The provisions with their fields, for the page."""
        return [
            (self.grounds[key], self[self.reason_name(key)])
            for key in self.provision_keys
        ]

    @property
    def others(self):
        """The provisions not yet chosen, for the page."""
        return [
            (key, f"{ground.citation} – {ground.title.removeprefix('NCND: ')}")
            for key, ground in self.grounds.items()
            if key not in self.provision_keys
        ]

    def said(self):
        """Return the service's arguments."""
        names = ("scope", "harm", "factors_for", "factors_against", "balance")
        said = {name: self.cleaned_data[name] for name in (*names, "no_inference")}
        reasons = {
            key: self.cleaned_data[self.reason_name(key)] for key in self.provision_keys
        }
        return {**said, "reasons": reasons, "version": self.cleaned_data["version"]}


class SaveLetterTextForm(forms.Form):
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
    version = VersionField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = DraftHelper("opening", "ending", "version")

    def clean_opening(self):
        field = self.fields["opening"]
        return field.clean_beside(self.cleaned_data["opening"], self.initial["opening"])

    def clean_ending(self):
        field = self.fields["ending"]
        return field.clean_beside(self.cleaned_data["ending"], self.initial["ending"])


def _within(provision):
    return provision.citation[:1].lower() + provision.citation[1:]


def _kind(provision):
    return "exception" if provision.regime.is_environmental else "exemption"
