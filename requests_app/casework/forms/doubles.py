"""Forms to mark a request as a double, and to undo that."""

from django import forms

from requests_app.casework.pairs import words_of_original
from requests_app.forms.helper import ActionForm

OTHER = "other"


class MarkDoubleForm(ActionForm):
    button = "Mark as a double"
    is_final = True

    original = forms.ChoiceField(
        label="Which request is this a double of?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the request that this is a double of"},
    )
    reference = forms.CharField(
        label="Reference of the other request",
        max_length=60,
        required=False,
        help_text="For example, 1433-26",
    )
    is_same_person = forms.BooleanField(
        label="The same person asked both",
        required=False,
        help_text="Tick this if names or addresses differ and you know that it is the "
        "same person. Another person who asks the same has an answer of their own.",
    )
    reason = forms.CharField(
        label="Note for colleagues (optional)",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, offered, visible, **kwargs):
        super().__init__(*args, **kwargs)
        self.visible = visible
        self.offered = {str(one.pk): one for one in offered}
        self.fields["original"].choices = [
            *((key, words_of_original(one)) for key, one in self.offered.items()),
            (OTHER, "Another request"),
        ]
        if not offered:
            del self.fields["original"]
            self.fields["reference"].required = True
            self.fields["reference"].error_messages["required"] = (
                "Enter the reference of the other request"
            )
        self.helper = self.make_helper()

    def clean(self):
        """Return the other request as `original`."""
        data = super().clean() or self.cleaned_data
        chosen = data.pop("original", OTHER)
        reference = data.pop("reference", "").strip()
        if chosen != OTHER:
            return {**data, "original": self.offered[chosen]}
        if self.errors:
            return data
        if not reference:
            self.add_error("reference", "Enter the reference of the other request")
            return data
        found = self.visible.filter(reference__iexact=reference).first()
        if found is None:
            self.add_error(
                "reference",
                f"There is no request {reference} that you may see. Check the "
                "reference.",
            )
            return data
        return {**data, "original": found}


class UndoDoubleForm(ActionForm):
    button = "Undo the double"

    reason = forms.CharField(
        label="Why it is no double", widget=forms.Textarea(attrs={"rows": 3})
    )
