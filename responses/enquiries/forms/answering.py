"""Forms by which a department accepts, declines, asks for time and replies."""

import re

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.conf import settings

from accounts.models import Department
from documents.richtext.cleaning import without_control_characters
from requests_app.files.forms import SeveralFilesField
from requests_app.files.names import safe_name
from requests_app.forms.fields import DayField, whole_number
from requests_app.forms.plain import PlainForm
from responses.enclosures import adding
from responses.enquiries.answering import MOST_MINUTES, Written

_MOST = 100_000
# With more questions, files and concerns are given for all together: the page stays
# small enough for a telephone.
MOST_IN_DETAIL = 25


def _box(label, rows, **kwargs):
    return forms.CharField(
        label=label,
        required=False,
        max_length=_MOST,
        widget=forms.Textarea(attrs={"rows": rows, "class": "govuk-textarea"}),
        **kwargs,
    )


class FormOfPage(PlainForm):
    """A form of the page, laid out by the template: its errors are summed up."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)


class ReplyForm(FormOfPage):
    """A reply: a box for each question, with files and concerns, and the time spent."""

    def __init__(
        self, *args, questions, draft=None, is_link=False, too_large=(), **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.questions, self.too_large = list(questions), too_large
        called = {
            each.pk: f"question {each.label}" if each.label else "this question"
            for each in self.questions
        }
        for each in self.questions:
            name = called[each.pk]
            self.fields[f"text-{each.pk}"] = _box(f"Answer to {name}", 6)
            if self.questions[MOST_IN_DETAIL:]:
                continue
            self.fields[f"files-{each.pk}"] = SeveralFilesField(
                label=f"Files for {name} (optional)", required=False
            )
            self.fields[f"concerns-{each.pk}"] = _box(
                f"Concerns about publishing {each.label or 'this'} (optional)",
                3,
                help_text="Such as harm to a person, an investigation or a contract.",
            )
        self.fields["text"] = _box("Anything else (optional)", 4)
        self.fields["files"] = SeveralFilesField(
            label="Other files (optional)", required=False
        )
        self.fields["concerns"] = _box("Other concerns (optional)", 3)
        self.fields["minutes"] = forms.IntegerField(
            label="Time spent, in minutes (optional)",
            required=False,
            min_value=0,
            max_value=MOST_MINUTES,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}
            ),
        )
        if is_link:
            self.fields["named"] = forms.CharField(
                label="Your name (optional)", required=False, max_length=120
            )
        if draft is not None:
            self._take_over(draft)

    def _take_over(self, draft):
        for part in draft.parts.all():
            self.initial[f"text-{part.question_id}"] = part.text
            self.initial[f"concerns-{part.question_id}"] = part.concerns
        self.initial |= {
            "text": draft.text,
            "concerns": draft.concerns,
            "minutes": draft.time_spent_minutes,
        }
        if draft.link is not None:
            address = draft.link.address
            named = draft.name.removesuffix(f"({address})").strip()
            self.initial["named"] = "" if named == address else named

    def clean(self):
        for name in self.too_large:
            refusal = adding.too_large(safe_name(name), settings.MOST_BYTES_PER_FILE)
            self.add_error(None, str(refusal))
        return super().clean()

    @property
    def rows(self):
        """Each question with its fields."""
        return [
            (
                each,
                *(
                    self[name] if name in self.fields else None
                    for name in (
                        f"text-{each.pk}",
                        f"files-{each.pk}",
                        f"concerns-{each.pk}",
                    )
                ),
            )
            for each in self.questions
        ]

    @property
    def written(self):
        """What was typed, as far as it can be read."""
        data = self.cleaned_data
        return Written(
            texts={one.pk: data.get(f"text-{one.pk}", "") for one in self.questions},
            concerns={
                one.pk: data.get(f"concerns-{one.pk}", "") for one in self.questions
            },
            text="\n\n".join(filter(None, [data.get("text", ""), *self.left_over])),
            general_concerns=data.get("concerns", ""),
            minutes=data.get("minutes"),
        )

    @property
    def left_over(self):
        """Answers to questions merged or deleted while the person typed."""
        typed = (
            without_control_characters(self.data[name]).strip()[:_MOST]
            for name in self.data
            if re.fullmatch(r"text-[0-9]{1,18}", name) and name not in self.fields
        )
        return [f"On a question no longer asked: {words}" for words in typed if words]

    @property
    def chosen(self):
        """Each file chosen, with its question and the name of its field."""
        names = [(one, f"files-{one.pk}") for one in self.questions]
        return [
            (question, name, file)
            for question, name in [*names, (None, "files")]
            for file in self.cleaned_data.get(name) or ()
        ]

    @property
    def removed(self):
        """The keys of the files to take out again."""
        return [whole_number(key) for key in self.data.getlist("remove")]


class DeclineForm(FormOfPage):
    reason = forms.CharField(
        label="Why these questions are not for your department",
        max_length=_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    suggested = forms.ModelChoiceField(
        Department.objects.none(),
        label="Department to ask instead (optional)",
        required=False,
        empty_label="I do not know",
    )

    def __init__(self, *args, enquiry, **kwargs):
        super().__init__(*args, **kwargs)
        department = enquiry.department
        self.fields["suggested"].queryset = Department.objects.filter(
            authority_id=department.authority_id
        ).exclude(pk=department.pk)


class MoreTimeForm(FormOfPage):
    until = DayField(label="Day by which you can answer")
    more_time_reason = forms.CharField(
        label="Why you need more time (optional)",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
