"""What paper cannot carry: signs without a font, addresses that cannot be posted."""

from collections.abc import Iterable, Iterator

from requests_app.forms.postal_address import why_not_posted
from requests_app.questions.numbering.lists import listed
from responses.letters.answered import Answered, Item, Stem
from responses.letters.content import Addressee, LetterContent
from responses.letters.fonts import named, stand_in, undrawable
from responses.letters.reviews.content import ReviewContent
from statute.notices import Finding, Typed, warn


def unprinted(content: LetterContent, typed: Iterable[Typed]) -> Iterator[Finding]:
    """Yield why a letter cannot be posted, or not be printed as it is written."""
    yield from unposted(content.addressee)
    yield from undrawn("details", _of_details(content))
    yield from undrawn("sender", content.sender.address)
    for item in content.items:
        yield from undrawn("request", _of_request(item))
    if isinstance(content, ReviewContent):
        for point in content.points:
            asked = point.asked.words if point.asked else ()
            yield from undrawn("request", asked)
    for passage in typed:
        yield from undrawn(passage.about, [passage.words])


def unposted(addressee: Addressee) -> Iterator[Finding]:
    """Yield why no letter can be posted to a requester without an e-mail address."""
    if addressee.address and not addressee.email:
        lines = (addressee.name, addressee.organisation, *addressee.address)
        for reason in why_not_posted("\n".join(lines)):
            yield warn(
                "address_not_posted",
                f"The letter cannot be posted. {reason}",
                "Royal Mail’s rules for addresses, as GOV.UK Notify applies them",
                "details",
            )


def undrawn(about: str, texts: Iterable[str]) -> Iterator[Finding]:
    """Yield a warning for each text with characters that no font of the letter has."""
    for words in texts:
        if missing := undrawable(words):
            yield warn(
                "undrawable",
                "No font of the letter has "
                f"{listed([named(char) for char in missing[:5]])}. The letter prints "
                f"{listed([stand_in(char) for char in missing[:5]])} in its place.",
                "PDF/UA (ISO 14289-1, 7.21): every character of a letter can be read",
                about,
            )


def _of_details(content: LetterContent) -> Iterator[str]:
    """Yield the texts that the letter takes from the request's details."""
    yield from (content.addressee.name, content.addressee.organisation)
    yield from (content.subject, *content.addressee.address)


def _of_request(item: Item) -> Iterator[str]:
    """Yield the requester's own words."""
    if isinstance(item, Answered):
        yield from (words for asked in item.asked for words in asked.words)
    elif isinstance(item, Stem):
        yield from (item.heading, *item.words)
