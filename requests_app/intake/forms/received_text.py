"""The field for a text as received."""

from django import forms


class ReceivedTextField(forms.CharField):
    """A text as received: keep all white space; remove NUL, which cannot be stored.

    Browsers send line ends as two characters; convert them to one.
    """

    widget = forms.Textarea(attrs={"rows": 22, "spellcheck": "false"})

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
