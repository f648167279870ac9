"""Every fixed sentence of every letter, in its released English wording.

A file of `sentences/` is a group. It begins with its `title`, and may describe itself
in `about`. Each table in it is a sentence:

    ["rights.review_within"]
    text = "Please do so within {days} working days of the date of this letter."
    where = "Under “If you are not satisfied”"
    fields = { days = "how many working days the requester has" }
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import MappingProxyType

from responses.letters.wording.filling import SentenceRefused, check, fields_in

# In the order of a letter. Other groups come after these.
_FIRST = (
    "letter",
    "opening",
    "summary",
    "answers",
    "grounds",
    "rights",
    "reuse",
    "words",
)


class SentenceUnknown(LookupError):
    """No sentence has this key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A fixed sentence, or a few fixed words, of a letter.

    Attributes:
        key: The key of the sentence.
        group: The name of its group.
        text: The released English.
        where: The place in a letter, for the administrator changing the sentence.
        fields: The meaning of each field, by its name. Every version of the sentence
            must contain each field.
    """

    key: str
    group: str
    text: str
    where: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    def check(self, text: str) -> None:
        """Raise a refusal if a text cannot replace this sentence.

        Raises:
            SentenceRefused: The text cannot replace the sentence; the message says why.
        """
        check(text, self.fields)

    def takes(self, text: str) -> bool:
        """Whether a text can replace this sentence."""
        try:
            self.check(text)
        except SentenceRefused:
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sentences of the same place, or of the same kind of letter."""

    name: str
    title: str
    about: str
    sentences: tuple[Sentence, ...]


def get(key: str) -> Sentence:
    """Return the sentence with this key.

    Raises:
        SentenceUnknown: No sentence has this key.
    """
    try:
        return CATALOGUE[key]
    except KeyError:
        raise SentenceUnknown(f"No sentence has the name {key!r}.") from None


def _groups() -> Iterator[Group]:
    folder = files("responses.letters.wording").joinpath("sentences")
    written = {
        file.name.removesuffix(".toml"): file.read_text("utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
    for name in (*_FIRST, *sorted(written.keys() - set(_FIRST))):
        yield _group(name, written[name])


def _group(name: str, written: str) -> Group:
    data = tomllib.loads(written)
    title, about = data.pop("title"), data.pop("about", "")
    sentences = tuple(
        Sentence(key=key, group=name, **entry) for key, entry in data.items()
    )
    for sentence in sentences:
        try:
            sentence.check(sentence.text)
        except SentenceRefused as reason:
            raise ValueError(f"{sentence.key}: {reason}") from reason
        if set(fields_in(sentence.text)) != set(sentence.fields):
            raise ValueError(f"{sentence.key} does not name its fields.")
    return Group(name=name, title=title, about=about, sentences=sentences)


def _catalogue() -> Mapping[str, Sentence]:
    named: dict[str, Sentence] = {}
    for group in GROUPS:
        for sentence in group.sentences:
            if sentence.key in named:
                raise ValueError(f"Two sentences have the name {sentence.key}.")
            named[sentence.key] = sentence
    return MappingProxyType(named)


GROUPS: tuple[Group, ...] = tuple(_groups())
CATALOGUE: Mapping[str, Sentence] = _catalogue()
