"""Collect the words that a person typed into a form."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import QueryDict

# What the page itself adds to a form: tokens, versions and the names of buttons.
_OF_THE_PAGE: Final = {
    "act",
    "add",
    "answer",
    "csrfmiddlewaretoken",
    "drop",
    "next",
    "provision",
    "provision_key",
    "seen",
    "typed_copy",
    "version",
}
_SHORTEST: Final = 4


def typed_words(
    data: QueryDict, fields: Mapping[str, forms.Field]
) -> list[dict[str, Any]]:
    """Return what was typed and chosen, field by field; nothing if nothing was typed.

    Args:
        data: The form as sent.
        fields: The fields known by name. Of other names every value of four characters
            or more is kept.
    """
    words, is_typed = [], False
    for name in data:
        field = fields.get(name)
        if name in _OF_THE_PAGE or name.endswith("-format"):
            continue
        if field is not None and isinstance(field.widget, forms.HiddenInput):
            continue
        if name.rpartition("_")[0] in fields:  # the day, month or year of a date
            continue
        text = _text(data, name, field)
        if text.strip() and (field is not None or len(text) >= _SHORTEST):
            is_typed = is_typed or not isinstance(field, forms.ChoiceField)
            words.append(
                {
                    "label": str(field.label or name) if field is not None else name,
                    "text": text,
                    "is_rich": f"{name}-format" in data,
                }
            )
    return words if is_typed else []


def _text(data: QueryDict, name: str, field: forms.Field | None) -> str:
    if isinstance(field, forms.ChoiceField):
        chosen = set(data.getlist(name))
        choices: Any = field.choices
        labels = [label for value, label in choices if str(value) in chosen]
        return ", ".join(map(str, labels)) or ", ".join(sorted(chosen))
    if field is None:
        return "\n".join(data.getlist(name))
    value = field.widget.value_from_datadict(data, {}, name)
    return value if isinstance(value, str) else ""
