"""Forms for advice from outside, and for the rules on such advice."""

from django import forms

from requests_app.files.forms import FilesForm, OneFileInput
from requests_app.forms.fields import DayField, EmailAddressField
from requests_app.forms.helper import ActionForm, ActionHelper
from requests_app.models import Question
from requests_app.models.requests import REGIME_LABELS
from requests_app.questions.numbering.paths import paths_of
from responses.enquiries.forms.asking import QuestionsField
from responses.models import Advice, AdviceSource
from statute.regimes import Regime

_LONGEST = 20_000


def _words(rows):
    return forms.Textarea(attrs={"rows": rows})


class SeekAdviceForm(ActionForm):
    button = "Seek advice"

    source = forms.ChoiceField(
        label="Who is asked",
        choices=AdviceSource.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who is asked"},
    )
    adviser = forms.CharField(
        label="Name of the adviser or third party",
        help_text="The firm, unit, force or company.",
        max_length=200,
    )
    email = EmailAddressField(label="E-mail address (optional)", required=False)
    questions = QuestionsField(
        Question.objects.none(),
        label="Questions concerned (optional)",
        required=False,
    )
    asked = forms.CharField(
        label="What you ask",
        help_text="Without the name of the requester.",
        widget=_words(8),
        max_length=_LONGEST,
    )
    wanted_by = DayField(label="Day you want the answer by")
    is_mailed = forms.BooleanField(
        label="Send this by e-mail now",
        help_text="With the questions chosen. Answers go to the authority’s address.",
        required=False,
    )
    reason = forms.CharField(
        label="Why the adviser must know who asked (optional)",
        help_text="Only if what you ask, or a question, tells who made the request.",
        required=False,
        max_length=2_000,
        widget=_words(2),
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        nodes = list(foi_request.questions.all())
        self.fields["questions"].paths = paths_of(nodes)
        self.fields["questions"].queryset = foi_request.questions.filter(
            kind=Question.Kind.QUESTION
        )


class ChaseAdviceForm(ActionForm):
    button = "Record the reminder"

    note = forms.CharField(
        label="What you say (optional)",
        required=False,
        widget=_words(4),
        max_length=_LONGEST,
    )
    wanted_by = DayField(label="New day you want the answer by")
    is_mailed = forms.BooleanField(
        label="Send the reminder by e-mail now", required=False
    )


class ReceiveAdviceForm(FilesForm):
    button = "Record the answer"
    file_field = "chosen"

    received_on = DayField(label="Day the answer came")
    view = forms.ChoiceField(
        label="What they think of disclosure",
        choices=Advice.View.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they think of disclosure"},
    )
    received = forms.CharField(
        label="What the answer says",
        required=False,
        widget=_words(10),
        max_length=_LONGEST,
    )
    chosen = forms.FileField(
        label="File of the answer (optional)",
        required=False,
        allow_empty_file=True,
        widget=OneFileInput,
    )

    def __init__(self, *args, advice, **kwargs):
        super().__init__(*args, **kwargs)
        if not advice.is_third_party:
            del self.fields["view"]
        self.helper = ActionHelper(self, button=self.button)


class DecideAdviceForm(ActionForm):
    button = "Save decision"

    decision = forms.ChoiceField(
        label="Is the answer followed?",
        choices=Advice.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the answer is followed"},
    )
    reason = forms.CharField(
        label="Why",
        help_text="Needed unless the answer is followed in full.",
        required=False,
        widget=_words(5),
        max_length=_LONGEST,
    )


class WithdrawAdviceForm(ActionForm):
    button = "Record that it is not needed"
    is_final = True

    reason = forms.CharField(
        label="Why the answer is no longer needed",
        widget=_words(3),
        max_length=_LONGEST,
    )


class AddAdviceRuleForm(ActionForm):
    button = "Add rule"

    source = forms.ChoiceField(
        label="Advice that is needed",
        choices=AdviceSource.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the advice that is needed"},
    )
    regime = forms.ChoiceField(label="Law", choices=())
    section = forms.CharField(
        label="Section or regulation",
        help_text="All that lies beneath counts too: 31 covers 31(1)(a).",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    is_blocking = forms.BooleanField(
        label="Hold the response back until the advice is decided on",
        help_text="Without this, officers are warned and can go on with a reason.",
        required=False,
    )

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regime"].choices = [
            (value, label)
            for value, label in REGIME_LABELS.items()
            if Regime(value).is_scottish == authority.is_scottish
        ]


class UsualRulesForm(ActionForm):
    button = "Add the usual rules"


class EndAdviceRuleForm(ActionForm):
    button = "End this rule"
    is_final = True
