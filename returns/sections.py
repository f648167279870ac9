"""Group provisions as returns do: by section, or by paragraph of an EIR exception."""

import re
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField

from statute.exemptions.catalogue import PROVISIONS, Kind
from statute.regimes import Regime

# The same pattern in Python and in PostgreSQL. The longest alternative matches.
SECTION: Final = (
    r"^(?:EIR 12[(][45][)][(][a-g][)]|EISR 10[(][45][)][(][a-g][)]|[A-Z]+ [0-9]+A?)"
)
# What an officer cites beside the provision: "by virtue of" says by which condition.
PROVISION: Final = r"^[A-Z]+ [^ ]+"
_GROUNDS: Final = frozenset(
    {Kind.EXEMPTION, Kind.EXCEPTION, Kind.NCND, Kind.NOT_HELD, Kind.REFUSAL_GROUND}
)


_BEGINNINGS: Final = (
    "ARRAY(SELECT DISTINCT substring(each_provision FROM 'PATTERN')"
    " FROM unnest(%(expressions)s) AS each_provision)"
)


class _CutDown(Func):
    """Distinct beginnings of the provisions of a request, as an array."""

    output_field = ArrayField(TextField())
    allowed_default = False

    def __init__(self, pattern: str) -> None:
        super().__init__(F("provisions"))
        self.template = _BEGINNINGS.replace("PATTERN", pattern)


def sections() -> Func:
    """Return the sections relied on in a request's response, each once."""
    return _CutDown(SECTION)


def paragraphs() -> Func:
    """Return the provisions of a request to the paragraph, each once."""
    return _CutDown(PROVISION)


def section_in(key: F) -> Func:
    """Return the section of a single provision, for the database."""
    return Func(
        key,
        template=f"substring(%(expressions)s FROM '{SECTION}')",
        output_field=TextField(),
    )


def sections_among(provisions: list[str]) -> set[str]:
    """Do as `sections` does, for the provisions of a request."""
    return {found[0] for each in provisions if (found := re.match(SECTION, each))}


def paragraphs_among(provisions: list[str]) -> set[str]:
    """Do as `paragraphs` does, for the provisions of a request."""
    return {found[0] for each in provisions if (found := re.match(PROVISION, each))}


def known_sections() -> dict[str, str]:
    """Return every section of the catalogue in its order, with its name in words."""
    return _known(SECTION)


def known_paragraphs() -> dict[str, str]:
    """Return every provision of the catalogue in its order, with its name in words."""
    return _known(PROVISION)


def _known(pattern: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, provision in PROVISIONS.items():
        begins = re.match(pattern, key)
        if begins and provision.kind in _GROUNDS:
            found.setdefault(begins[0], in_words(begins[0]))
    return dict(sorted(found.items(), key=lambda item: _order(item[0])))


def in_words(section: str) -> str:
    """Return a section as tables print it: "FOIA section 40"."""
    law, _, number = section.partition(" ")
    kind = "regulation" if Regime(law).is_environmental else "section"
    return f"{law} {kind} {number}"


def _order(section: str) -> tuple[int, int, str]:
    law, _, number = section.partition(" ")
    digits = re.match("[0-9]+", number)
    return (list(Regime).index(Regime(law)), int(digits[0]) if digits else 0, number)
