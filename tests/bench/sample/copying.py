"""Write many rows at once, by PostgreSQL's COPY."""

import json
from collections.abc import Callable, Iterable
from io import StringIO
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

_ESCAPED: Final = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


class Table:
    """The table of a model, with rows waiting to be copied into it.

    Args:
        model: The model of the table.
        fields: The fields given for each row, in order. Other fields get their default,
            or the database's own value.
        into: Another table to copy into, with the same columns and more.
        more: The further columns of that table.
    """

    def __init__(
        self,
        model: type[models.Model],
        *fields: str,
        into: str = "",
        more: tuple[str, ...] = (),
    ) -> None:
        given = [_field(model, name) for name in fields]
        others = [
            field
            for field in model._meta.concrete_fields
            if field not in given
            and not field.generated
            and not field.primary_key
            and field.db_default is models.NOT_PROVIDED
        ]
        self.name = into or model._meta.db_table
        self.columns = [*(field.column for field in (*given, *others)), *more]
        self._encoders = [_encoder(field) for field in given] + [_encode] * len(more)
        self._ending = "".join(
            f"\t{_encoder(field)(_default(field))}" for field in others
        )
        self._given = len(given)
        self._lines: list[str] = []

    def add(self, *values: Any) -> None:
        """Add a row to the next `flush`."""
        fields = [
            encode(value) for encode, value in zip(self._encoders, values, strict=True)
        ]
        line = "\t".join(fields[: self._given]) + self._ending
        self._lines.append("\t".join([line, *fields[self._given :]]))

    def flush(self) -> None:
        """Copy the waiting rows into the table."""
        if not self._lines:
            return
        columns = ", ".join(f'"{column}"' for column in self.columns)
        with connection.cursor() as cursor:
            cursor.copy_expert(
                f'COPY "{self.name}" ({columns}) FROM STDIN',
                StringIO("\n".join([*self._lines, ""])),
            )
        self._lines.clear()


def keys_for(model: type[models.Model], number: int) -> list[int]:
    """Reserve this many new keys of a model in the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
            " FROM generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [key for (key,) in cursor.fetchall()]


def _field(model: type[models.Model], name: str) -> models.Field:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{model.__name__}.{name} has no column.")
    return field


def _default(field: models.Field) -> Any:
    return None if field.null and not field.has_default() else field.get_default()


def _encoder(field: models.Field) -> Callable[[Any], str]:
    if isinstance(field, models.JSONField):
        return _encode_json
    if isinstance(field, ArrayField):
        return _encode_array
    return _encode


def _encode(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return escaped(value) if isinstance(value, str) else str(value)


def escaped(text: str) -> str:
    """Return text as COPY reads it."""
    for letter, code in _ESCAPED:
        text = text.replace(letter, code)
    return text


def _encode_json(value: Any) -> str:
    return escaped(json.dumps(value))


def _encode_array(value: Iterable[Any]) -> str:
    return _encode(json.dumps(list(value)).replace("[", "{").replace("]", "}"))
