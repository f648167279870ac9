"""A field for rich text: an editor in the browser, a plain box without scripts."""

from django import forms
from js_asset import ImportMap, Media

from documents.richtext.cleaning import clean
from documents.richtext.plain import from_plain, is_plain, to_plain


class RichTextInput(forms.Textarea):
    """A box that `static/js/rich_text.js` turns into an editor.

    What is typed comes back as HTML, or as plain text from a browser without scripts;
    the field beside it says which. Either way the form sees HTML, still to be cleaned.
    """

    template_name = "responses/drafting/widgets/rich_text.html"

    def __init__(self, attrs=None):
        # The form's dress knows boxes by the name of their class; this is one too.
        super().__init__({"class": "govuk-textarea", **(attrs or {})})

    @property
    def media(self):
        return Media(
            importmap=ImportMap(
                {"django-prose-editor/editor": "django_prose_editor/editor.js"}
            )
        )

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
    """Rich text. A plain box that was left alone changes nothing."""

    widget = RichTextInput

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "strip": False, **kwargs})

    def clean_beside(self, value, initial):
        """Return what was typed, or `initial` where a plain box still shows just that.

        A plain box shows no bold and no table, and saving it must not take them away.
        """
        shown = clean(from_plain(to_plain(initial)))
        return initial if clean(value) == shown else value
