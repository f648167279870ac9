"""Every sentence of every letter has a key, and every key is used."""

import re

from django.conf import settings

from responses.letters.wording.catalogue import CATALOGUE, GROUPS

_SAID = re.compile(
    r"""(?:say(?:_plain)?\s+|\.(?:html|text)\(\s*f?)["'](?P<key>[a-z{][\w.{}]*)["']"""
)


_NAMED = re.compile(r"""["'](?P<key>[a-z_{][\w{}]*\.[\w.{}()]*)["']""")


def _names_used(pattern=_SAID):
    """Yield the keys used in templates and code. Some leave a part open."""
    folders = [settings.BASE_DIR / "templates/letters", settings.BASE_DIR / "responses"]
    for folder in folders:
        for file in folder.rglob("*"):
            if file.suffix in {".html", ".py"}:
                for found in pattern.finditer(file.read_text("utf-8")):
                    yield found["key"]


def _pattern(name):
    if name.endswith((".", "_")):
        return re.escape(name) + r"\w+"
    return re.sub(r"\\\{.*?\\\}", r"\\w+", re.escape(name))


def test_every_name_that_is_said_is_in_the_catalogue():
    unknown = {
        name
        for name in _names_used()
        if not any(re.fullmatch(_pattern(name), key) for key in CATALOGUE)
    }

    assert not unknown


def test_every_sentence_of_the_catalogue_is_said_somewhere():
    patterns = {_pattern(name) for name in _names_used(_NAMED)}

    unused = {
        key
        for key in CATALOGUE
        if not any(re.fullmatch(pattern, key) for pattern in patterns)
    }

    assert not unused


def test_every_sentence_says_where_it_stands_and_what_its_fields_are():
    for sentence in CATALOGUE.values():
        assert sentence.where, sentence.key
        assert all(sentence.fields.values()), sentence.key


def test_every_group_has_a_title_and_sentences():
    assert all(group.title and group.sentences for group in GROUPS)
