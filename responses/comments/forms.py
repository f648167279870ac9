"""Forms of comments, replies and tasks."""

from django import forms

from accounts import policy
from accounts.models import User
from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm, ActionHelper
from requests_app.forms.plain import PlainForm
from requests_app.questions.numbering.lists import cite
from responses.comments.people import people_of
from responses.comments.services import MOST_WORDS
from responses.comments.threads import choice_of
from responses.models import Comment

_ANCHORS = {Comment.Part.STATEMENT.value: "letter-other-information"}


class WordsField(forms.CharField):
    """The words of a comment; typing "@" offers people."""

    def __init__(self, *, label):
        super().__init__(
            label=label,
            max_length=MOST_WORDS,
            widget=forms.Textarea(attrs={"rows": 3, "data-names-people": ""}),
            error_messages={"required": "Enter a comment"},
        )


class TaskFields(PlainForm):
    """The person to do a task, and by when."""

    assigned_to = forms.ModelChoiceField(
        User.objects.none(),
        label="Task for",
        required=False,
        empty_label="No task",
        error_messages={
            "invalid_choice": "That person may not take a task on this request"
        },
    )
    wanted_by = DayField(label="Wanted by", required=False)

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        people = people_of(foi_request, policy.COMMENT)
        self.fields["assigned_to"].queryset = people

    def clean(self):
        """Refuse a day without a person."""
        data = super().clean() or self.cleaned_data
        if data.get("wanted_by") and not data.get("assigned_to"):
            self.add_error("assigned_to", "Choose whose task this is")
        return data


class CommentForm(TaskFields, PlainForm):
    """A comment on part of a draft."""

    about = forms.ChoiceField(
        label="What the comment is about",
        error_messages={
            "invalid_choice": "That question was merged or deleted meanwhile. Choose "
            "what the comment is about"
        },
    )
    quoted = forms.CharField(
        label="The words you mean",
        required=False,
        help_text="Leave empty to comment on the whole of it.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    words = WordsField(label="Comment")

    field_order = ("about", "quoted", "words", "assigned_to", "wanted_by")

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, auto_id="comment_%s", **kwargs)
        self.questions = {
            choice_of(Comment.Part.ANSWER, key): question
            for key, question in places.asked.items()
        }
        self.fields["about"].choices = [
            *(
                (choice, cite(places.paths, [question.pk]))
                for choice, question in self.questions.items()
            ),
            *(each for each in Comment.Part.choices if each[0] != Comment.Part.ANSWER),
        ]

    @property
    def parts(self):
        """Each choice with its label, and its heading's id in the letter."""
        for choice, label in self.fields["about"].choices:
            question = self.questions.get(choice)
            anchor = f"letter-answer-{question.order}" if question else ""
            yield choice, label, _ANCHORS.get(choice, anchor)

    def said(self):
        """Return the service's arguments."""
        said = dict(self.cleaned_data)
        about = said.pop("about")
        question = self.questions.get(about)
        part = about if question is None else Comment.Part.ANSWER
        return {**said, "part": part, "question": question}


class ReplyForm(ActionForm):
    button = "Reply"

    words = WordsField(label="Reply")


class AssignCommentForm(TaskFields, ActionForm):
    button = "Save"

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = ActionHelper(self, button=self.button)
        self.helper.form_class = "foi-comments__task"
        self.helper.form_action = action
