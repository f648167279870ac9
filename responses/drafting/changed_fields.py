"""The fields of a form that another user saved after the page was opened."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import CharField, Form

from documents.richtext.plain import to_plain
from responses.drafting.differences import Passage, compare_plain


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field with the saved text and the typed text, their differences marked."""

    label: str
    theirs: list[Passage]
    yours: list[Passage]


def changed_fields(
    form: Form, stands: Mapping[str, str], *, is_rich: bool = False
) -> list[ChangedField]:
    """Return the fields whose typed text differs from the saved text.

    Args:
        form: The form, checked.
        stands: The saved texts, by field; a field left out is empty. Fields that the
            form no longer has are allowed.
        is_rich: Whether the texts are HTML.
    """
    labels = {
        name: str(field.label)
        for name, field in form.fields.items()
        if isinstance(field, CharField) and not field.widget.is_hidden
    }
    found = []
    for name in dict.fromkeys((*labels, *stands)):
        typed = form.cleaned_data.get(name, "").replace("\r\n", "\n")
        saved = stands.get(name, "")
        if is_rich:
            typed, saved = to_plain(typed), to_plain(saved)
        theirs, yours = compare_plain(saved, typed)
        if theirs != yours:
            label = labels.get(name, f"{name[:1].upper()}{name[1:]}")
            found.append(ChangedField(label, theirs, yours))
    return found
