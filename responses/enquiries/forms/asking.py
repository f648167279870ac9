"""Forms for an enquiry to a department, and for its reply."""

from django import forms

from accounts.models import Department
from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm, ActionHelper
from requests_app.models import Question
from requests_app.questions.numbering.paths import paths_of


class QuestionsField(forms.ModelMultipleChoiceField):
    """A choice of questions, each by its number and the beginning of its text."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, question):
        """Return the number and the beginning of a question."""
        text = " ".join(question.text.split())
        return f"{self.paths[question.pk]}  {text[:160]}{'…' if text[160:] else ''}"


class MakeEnquiryForm(ActionForm):
    button = "Send questions"

    department = forms.ModelChoiceField(
        Department.objects.none(), label="Department", empty_label="Choose a department"
    )
    questions = QuestionsField(
        Question.objects.none(),
        label="Questions for the department",
        help_text="The department sees these questions and your message. It does not "
        "see the requester or the rest of the request.",
        error_messages={
            "required": "Choose at least one question",
            "invalid_choice": "A question that you chose was merged or deleted "
            "meanwhile. Choose again",
        },
    )
    message = forms.CharField(
        label="Your message",
        required=False,
        help_text="What else the department should know, such as which years are "
        "meant.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wanted_by = DayField(label="Day you want the reply by")
    reason = forms.CharField(
        label="Why the department must know who asked",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, foi_request, asks_reason=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]
            self.helper = ActionHelper(self, button=self.button)
        self.fields["department"].queryset = foi_request.authority.departments.all()
        nodes = list(foi_request.questions.all())
        self.fields["questions"].paths = paths_of(nodes)
        self.fields["questions"].queryset = foi_request.questions.filter(
            kind=Question.Kind.QUESTION
        )


class AnswerEnquiryForm(ActionForm):
    button = "Send reply"

    reply = forms.CharField(
        label="Your reply",
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Say for each question what you hold, or that you hold nothing.",
    )
