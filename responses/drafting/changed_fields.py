"""The fields of a form that another user saved after the page was opened."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms import Field, Form

from documents.richtext.plain import to_plain
from responses.drafting.differences import Passage, compare_plain


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field with the saved text and the typed text, their differences marked."""

    label: str
    theirs: list[Passage]
    yours: list[Passage]


def changed_fields(
    form: Form, stands: Mapping[str, str], *, rich: Collection[str] = ()
) -> list[ChangedField]:
    """Return the fields whose typed text differs from the saved text.

    Args:
        form: The form, checked.
        stands: The saved texts, by field; a field left out is empty. Fields that the
            form no longer has are allowed.
        rich: The fields whose texts are HTML.
    """
    labels = {
        name: str(field.label)
        for name, field in form.fields.items()
        if not field.widget.is_hidden
    }
    found = []
    for name in dict.fromkeys((*labels, *stands)):
        field = form.fields.get(name)
        typed = _shown(form.cleaned_data.get(name), field)
        saved = _shown(stands.get(name, ""), field)
        if name in rich:
            typed, saved = to_plain(typed), to_plain(saved)
        theirs, yours = compare_plain(saved, typed)
        if theirs != yours:
            label = labels.get(name, f"{name[:1].upper()}{name[1:]}")
            found.append(ChangedField(label, theirs, yours))
    return found


def _shown(value: Any, field: Field | None) -> str:
    """Return a value as the officer reads it: a choice by its label."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    choices = {str(key): str(words) for key, words in getattr(field, "choices", ())}
    words = str(value).replace("\r\n", "\n")
    return choices.get(words, words) if words else ""
