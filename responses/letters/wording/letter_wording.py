"""The fixed sentences of one letter, in its language and its authority's wording."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from types import MappingProxyType
from typing import TypeAlias

from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from responses.letters.wording.catalogue import Sentence, get
from responses.letters.wording.filling import fill, fill_plain
from responses.letters.wording.languages import language_of
from responses.letters.wording.welsh import (
    ENGLISH,
    WELSH,
    welsh_day,
    welsh_name,
    welsh_of,
)

# The types of values for the fields of a sentence.
Value: TypeAlias = str | int | date


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWording:
    """The fixed sentences of one letter, as HTML or as text.

    Attributes:
        language: "en" or "cy".
        own: The authority's own wording in that language, by the sentence's key.
        marked: The key of a sentence to highlight; only in samples.
    """

    language: str = ENGLISH
    own: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    marked: str = ""

    @property
    def is_welsh(self) -> bool:
        """Whether the letter is in Welsh."""
        return self.language == WELSH

    @property
    def tag(self) -> str:
        """Language tag for HTML and PDF."""
        return "cy" if self.is_welsh else "en-GB"

    def html(self, key: str, **values: Value) -> SafeString:
        """Return a sentence as HTML.

        Args:
            key: The key of the sentence.
            values: The values of its fields. A day is written out in the letter's
                language; text is escaped unless marked as safe HTML.

        Raises:
            SentenceUnknown: No sentence has this key.
            KeyError: A field has no value.
            TypeError: No letter prints a value of this type.
        """
        text, is_translated = self._text_of(get(key))
        made = fill(
            text, {name: self._as_html(value) for name, value in values.items()}
        )
        if key == self.marked:
            return format_html('<mark class="letter-marked">{}</mark>', made)
        if is_translated:
            return made
        return mark_safe(f'<span lang="en">{made}</span>')  # noqa: S308 - made safe above

    def text(self, key: str, **values: Value) -> str:
        """Return a sentence as plain text, for a title or for an e-mail.

        Raises:
            SentenceUnknown: No sentence has this key.
            KeyError: A field has no value.
            TypeError: No letter prints a value of this type.
        """
        text, _ = self._text_of(get(key))
        return fill_plain(
            text, {name: self._as_text(value) for name, value in values.items()}
        )

    def day(self, day: date) -> str:
        """Return "9 March 2026", or "9 Mawrth 2026"."""
        if self.is_welsh:
            return welsh_day(day)
        return f"{day.day} {day:%B %Y}"

    def name(self, english: str) -> SafeString:
        """Return a name from the law, a regulator or this program, as HTML.

        Args:
            english: The released name, which authorities cannot reword.
        """
        if not self.is_welsh or not english:
            return escape(english)
        welsh = welsh_name(english)
        if welsh:
            return escape(welsh)
        return format_html('<span lang="en">{}</span>', english)

    def provision(self, section: str, *, is_regulation: bool) -> str:
        """Return "Section 31(1)(a)".

        Args:
            section: "31(1)(a)", or "40(2) by virtue of 40(3A)(a)".
            is_regulation: Whether the provision is a regulation, not a section.
        """
        kind = "regulation" if is_regulation else "section"
        first, *further = (
            self.text(f"words.{kind}", number=number)
            for number in section.split(" by virtue of ")
        )
        for condition in further:
            first = self.text(
                "words.by_virtue_of",
                provision=first,
                condition=f"{condition[:1].lower()}{condition[1:]}",
            )
        return first

    def listed(self, words: Sequence[str]) -> str:
        """Return "1, 2 and 4" for three words."""
        if len(words) < 2:
            return "".join(words)
        return self.text("words.and", others=", ".join(words[:-1]), last=words[-1])

    def _text_of(self, sentence: Sentence) -> tuple[str, bool]:
        """Return a sentence's words, and whether they are in the letter's language."""
        own = self.own.get(sentence.key, "")
        if own and sentence.takes(own):
            return own, True
        if not self.is_welsh:
            return sentence.text, True
        welsh = welsh_of(sentence)
        return (welsh, True) if welsh else (sentence.text, False)

    def _as_html(self, value: Value) -> SafeString:
        if isinstance(value, SafeString):
            return value
        language = language_of(value) if isinstance(value, str) else ""
        if language and language != self.language:
            return format_html('<span lang="{}">{}</span>', language, value)
        return escape(self._as_text(value))

    def _as_text(self, value: Value) -> str:
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, SafeString):
            return unescape(strip_tags(value))
        if isinstance(value, str | int):
            return str(value)
        raise TypeError(f"A letter does not print a {type(value).__name__}.")
