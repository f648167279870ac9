"""The fields of a form that somebody else saved in the meantime."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import Form

from responses import richtext
from responses.reading.differences import Passage, compare_plain


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field, with what stands and what was typed; their differences marked."""

    label: str
    theirs: list[Passage]
    yours: list[Passage]


def changed_fields(
    form: Form, stands: Mapping[str, str], *, is_rich: bool = False
) -> list[ChangedField]:
    """Return the fields whose text as typed differs from what stands.

    Args:
        form: The form, checked.
        stands: What is saved, by field; a field left out is empty.
        is_rich: Whether the texts are HTML.
    """
    found = []
    for name, field in form.fields.items():
        if name not in stands and stands:
            continue
        typed = form.cleaned_data.get(name)
        saved = stands.get(name, "")
        if not isinstance(typed, str) or field.widget.is_hidden:
            continue
        if is_rich:
            typed, saved = richtext.to_plain(typed), richtext.to_plain(saved)
        theirs, yours = compare_plain(saved, typed.replace("\r\n", "\n"))
        if theirs != yours:
            found.append(ChangedField(str(field.label), theirs, yours))
    return found
