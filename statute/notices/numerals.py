"""Read whole numbers in figures or in English words."""

_TO_TWENTY = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen twenty
"""
_NAMED = {name: number for number, name in enumerate(_TO_TWENTY.split(), 1)} | {
    "twenty-eight": 28,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
# For a pattern: the longest name first, so that none hides another.
IN_WORDS = "|".join(sorted(_NAMED, key=len, reverse=True))


def number_of(said: str) -> int:
    """Return the number that figures or a name give; an article stands for 1."""
    return int(said) if said.isdigit() else _NAMED.get(said.lower(), 1)
