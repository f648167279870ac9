"""Forms by which officers ask departments."""

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import HTML, Button, Layout
from django import forms
from django.conf import settings
from django.utils.html import format_html

from accounts.models import Department
from requests_app.files.forms import SeveralFilesField
from requests_app.files.names import safe_name
from requests_app.forms.fields import DayField, EmailAddressField
from requests_app.forms.helper import KEY, ActionForm
from requests_app.models import Question
from requests_app.questions.numbering.paths import paths_of
from responses.enclosures import adding
from responses.enclosures.names import kind_refused
from responses.enquiries.asking import default_day
from statute.working_days import format_date

_MOST_DAYS_NAMED = 8
_DIVIDE = (
    '<button class="govuk-button govuk-button--secondary" name="divide" value="yes" '
    "formnovalidate>Choose questions for each department</button>"
)


class QuestionsField(forms.ModelMultipleChoiceField):
    """A choice of questions, each by its number and the beginning of its text."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *args, **kwargs):
        kwargs.setdefault(
            "error_messages",
            {
                "required": "Choose at least one question",
                "invalid_choice": "A question that you chose was merged or deleted "
                "meanwhile. Choose again",
            },
        )
        super().__init__(*args, **kwargs)

    def label_from_instance(self, question):
        """Return the number and the beginning of a question."""
        text = " ".join(question.text.split())
        beginning = f"{text[:160]}{'…' if text[160:] else ''}"
        return format_html("<b>{}</b>  {}", self.paths[question.pk], beginning)


class DepartmentsField(forms.ModelMultipleChoiceField):
    """A choice of departments, each by its name."""

    widget = forms.CheckboxSelectMultiple


class MakeEnquiryForm(ActionForm):
    button = "Send questions"
    takes_key = True

    departments = DepartmentsField(
        Department.objects.none(),
        label="Departments",
        error_messages={
            "required": "Choose at least one department",
            "invalid_choice": "A department that you chose is no longer there. Choose "
            "again",
        },
    )
    questions = QuestionsField(
        Question.objects.none(),
        label="Questions for the departments",
        help_text="A department sees these questions, your message and what you send "
        "with them. It does not see the requester or the rest of the request.",
    )
    message = forms.CharField(
        label="What you want to know (optional)",
        required=False,
        help_text="What else the department should know, such as which years are "
        "meant.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wanted_by = DayField(label="Day you want the replies by", required=False)
    is_material_sent = forms.BooleanField(
        label="Send the received text too, with all that tells who asked taken out",
        required=False,
    )
    material = SeveralFilesField(
        label="Files for the departments (optional)",
        required=False,
        help_text="A department can open a file once it is checked. A file that "
        "tells who asked is held back.",
    )
    reason = forms.CharField(
        label="Why the department must know who asked",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args,
        foi_request,
        on,
        chosen=(),
        alone=(),
        asks_reason=False,
        too_large=(),
        **kwargs,
    ):
        """Prepare the form.

        Args:
            args: As for any form.
            foi_request: The request.
            on: The London day.
            chosen: The departments whose questions are chosen one by one; empty for
                the same questions for all.
            alone: The departments without a person or mailbox: each needs an address.
            asks_reason: Whether to ask why the departments must know who asked.
            too_large: The names of files refused while they were uploaded.
            kwargs: As for any form.
        """
        super().__init__(*args, **kwargs)
        self.foi_request, self.on, self.chosen = foi_request, on, list(chosen)
        self.alone, self.too_large = list(alone), too_large
        departments = foi_request.authority.departments.all()
        self.fields["departments"].queryset = departments
        if not asks_reason:
            del self.fields["reason"]
        questions = foi_request.questions.filter(kind=Question.Kind.QUESTION)
        paths = paths_of(list(foi_request.questions.all()))
        self._give_questions("questions", questions, paths)
        if self.chosen:
            self._divide(questions, paths)
        else:
            self._propose_day(departments)
        for each in self.alone:
            self.fields[f"address_{each.pk}"] = EmailAddressField(
                label=f"E-mail address of a person in {each}",
                required=False,
                help_text="Gets a link to these questions alone. No account is needed.",
            )
        self.helper = self._helper()

    def _give_questions(self, name, questions, paths):
        self.fields[name].queryset = questions
        self.fields[name].paths = paths

    def _propose_day(self, departments):
        days = {
            each: default_day(each, self.foi_request, on=self.on)
            for each in departments
        }
        field = self.fields["wanted_by"]
        if len(set(days.values())) == 1:
            self.initial.setdefault("wanted_by", next(iter(days.values())))
        elif days:
            named = [f"{each} {format_date(day)}" for each, day in days.items()]
            more = ", …" if named[_MOST_DAYS_NAMED:] else ""
            usual = ", ".join(named[:_MOST_DAYS_NAMED])
            field.help_text = (
                f"Leave empty for the usual day of each department: {usual}{more}"
            )

    def _divide(self, questions, paths):
        """Give each department its own questions and its own day."""
        del self.fields["questions"], self.fields["wanted_by"]
        self.fields["departments"].widget = forms.MultipleHiddenInput()
        for each in self.chosen:
            name = f"questions_{each.pk}"
            self.fields[name] = QuestionsField(questions, label=f"Questions for {each}")
            self._give_questions(name, questions, paths)
            self.fields[f"wanted_by_{each.pk}"] = DayField(
                label=f"Day you want the reply of {each} by"
            )
            self.initial.setdefault(
                f"wanted_by_{each.pk}", default_day(each, self.foi_request, on=self.on)
            )

    def _helper(self):
        if self.chosen:
            helper = self.make_helper()
            helper.layout.insert(
                0, HTML('<input type="hidden" name="divided" value="yes">')
            )
            return helper
        helper = FormHelper(self)
        helper.label_size = helper.legend_size = "s"
        # The first button that submits is the one that Enter presses.
        helper.layout = Layout(
            *self.fields,
            HTML('<div class="govuk-button-group">'),
            Button.primary("act", self.button, **KEY),
            HTML(_DIVIDE),
            HTML("</div>"),
        )
        return helper

    def clean_material(self):
        files = self.cleaned_data["material"]
        for file in files:
            if reason := kind_refused(safe_name(file.name)):
                raise forms.ValidationError(reason)
        return files

    def clean(self):
        for name in self.too_large:
            self.errors.pop("material", None)
            refusal = adding.too_large(safe_name(name), settings.MOST_BYTES_PER_FILE)
            self.add_error("material", str(refusal))
        return super().clean()

    def said(self):
        """Return the arguments of `ask_departments`."""
        data = self.cleaned_data
        departments = list(data["departments"])
        if self.chosen:
            questions = {
                each: data.get(f"questions_{each.pk}", []) for each in departments
            }
            days = {each: data[f"wanted_by_{each.pk}"] for each in departments}
        else:
            questions = dict.fromkeys(departments, data["questions"])
            days = {
                each: data["wanted_by"]
                or default_day(each, self.foi_request, on=self.on)
                for each in departments
            }
        return {
            "questions": {each: list(asked) for each, asked in questions.items()},
            "wanted_by": days,
            "message": data["message"],
            "is_material_sent": data["is_material_sent"],
            "reason": data.get("reason", ""),
            "addresses": {
                each: data.get(f"address_{each.pk}", "") for each in self.alone
            },
        }


class AskBackForm(ActionForm):
    button = "Send question"
    takes_key = True

    message = forms.CharField(
        label="What you want to know",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    wanted_by = DayField(label="Day you want the reply by")
    reason = forms.CharField(
        label="Why the department must know who asked",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, asks_reason=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]
            self.helper = self.make_helper()


class SendLinkForm(ActionForm):
    button = "Send a new link"

    address = EmailAddressField(
        label="E-mail address",
        help_text="The person gets a link to these questions alone. No account is "
        "needed. An earlier link of the same address ends.",
    )


class ChangeDayForm(ActionForm):
    button = "Change the day"

    wanted_by = DayField(label="Day you want the reply by")
