"""The form base class and the crispy helper for the forms of actions."""

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Field, Layout
from django import forms

from requests_app.forms.plain import PlainForm

# Makes Ctrl+Enter press a button.
KEY = {"aria_keyshortcuts": "Control+Enter"}


class ActionHelper(FormHelper):
    """Lay out a form's fields in a column, with a button below.

    Args:
        form: The form to lay out.
        button: The label of the button: the action, as a verb.
        is_final: Whether the button is red, for an action that is hard to undo.
        takes_key: Whether Ctrl+Enter presses the button, as in the drafting room.
    """

    label_size = legend_size = "s"

    def __init__(self, form, *, button, is_final=False, takes_key=False):
        super().__init__(form)
        make = Button.warning if is_final else Button.primary
        fields = (
            Field.radios(name, small=True)
            if isinstance(field.widget, forms.RadioSelect)
            else name
            for name, field in form.fields.items()
        )
        self.layout = Layout(*fields, make("act", button, **(KEY if takes_key else {})))


class ActionForm(PlainForm):
    """A form with a field for each argument of one service.

    Attributes:
        button: The label of the button.
        is_final: Whether the button is red.
        takes_key: Whether Ctrl+Enter presses the button.
    """

    button = "Save"
    is_final = False
    takes_key = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = self.make_helper()

    def make_helper(self):
        """Lay out the fields as they are now."""
        return ActionHelper(
            self,
            button=self.button,
            is_final=self.is_final,
            takes_key=self.takes_key,
        )
