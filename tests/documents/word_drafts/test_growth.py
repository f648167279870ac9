"""Hostile Word files are refused in a sentence, and cost little time."""

import io
import time
import zipfile

import pytest

from documents.files.document import UnreadableFile
from documents.word_drafts.apart import read_returned_apart, returned_as_json
from documents.word_drafts.reader import LARGEST_BYTES, read_returned
from tests.documents.word_drafts.hand import Hand
from tests.documents.word_drafts.making import (
    BY,
    TAG,
    control,
    paragraph,
    run,
    with_parts,
    word_file,
)

DOCUMENT = "word__document.xml"


def bomb():
    file = word_file(control(paragraph(run("Ten."))))
    return with_parts(file, word__media__big=b"\0" * (60 * 1024 * 1024))


def entities():
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE w [<!ENTITY l0 "ha">{lol}]><w:document>&l9;</w:document>'
    return with_parts(word_file(), **{DOCUMENT: xml})


def outside_file():
    xml = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'
    return with_parts(word_file(), **{DOCUMENT: xml})


@pytest.mark.parametrize("make", [bomb, entities, outside_file])
def test_a_file_made_to_harm_is_refused_in_one_sentence(make):
    data = make()
    begun = time.perf_counter()

    with pytest.raises(UnreadableFile) as refused:
        read_returned_apart(data)

    assert time.perf_counter() - begun < 10
    assert str(refused.value).count(". ") <= 1
    assert "root" not in str(refused.value)


def test_deep_nesting_is_refused():
    xml = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/'
        'main"><w:body>'
        + "<w:ins>" * 5_000
        + "</w:ins>" * 5_000
        + "</w:body></w:document>"
    )

    with pytest.raises(UnreadableFile, match="damaged"):
        read_returned(with_parts(word_file(), **{DOCUMENT: xml}))


def test_a_file_too_large_is_not_opened():
    with pytest.raises(UnreadableFile, match="MB"):
        read_returned_apart(bytes(LARGEST_BYTES + 1))


def test_thousands_of_controls_are_refused():
    blocks = [control(paragraph(run("x")), tag=f"t{n}") for n in range(2_001)]

    with pytest.raises(UnreadableFile, match="far more than a draft"):
        read_returned(word_file(*blocks))


def test_hundreds_of_comments_are_refused():
    hand = Hand(word_file(control(paragraph(run("Ten.")), TAG)))
    for _ in range(301):
        hand.comment("answer:", "Ten.", "Why?")

    with pytest.raises(UnreadableFile, match="far more than a draft"):
        read_returned(hand.saved())


def test_a_damaged_zip_is_refused():
    data = word_file(control(paragraph(run("Ten."))))
    broken = data[: len(data) // 2] + bytes(200) + data[len(data) // 2 + 200 :]

    assert '"error"' in returned_as_json(broken)


def test_a_file_without_its_document_is_refused():
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_file())) as old,
        zipfile.ZipFile(made, "w") as new,
    ):
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))

    assert '"error"' in returned_as_json(made.getvalue())


def test_time_grows_with_the_changes_and_not_faster():
    def seconds(number):
        one = f"<w:ins {BY}>{run('new ')}</w:ins>{run('old ')}"
        data = word_file(*[control(paragraph(one * 50))] * number)
        begun = time.perf_counter()
        read_returned(data)
        return time.perf_counter() - begun

    seconds(5)
    small, large = seconds(50), seconds(200)

    assert large < 10 * small + 0.2
