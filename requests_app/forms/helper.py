"""The one crispy helper: the fields of an action, and a button that names it."""

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Layout
from django import forms

_DJANGO_SAYS = forms.Field.default_error_messages["required"]


class ActionHelper(FormHelper):
    """Lay out a form's fields one below the other, and name its button.

    Args:
        form: The form it is for.
        button: What the button says: the action, as a verb.
        is_final: Whether the button is red, for what cannot simply be undone.
    """

    label_size = legend_size = "s"

    def __init__(self, form, *, button, is_final=False):
        super().__init__(form)
        make = Button.warning if is_final else Button.primary
        self.layout = Layout(*form.fields, make("act", button))


class ActionForm(forms.Form):
    """A form whose fields are the arguments of one service.

    Attributes:
        button: What its button says.
        is_final: Whether the button is red.
    """

    button = "Save"
    is_final = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == _DJANGO_SAYS:
                field.error_messages["required"] = _asks_for(field)
        self.helper = ActionHelper(self, button=self.button, is_final=self.is_final)


def _asks_for(field: forms.Field) -> str:
    verb = "Choose" if isinstance(field, forms.ChoiceField) else "Enter"
    label = str(field.label or "this")
    return f"{verb}: {label[0].lower()}{label[1:]}"
