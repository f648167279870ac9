"""Widths tell whether letters can be what they are copied as."""

import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
)

from documents.hidden.pdf.widths import are_of_other_letters

# Widths of a common typeface, of a thousand to the size.
WIDTHS = {
    "m": 833, "w": 722, "M": 833, "W": 944, "i": 222, "l": 222, "t": 278, "n": 556,
    "o": 556, "u": 556,
}  # fmt: skip
CODES = dict(enumerate(WIDTHS, 65))


def simple():
    return DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/TrueType"),
            NameObject("/FirstChar"): NumberObject(65),
            NameObject("/Widths"): ArrayObject(map(FloatObject, WIDTHS.values())),
        }
    )


def composite():
    numbers = ArrayObject(map(FloatObject, list(WIDTHS.values())[:-1]))
    last = [NumberObject(74), NumberObject(74), FloatObject(556)]
    inner = DictionaryObject(
        {NameObject("/W"): ArrayObject([NumberObject(65), numbers, *last])}
    )
    return DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/DescendantFonts"): ArrayObject([inner]),
        }
    )


@pytest.mark.parametrize("font", [simple(), composite()], ids=["simple", "composite"])
def test_letters_of_their_own_widths_pass(font):
    assert not are_of_other_letters(font, CODES)


@pytest.mark.parametrize("font", [simple(), composite()], ids=["simple", "composite"])
def test_letters_of_the_widths_of_others_are_told(font):
    said = "ilMWmwntou"  # the wide as the narrow, the narrow as the wide

    assert are_of_other_letters(font, dict(zip(CODES, said, strict=True)))


def test_letters_of_one_width_tell_nothing():
    font = simple()
    font[NameObject("/Widths")] = ArrayObject([FloatObject(600)] * len(WIDTHS))

    assert not are_of_other_letters(font, CODES)
