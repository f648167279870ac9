"""Hold data to the part of JSON Schema that the schema of returns uses."""

from datetime import date

_TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}


def faults(data, schema, at="$"):
    """Yield a line for each place where data breaks a schema."""
    unknown = set(schema) - {
        "$schema", "title", "description", "type", "const", "enum", "format",
        "required", "properties", "additionalProperties", "items", "minimum",
    }  # fmt: skip
    if unknown:
        yield f"{at}: this reader does not know {sorted(unknown)}"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(data, kind) for kind in kinds):
        yield f"{at}: {data!r} is no {kinds}"
        return
    if "const" in schema and data != schema["const"]:
        yield f"{at}: {data!r} is not {schema['const']!r}"
    if "enum" in schema and data not in schema["enum"]:
        yield f"{at}: {data!r} is not in {schema['enum']}"
    if "minimum" in schema and data < schema["minimum"]:
        yield f"{at}: {data!r} is too small"
    if schema.get("format") == "date":
        try:
            date.fromisoformat(data)
        except ValueError:
            yield f"{at}: {data!r} is no day"
    if isinstance(data, dict):
        known = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in data:
                yield f"{at}: {name} is missing"
        for name, value in data.items():
            if name in known:
                yield from faults(value, known[name], f"{at}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}: {name} is not known"
    if isinstance(data, list) and "items" in schema:
        for number, value in enumerate(data):
            yield from faults(value, schema["items"], f"{at}[{number}]")


def _is(data, kind):
    if kind == "integer":
        return isinstance(data, int) and not isinstance(data, bool)
    if kind == "number":
        return isinstance(data, int | float) and not isinstance(data, bool)
    return isinstance(data, _TYPES[kind])
