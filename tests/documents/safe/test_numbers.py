"""Numbers and dates are written as their cells show them."""

import random

import pytest

from documents.safe.numbers import general, said_of, said_of_text

ACCOUNT = '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0", -98765, "-98,765"),
        ("0.00", 3.14159, "3.14"),
        ("0.0", 2.25, "2.3"),
        ("0", 0.5, "1"),
        ("0", -0.2, "0"),
        ("0%", 0.256, "26%"),
        ("0.00%", 0.98765, "98.77%"),
        ("£#,##0.00;[Red]-£#,##0.00", -532.5, "-£532.50"),
        ("[$£-809]#,##0.00", 1500.5, "£1,500.50"),
        ("#,##0.00 [$€-407]", 99.5, "99.50 €"),
        ("#,##0.00_);(#,##0.00)", -12.5, "(12.50)"),
        (ACCOUNT, 1234.5, "£1,234.50"),
        (ACCOUNT, 0, "£-"),
        ('0.0,,"m"', 12345678, "12.3m"),
        ("0.0E+00", 123456, "1.2E+05"),
        ("0.00E+00", 0.00012345, "1.23E-04"),
        ("##0.0E+0", 12345, "12.3E+3"),
        ("0.0E-0", 99999, "1.0E5"),
        ("# ?/?", 2.5, "2 1/2"),
        ("# ?/?", 3, "3"),
        ("# ?/?", 0.99999, "1"),
        ("?/?", 0.5, "1/2"),
        ("# ??/100", 0.25, "25/100"),
        ("00000", 123, "00123"),
        ('0" cases"', 12, "12 cases"),
        ('"Ref "0000', 42, "Ref 0042"),
        ('#,##0;-#,##0;"nil"', 0, "nil"),
        ('[>=1000]#,##0.0,"k";0', 4567, "4.6k"),
        ('[>=1000]#,##0.0,"k";0', 12, "12"),
        ("[<0]0.0;0", -1.26, "1.3"),
        ("[>5]0;[>2]0.0;0.00", 1, "1.00"),
        ("000-00-0000", 123456789, "123-45-6789"),
        ("+0;-0;0", 7, "+7"),
        ("##0.0#", 5.1, "5.1"),
        ("0.##", 5, "5."),
        ("#", 0, ""),
        ("@", 0.5, "0.5"),
        ('0" of "0.0', 12.34, "12.3 of"),
        ('"none"', 3, "none"),
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 1e20, "1E+20"),
        ("[<-5]0;0.0", -7.5, "-8"),
        ("[>5]0;[>2]0.0;0.00", -1, "-1.00"),
        ("0##", 5, "005"),
        ("General", 1e30, "1E+30"),
        ('General" days"', -5, "-5 days"),
        ("General;(General)", -5, "(5)"),
        ("\\a0", 1, "a1"),
    ],
)
def test_a_number_is_written_as_it_is_shown(code, value, shown):
    assert said_of(value, code, is_mac=False) == shown


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("dd/mm/yyyy", 46083, "02/03/2026"),
        ("d mmmm yyyy", 46083, "2 March 2026"),
        ("mmm-yy", 46083, "Mar-26"),
        ("mmmmm", 46083, "M"),
        ("ddd d mmm", 46083, "Mon 2 Mar"),
        ("[$-809]dddd", 46083, "Monday"),
        ("[$-F800]dddd, mmmm dd, yyyy", 46083, "2 March 2026"),
        # A time that the cell does not show is not written.
        ("dd/mm/yyyy", 46083.99, "02/03/2026"),
        ("dd/mm/yyyy hh:mm", 46083.5868055556, "02/03/2026 14:05"),
        ("h:mm AM/PM", 46083.5868055556, "2:05 PM"),
        ("h A/P", 0.25, "6 A"),
        ("mm:ss.0", 0.0083391204, "12:00.5"),
        ("[h]:mm", 1.2604166667, "30:15"),
        ("[mm]:ss", 0.0625578704, "90:05"),
        ("hh:mm:ss", 0.0430902778, "01:02:03"),
        ("dd/mm/yyyy", 1, "01/01/1900"),
        ("dd/mm/yyyy", -1, "-1"),
        ("dd/mm/yyyy", 1e15, "1000000000000000"),
        ("yyyy-mm-dd;@", 46022, "2025-12-31"),
    ],
)
def test_a_moment_is_written_as_it_is_shown(code, value, shown):
    assert said_of(value, code, is_mac=False) == shown


def test_days_counted_from_1904_are_other_days():
    assert said_of(0, "dd/mm/yyyy", is_mac=True) == "01/01/1904"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "Yes"),
        ("0.00", "Yes"),
        ("@", "Yes"),
        ('@" (est)"', "Yes (est)"),
        ('0;0;0;"see "@', "see Yes"),
    ],
)
def test_a_text_is_written_as_it_is_shown(code, shown):
    assert said_of_text("Yes", code) == shown


def test_a_number_keeps_the_digits_that_a_workbook_keeps():
    assert general(1 / 3) == "0.333333333333333"
    assert general(2**53) == "9007199254740992"


def test_no_format_breaks_the_writer():
    chance = random.Random(11)  # noqa: S311 - the same codes each time
    pieces = [*'0#?.,;%/E+-@ymdhs"\\_*[]()$£ ', "General", "AM/PM", "[h]", "E+00"]
    pieces += ["[$-F800]", "[$£-809]", "[>=10]", ".000", "# ?/?"]
    values = [0, 1, -1, 0.5, -2.75, 1e300, -1e-300, 46083.7, 10**20, 5e-324]

    for number in range(20_000):
        code = "".join(chance.choices(pieces, k=chance.randrange(10)))
        value = values[number % len(values)]
        assert isinstance(said_of(value, code, is_mac=False), str)
        assert isinstance(said_of_text("x", code), str)
