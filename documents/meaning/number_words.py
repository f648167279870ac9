"""Numbers in words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# "One" is left out: in a question it hardly ever counts.
NUMBERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "two": "2",
        "three": "3",
        "four": "4",
        "five": "5",
        "six": "6",
        "seven": "7",
        "eight": "8",
        "nine": "9",
        "ten": "10",
        "eleven": "11",
        "twelve": "12",
        "fifteen": "15",
        "eighteen": "18",
        "twenty": "20",
        "thirty": "30",
        "forty": "40",
        "fifty": "50",
        "sixty": "60",
        "ninety": "90",
    }
)
