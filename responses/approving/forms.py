"""Forms of the approver's desk."""

import hashlib

from django import forms
from django.utils.text import Truncator

from requests_app.forms.helper import ActionForm
from responses.comments.forms import WordsField
from responses.comments.services import MOST_QUOTED
from responses.drafting.forms.draft import VersionField

_MOST_REASONS = 10_000  # characters
_LONGEST_CHOICE = 100  # characters of a passage in a list


class ReadField(forms.MultipleChoiceField):
    """Parts with the SHA-256 of the words read, as "answer-12:…"."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.MultipleHiddenInput, **kwargs)

    def valid_value(self, value):
        """Take every pair: the service knows the parts."""
        return ":" in value

    def clean(self, value):
        """Return the hashes by the keys of the parts."""
        pairs = (each.partition(":") for each in super().clean(value))
        return {key: sha256 for key, _, sha256 in pairs}


class ClearResponseForm(ActionForm):
    """Clear the response, and approve the parts not approved singly."""

    button = "Clear response"

    words_sha256 = forms.CharField(widget=forms.HiddenInput)
    part = ReadField()

    def said(self):
        """Return the service's arguments."""
        data = dict(self.cleaned_data)
        rest = data.pop("part")
        return {**data, "rest": rest}


class ClearWithAmendmentsForm(ActionForm):
    """Clear the response but for the approver's own amendments."""

    button = "Clear with amendments"

    part = ReadField()
    reasons = forms.CharField(
        label="Further words to the officer (optional)",
        required=False,
        max_length=_MOST_REASONS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def said(self):
        """Return the service's arguments."""
        data = dict(self.cleaned_data)
        rest = data.pop("part")
        return {**data, "rest": rest}


class ReturnResponseForm(ActionForm):
    """Return the response because of some parts."""

    reasons = forms.CharField(
        label="What has to change",
        required=False,
        max_length=_MOST_REASONS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    parts = forms.MultipleChoiceField(
        label="Parts that have to change",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, parts=(), commented="", **kwargs):
        """Prepare the form.

        Args:
            args: As for any form.
            parts: The parts of the response.
            commented: The parts with comments, which then say what has to change.
            kwargs: As for any form.
        """
        super().__init__(*args, **kwargs)
        self._commented = commented
        self.fields["parts"].choices = [(one.key, one.title) for one in parts]

    def clean_reasons(self):
        """Let comments stand for reasons."""
        reasons = self.cleaned_data["reasons"].strip()
        if not reasons and not self._commented:
            raise forms.ValidationError("Say what has to change")
        return reasons or f"See the comments on {self._commented}."


class CommentOnPartForm(ActionForm):
    """A comment on a passage, as a task for the officer."""

    passage = forms.ChoiceField(
        label="Passage (optional)",
        required=False,
        error_messages={
            "invalid_choice": "This passage has changed. Choose a passage again"
        },
    )
    quoted = forms.CharField(
        label="The words you mean (optional)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=10 * MOST_QUOTED,
    )
    words = WordsField(label="Comment")
    is_task = forms.BooleanField(
        label="Make it a task for the officer", required=False, initial=True
    )

    def __init__(self, *args, passages=(), **kwargs):
        """Prepare the form.

        Args:
            args: As for any form.
            passages: The passages of the part, to choose from.
            kwargs: As for any form.
        """
        super().__init__(*args, **kwargs)
        self._passages = {
            hashlib.sha256(one.encode()).hexdigest()[:16]: one for one in passages
        }
        self.fields["passage"].choices = [
            ("", "No passage chosen"),
            *(
                (key, Truncator(one).chars(_LONGEST_CHOICE))
                for key, one in self._passages.items()
            ),
        ]

    def clean(self):
        """Quote the passage chosen, where no other words are quoted."""
        data = super().clean()
        chosen = self._passages.get(data.get("passage", ""), "")
        if chosen and data.get("quoted", "").strip() not in {"", chosen}:
            self.add_error("passage", "Choose a passage or enter the words, not both")
        elif chosen:
            data["quoted"] = chosen
        return data


class SuggestAmendmentForm(ActionForm):
    """The answer as the approver would have it."""

    words = forms.CharField(
        label="The answer as you would have it",
        help_text="Each line is a paragraph. Bold, lists and links stay as they are.",
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    version = VersionField()
