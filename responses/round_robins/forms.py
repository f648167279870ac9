"""Forms of groups of requests alike."""

from django import forms

from requests_app.forms.helper import ActionForm
from requests_app.forms.plain import PlainForm
from requests_app.models import FOIRequest


class LineField(forms.CharField):
    """The common line of a group."""

    def __init__(self):
        super().__init__(
            label="Common line (optional)",
            required=False,
            max_length=10_000,
            widget=forms.Textarea(attrs={"rows": 6}),
            help_text="A paragraph for every letter of the group, with an empty line "
            "between paragraphs. Nothing is sent by this: each letter is checked and "
            "issued by itself.",
        )


class TitleField(forms.CharField):
    """What lists call a group."""

    def __init__(self):
        super().__init__(
            label="Title",
            max_length=200,
            error_messages={"required": "Enter a title for the group"},
        )


class ChosenField(forms.ModelMultipleChoiceField):
    """Requests to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(FOIRequest.objects.none(), **kwargs)

    def label_from_instance(self, obj):
        return f"{obj}: {obj.subject}. From {obj.requester_name}"

    def offer(self, found, limit):
        """Offer some of the requests found; return their keys."""
        keys = [one.pk for one in found[:limit]]
        self.queryset = FOIRequest.objects.filter(pk__in=keys).order_by("pk")
        return keys


class MakeGroupForm(ActionForm):
    button = "Make the group"

    title = TitleField()
    chosen = ChosenField(label="Requests with nearly the same words")
    line = LineField()

    def __init__(self, *args, found, limit, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["chosen"] = self.fields["chosen"].offer(found, limit)
        if not self.initial["chosen"]:
            del self.fields["chosen"]
        self.helper = self.make_helper()


class ChangeGroupForm(ActionForm):
    button = "Save"

    title = TitleField()
    line = LineField()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def contest(self, changed):
        """Show another user's words, and let the officer save over them."""
        self.add_error(None, str(changed))
        for name in ("title", "line"):
            value = getattr(changed.group, name)
            if value != self.cleaned_data.get(name):
                self.add_error(name, f"Now: {value or 'nothing'}")
        self.data = self.data.copy()
        self.data["version"] = changed.group.version


class AddToGroupForm(ActionForm):
    button = "Add to the group"

    chosen = ChosenField(label="Requests with nearly the same words")
    reference = forms.CharField(
        label="Another request, by its reference (optional)",
        required=False,
        max_length=60,
        help_text="For example, 1433-26",
    )

    def __init__(self, *args, found, limit, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.fields["chosen"].offer(found, limit):
            del self.fields["chosen"]
        self.helper = self.make_helper()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("chosen") and not cleaned.get("reference"):
            self.add_error(
                None, "Choose at least one request, or enter the reference of another."
            )
        return cleaned


class ChosenMembersForm(PlainForm):
    """The requests ticked on the page of a group."""

    chosen = forms.ModelMultipleChoiceField(FOIRequest.objects.none(), required=False)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = members
