"""Forms for internal reviews."""

from django import forms

from requests_app.assigning.fields import OfficerField
from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm
from requests_app.models import FOIRequest, Question
from requests_app.questions.forms import label_of
from requests_app.questions.numbering.paths import Path, paths_of


class QuestionsField(forms.ModelMultipleChoiceField):
    """A choice of questions of one request, labelled by their numbers."""

    paths: dict[int, Path]

    def label_from_instance(self, obj):
        """Return a label such as "1(b): How many …"."""
        return label_of(obj, self.paths[obj.pk])


class RequestReviewForm(ActionForm):
    button = "Record the request for review"

    on = DayField(label="Date the review was asked for")
    channel = forms.ChoiceField(
        label="How the request for review arrived", choices=FOIRequest.Channel
    )
    received_text = forms.CharField(
        label="What the requester wrote",
        help_text="Word for word. The text is kept as you paste it.",
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=False,
    )
    questions = QuestionsField(
        Question.objects.none(),
        label="Answers to review",
        help_text="Choose none if the review is only about how the request was "
        "handled. The handling is always reviewed.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    officer = OfficerField(
        label="Reviewer",
        help_text="People who wrote, cleared or issued the answer are not offered.",
        required=False,
        empty_label="Unassigned",
    )
    late_reason = forms.CharField(
        label="Reason for accepting a late request for review",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, foi_request, today, **kwargs):
        super().__init__(*args, **kwargs)
        questions = self.fields["questions"]
        nodes = list(foi_request.questions.all())
        parents = {node.parent_id for node in nodes}
        stems = [node.pk for node in nodes if node.only_leads_in and node.pk in parents]
        asking = foi_request.questions.filter(kind=Question.Kind.QUESTION)
        questions.queryset = asking.exclude(pk__in=stems)
        questions.paths = paths_of(nodes)
        # The people offered are those for a review of this request.
        review = FOIRequest(authority=foi_request.authority, review_of=foi_request)
        self.fields["officer"].offer(review, on=today)

    def clean_received_text(self):
        """Refuse blank text. Keep any other text exactly as entered."""
        text = self.cleaned_data["received_text"]
        if not text.strip():
            raise forms.ValidationError("Paste what the requester wrote")
        return text


class ExtendReviewForm(ActionForm):
    button = "Record the extension"

    on = DayField(label="Date the requester was told")
    until = DayField(
        label="New date for the outcome",
        help_text="Use the date given to the requester. For example, 27 3 2026",
    )
    reason = forms.CharField(
        label="What makes the case exceptional",
        help_text="Kept in the history.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
