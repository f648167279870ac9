"""The form to choose the print of letters."""

from django import forms

from requests_app.forms.helper import ActionForm
from requests_app.models import FOIRequest


class ChoosePrintSizeForm(ActionForm):
    button = "Save"

    print_size = forms.ChoiceField(
        label="Print of letters",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the size of the print"},
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        needed = "large print" if foi_request.needs_large_print else "usual print"
        PrintSize = FOIRequest.PrintSize  # noqa: N806 - it is a class
        self.fields["print_size"].choices = [
            (PrintSize.AS_NEEDED, f"{PrintSize.AS_NEEDED.label}: {needed}"),
            (PrintSize.USUAL, PrintSize.USUAL.label),
            (PrintSize.LARGE, PrintSize.LARGE.label),
        ]
        self.helper = self.make_helper()
