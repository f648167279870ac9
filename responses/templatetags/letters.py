"""Tags for letter templates: fixed sentences, dates and names in the letter's language.

Each tag reads the letter from the template's `content`. Its `wording` holds the
sentences.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django import template
from django.template import Context
from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString

from documents.richtext.nodes import HEADINGS
from documents.richtext.outline import HEADING, SUBHEADING
from responses.letters.facts import Said
from responses.letters.procedural_content import AnyContent
from responses.letters.provisions import title_of
from responses.letters.review_window import ReviewWindow
from responses.letters.unconfirmed import unconfirmed_in
from responses.letters.wording.languages import language_of
from responses.letters.wording.letter_wording import LetterWording
from statute.dated import pounds
from statute.exemptions import Provision
from statute.money import CostLimit
from statute.notices import Outcome
from statute.reuse import OPEN_LICENCE

register = template.Library()

# Placeholders for page numbers, in a sentence completed by the stylesheet.
_PAGE, _PAGES = "\ue000", "\ue001"
# Section 12(2) of FOIA: the cost of finding out what is held.
_TO_CONFIRM = "FOIA 12(2)"
_TYPED_HEADING = re.compile(rf"<(/?)({HEADING}|{SUBHEADING})>")
_EXCUSED = frozenset({Outcome.COST, Outcome.VEXATIOUS, Outcome.REPEATED})


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **values: Any) -> SafeString:
    """Return a fixed sentence by its key: {% say "letter.yours_sincerely" %}."""
    return _wording(context).html(key, **values)


@register.simple_tag(takes_context=True)
def say_fact(context: Context, said: Said) -> SafeString:
    """Return the sentence of a fact: {% say_fact said %}."""
    return _wording(context).html(said.key, **said.values)


@register.simple_tag(takes_context=True)
def say_plain(context: Context, key: str, **values: Any) -> str:
    """Return a fixed sentence without markup, for a title or an attribute."""
    return _wording(context).text(key, **values)


@register.simple_tag(takes_context=True)
def day(context: Context, when: date) -> str:
    """Return a day in the letter's language: {% day content.issued_on %}."""
    return _wording(context).day(when)


@register.simple_tag(takes_context=True)
def name(context: Context, english: str) -> SafeString:
    """Return the name of a law, an office or an object in the letter's language."""
    return _wording(context).name(english)


@register.simple_tag(takes_context=True)
def provision(context: Context, cited: Provision) -> SafeString:
    """Cite a provision, such as Section 31(1)(a), without a line break inside."""
    wording = _wording(context)
    said = wording.provision(cited.section, is_regulation=cited.regime.is_environmental)
    return format_html('<span class="letter-whole">{}</span>', said)


@register.simple_tag(takes_context=True)
def provision_within(context: Context, cited: Provision) -> SafeString:
    """Cite a provision within a sentence: section 31(1)(a)."""
    wording = _wording(context)
    said = wording.provision(cited.section, is_regulation=cited.regime.is_environmental)
    return format_html(
        '<span class="letter-whole">{}{}</span>', said[:1].lower(), said[1:]
    )


@register.simple_tag(takes_context=True)
def for_purposes(
    context: Context, cited: SafeString, purposes: Iterable[Provision]
) -> SafeString:
    """Cite a provision with its purposes: Section 31(1)(g) with section 31(2)(b)."""
    if not purposes:
        return cited
    wording = _wording(context)
    return wording.html(
        "words.with", provision=cited, purpose=relying_on(context, purposes)
    )


@register.simple_tag(takes_context=True)
def titles(context: Context, provisions: Iterable[Provision]) -> SafeString:
    """Return the titles of provisions in the letter's language, one after another."""
    wording = _wording(context)
    first, *others = (wording.name(title_of(one)) for one in provisions)
    said = [first, *(f"{one[:1].lower()}{one[1:]}" for one in others)]
    return format_html_join("; ", "{}", ((SafeString(one),) for one in said))


@register.simple_tag(takes_context=True)
def named(context: Context, english: str, welsh: str) -> SafeString:
    """Return a name of which both languages are known, such as a regulator's."""
    if not _wording(context).is_welsh:
        return escape(english)
    if welsh:
        return escape(welsh)
    return format_html('<span lang="en">{}</span>', english)


@register.simple_tag(takes_context=True)
def relying_on(context: Context, cited: Iterable[Provision]) -> str:
    """List provisions within a sentence: section 31(1)(a) and section 40(2)."""
    wording = _wording(context)
    said = (
        wording.provision(one.section, is_regulation=one.regime.is_environmental)
        for one in cited
    )
    return wording.listed([f"{one[:1].lower()}{one[1:]}" for one in said])


@register.simple_tag(takes_context=True)
def outcome_under_law(context: Context, outcome: str) -> str:
    """Return the outcome under which the letter's sentences are filed.

    The Environmental Information Regulations have no cost limit, and no vexatious or
    repeated requests. Such a request is refused as manifestly unreasonable (EIR reg
    12(4)(b)).
    """
    is_environmental = context["content"].regime.is_environmental
    return "unreasonable" if is_environmental and outcome in _EXCUSED else outcome


