"""Every fixed sentence of every letter, as the release words it in English.

A file of `sentences/` is a group. It begins with its `title` and may say `about` what
it is; each table in it is a sentence:

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

# As they stand in a letter; the other groups come after these.
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
    """There is no sentence of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A fixed sentence, or a few words, of a letter.

    Attributes:
        key: Its name.
        group: The name of its group.
        text: The release's English.
        where: Where in a letter it stands, for whoever changes it.
        fields: What each field stands for, by its name; in every version of the
            sentence each of them must stand.
    """

    key: str
    group: str
    text: str
    where: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    def check(self, text: str) -> None:
        """Refuse a text that cannot take this sentence's place.

        Raises:
            SentenceRefused: It says why.
        """
        check(text, self.fields)

    def takes(self, text: str) -> bool:
        """Whether a text can take this sentence's place."""
        try:
            self.check(text)
        except SentenceRefused:
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sentences that stand together, or in letters of the same kind."""

    name: str
    title: str
    about: str
    sentences: tuple[Sentence, ...]


def get(key: str) -> Sentence:
    """Return the sentence of that name.

    Raises:
        SentenceUnknown: There is none.
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
