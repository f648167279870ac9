"""A field for rich text: an editor in the browser, a plain box without scripts."""

from django import forms

from documents.richtext.cleaning import clean, left_out_of
from documents.richtext.plain import from_plain, is_plain, to_plain


class RichTextInput(forms.Textarea):
    """A text box that `static/js/rich_text.js` turns into an editor.

    The browser posts HTML, or plain text when scripts do not run. A hidden field says
    which. Either way the form sees HTML, still to be cleaned.
    """

    template_name = "responses/drafting/widgets/rich_text.html"

    def __init__(self, attrs=None):
        # The form helper styles boxes by class name and does not know this class.
        super().__init__({"class": "govuk-textarea", **(attrs or {})})

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        html = clean(value or "")
        context["widget"] |= {
            "value": to_plain(html),
            "html": html,
            "loses_formatting": not is_plain(html),
        }
        return context

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        if value is None or data.get(f"{name}-format") == "html":
            return value
        return from_plain(value)


class RichTextField(forms.CharField):
    """Rich text. A plain box left alone changes nothing."""

    widget = RichTextInput

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "strip": False, **kwargs})

    def clean_beside(self, value, initial):
        """Return the typed text, or `initial` where a plain box was left unchanged.

        A plain box cannot show bold text or tables, and saving must not remove them.
        """
        shown = clean(from_plain(to_plain(initial)))
        return initial if clean(value) == shown else value

    def left_out_of(self, value):
        """Return a sentence for each thing that cleaning leaves out of a text."""
        return left_out_of(value or "")