@register.simple_tag(takes_context=True)
def say_outcome(
    context: Context, start: str, outcome: str, grounds: Iterable[str], **values: Any
) -> SafeString:
    """Say an outcome, in the summary or over an answer, in the words of its law.

    Args:
        context: The context of the template.
        start: The beginning of the sentence's key, "told." or "answer.".
        outcome: The outcome.
        grounds: The keys of the provisions relied on.
        values: The values of the sentence's fields, beside those of the cost limit.
    """
    content = context["content"]
    key = f"{start}{outcome_under_law(context, outcome)}"
    if outcome == Outcome.NCND and content.regime.is_environmental:
        key += "_exists"
    elif key.endswith(Outcome.COST) and content.regime.is_scottish:
        key += "_foisa" if start == "told." else ""
    elif key.endswith(Outcome.COST) and set(grounds) == {_TO_CONFIRM}:
        key += "_to_confirm"
    limit: CostLimit | None = content.limit
    if limit is not None:
        values |= {
            "hours": f"{limit.limit_minutes / 60:g}",
            "limit": pounds(limit.limit_pence),
        }
    return _wording(context).html(key, **values)


@register.simple_tag(takes_context=True)
def ask_by(context: Context, review: ReviewWindow) -> SafeString:
    """Say by when to ask for a review: the day, where it can be worked out."""
    wording = _wording(context)
    if review.by is not None:
        return wording.html("rights.by_day", day=review.by)
    kind = "receipt" if review.is_from_receipt else "date"
    return wording.html(f"rights.within_of_{kind}", days=review.days)


@register.simple_tag(takes_context=True)
def complain_by(context: Context) -> SafeString:
    """Say by when to complain to the regulator about the outcome of a review."""
    content, wording = context["content"], _wording(context)
    if content.complain_by is not None:
        return wording.html("rights.by_day", day=content.complain_by)
    return wording.html("review.within_weeks", weeks=content.complain_weeks)


@register.simple_tag
def licence() -> SafeString:
    """Return the address of the Open Government Licence, as a link."""
    return linked(OPEN_LICENCE)


@register.simple_tag(takes_context=True)
def lang_of(context: Context, words: str) -> SafeString:
    """Mark the language of words not in the letter's language: ` lang="en"`."""
    language = language_of(words)
    if not language or language == _wording(context).language:
        return SafeString()
    return format_html(' lang="{}"', language)


class Foot(NamedTuple):
    """The text of the page footer, around the reference and page numbers."""

    reference: str
    page: str
    of: str
    end: str


@register.simple_tag(takes_context=True)
def foot(context: Context) -> Foot:
    """Return the text of the page footer. The stylesheet inserts the numbers."""
    content = context["content"]
    reference = content.wording.text(
        "letter.foot_reference", reference=content.reference
    )
    for wording in (content.wording, LetterWording(language=content.wording.language)):
        said = wording.text("letter.foot_page", page=_PAGE, pages=_PAGES)
        page, _, rest = said.partition(_PAGE)
        between, _, end = rest.partition(_PAGES)
        if _PAGES not in page:
            break
    return Foot(reference=reference, page=page, of=between, end=end)


@register.simple_tag
def not_confirmed(content: AnyContent, page: str) -> list[str]:
    """List what a letter prints although no source confirms it."""
    return list(unconfirmed_in(content, page))


@register.filter
def below(html: str, level: int) -> SafeString:
    """Return an officer's text with its headings at a level of the letter's outline.

    Args:
        html: The text, with the headings of `documents.richtext.outline`.
        level: The level of its headings. Subheadings are one below.
    """
    levels = {HEADING: level, SUBHEADING: min(level + 1, len(HEADINGS))}
    return SafeString(
        _TYPED_HEADING.sub(lambda tag: f"<{tag[1]}h{levels[tag[2]]}>", html)
    )


@register.filter
def spoken(html: str, wording: LetterWording) -> SafeString:
    """Return an officer's text, marked where its language is not the letter's."""
    language = language_of(strip_tags(html))
    if not language or language == wording.language:
        return SafeString(html)
    return SafeString(f'<div lang="{language}">{html}</div>')


@register.filter
def leading_to(words: SafeString, anchor: str) -> SafeString:
    """Return words as a link to an answer in the same letter."""
    return format_html('<a href="#letter-{}">{}</a>', anchor, words)


@register.filter
def mailed(address: str) -> SafeString:
    """Return an e-mail address as a link, for a placeholder."""
    return format_html('<a href="mailto:{}">{}</a>', address, address)


@register.filter
def parted(address: str) -> SafeString:
    """Return an address with places for line breaks after @, full stops, / and -."""
    pieces = re.split(r"(?<=[@./-])(?=[^@./-])", address)
    return format_html_join(SafeString("<wbr>"), "{}", ((one,) for one in pieces))


@register.filter
def linked(address: str) -> SafeString:
    """Return a page's address as a link, for a placeholder."""
    return format_html('<a href="{}">{}</a>', address, address)


def _wording(context: Context) -> LetterWording:
    wording: LetterWording = context["content"].wording
    return wording
