"""Find and disarm the cells of a table that a spreadsheet program might run."""

import re
import unicodedata

# Unicode categories of white space and of characters that show nothing.
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_FORMULA = re.compile(
    r"""
    [=@|\uff1d\uff0b\uff0d\uff20]
    | %(?!\s|\Z)        # "% upheld" is a heading
    | [+-](?!           # unless a number is all there is
        [£€$]?
        (?: [0-9][0-9,]*(?:\.[0-9]+)? | \.[0-9]+ )
        (?: [eE][+-]?[0-9]+ )?
        \s*%?\s*\Z
    )
    """,
    re.VERBOSE,
)


def runs_as_formula(text: str) -> bool:
    """Return whether a spreadsheet program might run a cell's text as a formula.

    A program takes a cell for a formula if it begins with `=`, `+`, `-` or `@`. Some
    programs also accept the full-width forms of these, and some skip white space and
    invisible characters. A tab, a new line or a NUL at the start may begin another
    cell. `|` and `%` run nothing in today's programs, but filters of formulas name
    them, and few genuine cells begin so: these count too.

    A number runs nothing, with its sign, currency, thousands and percent. "-1+1" is not
    a number.

    Source: OWASP, CSV Injection; OWASP ASVS 5.0, 1.2.10; CWE-1236.
    """
    seen = next(
        (
            at
            for at, char in enumerate(text)
            if unicodedata.category(char) not in _UNSEEN
        ),
        len(text),
    )
    return bool(_CONTROL.match(text) or _FORMULA.match(text, seen))


def without_formula(text: str) -> str:
    """Return a cell's text, with an apostrophe before any possible formula.

    Text typed by the public must not run on the computer of the person who opens the
    table. A number stays a number: a reader may need to add up the column.
    """
    return f"'{text}" if runs_as_formula(text) else text
