"""What a letter prints although no source confirms it."""

from collections.abc import Iterator

from django.utils.html import escape

from responses.letters.procedural_content import AnyContent
from statute.dated import Fact


def unconfirmed_in(content: AnyContent, page: str) -> Iterator[str]:
    """Yield each unconfirmed detail of the regulator that a letter's page prints.

    An officer reads this before issuing the letter.
    """
    regulator = content.regulator
    for detail in Fact.REGULATOR.details:
        if detail.name not in regulator.unverified:
            continue
        value = getattr(regulator, detail.name)
        lines = value if isinstance(value, tuple) else (value,)
        if all(escape(line) in page for line in lines):
            label = f"{detail.label[:1].lower()}{detail.label[1:]}"
            yield f"the {label} of the {regulator.name}"
