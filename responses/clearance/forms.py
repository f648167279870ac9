"""Forms of clearance: send, clear, return and recall a response."""

from django import forms

from requests_app.forms.helper import ActionForm
from requests_app.forms.plain import PlainForm
from responses.drafting.forms.draft import DraftHelper

_FOR_ALL = "for_all"


class SendForClearanceForm(PlainForm):
    """A reason for each warning to override, or one reason for all of them."""

    def __init__(self, *args, checks=(), is_blocked=False, **kwargs):
        """Prepare the form.

        Args:
            args: As for any form.
            checks: The warnings that stand in the way.
            is_blocked: Whether something stands in the way that no reason overrides.
            kwargs: As for any form.
        """
        super().__init__(*args, **kwargs)
        self.helper = DraftHelper()
        self._checks = {f"reason-{one.key}": one for one in checks}
        for name in self._checks:
            self.fields[name] = _reason("Reason for overriding this warning")
        if len(self._checks) > 1:
            self.fields[_FOR_ALL] = _reason(
                "One reason for every warning that has none of its own"
            )
        if self.fields and not is_blocked:
            first = next(iter(self.fields.values()))
            # The room's script leads here, past the heading that says why.
            first.widget.attrs |= {"data-focus": "", "aria-describedby": "send-title"}

    @property
    def warnings(self):
        """Each warning with its field, for the page."""
        return [(check, self[name]) for name, check in self._checks.items()]

    @property
    def for_all(self):
        """The field of the reason for all warnings; None for a single warning."""
        return self[_FOR_ALL] if _FOR_ALL in self.fields else None

    def said(self):
        """Return the service's arguments."""
        for_all = self.cleaned_data.get(_FOR_ALL, "")
        return {
            "reasons": {
                check.found.fingerprint: self.cleaned_data[name] or for_all
                for name, check in self._checks.items()
            }
        }


def _reason(label):
    return forms.CharField(
        label=label,
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Give the reason in at most 2,000 characters"},
    )


class RecallFromClearanceForm(ActionForm):
    button = "Recall response"
    is_final = True
