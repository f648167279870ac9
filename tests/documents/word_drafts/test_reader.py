"""A Word file that came back: controls, changes and comments."""

import io
import zipfile

import pytest
from docx.oxml.ns import qn
from docx.text.run import Run

from documents.files.document import UnreadableFile
from documents.word_drafts.apart import read_returned_apart
from documents.word_drafts.reader import read_returned
from documents.word_drafts.returned import (
    DELETED,
    INSERTED,
    Author,
    Piece,
    as_plain_data,
    from_plain_data,
)
from tests.documents.files.making import packed
from tests.documents.word_drafts.hand import Hand
from tests.documents.word_drafts.making import (
    BY,
    KIM,
    TAG,
    control,
    gone,
    paragraph,
    run,
    with_parts,
    word_file,
)

PAT = Author("Pat Reed", "2026-03-04T09:30:00Z")
LEE = Author("Kim Lee", "2026-03-05T10:00:00Z")


def read(*inside):
    """Return the one control of a file with these paragraphs in it."""
    (found,) = read_returned(word_file(control("".join(inside)))).controls
    return found


@pytest.mark.parametrize(
    ("inside", "pieces"),
    [
        ([paragraph(run("Ten boats."))], [Piece("Ten boats.")]),
        (
            [paragraph(run("One.")), paragraph(""), paragraph(run("Two."))],
            [Piece("One.\n\nTwo.")],
        ),
        (
            [
                paragraph(
                    f"<w:del {BY}>{gone('Ten')}</w:del>"
                    f"<w:ins {BY}>{run('Si')}{run('x')}</w:ins>{run(' boats.')}"
                )
            ],
            [Piece("Ten", DELETED, PAT), Piece("Six", INSERTED, PAT), Piece(" boats.")],
        ),
        (
            [
                paragraph(run("One."), f"<w:ins {BY}/>"),
                paragraph(f"<w:ins {BY}>{run('Two.')}</w:ins>"),
            ],
            [Piece("One."), Piece("\nTwo.", INSERTED, PAT)],
        ),
        (
            [paragraph(run("One."), f"<w:del {BY}/>"), paragraph(run("Two."))],
            [Piece("One."), Piece("\n", DELETED, PAT), Piece("Two.")],
        ),
        (
            [
                paragraph(
                    f"<w:ins {BY}>{run('Old ')}<w:del {KIM}>{gone('new ')}</w:del>"
                    f"</w:ins>{run('boats.')}"
                )
            ],
            [Piece("Old ", INSERTED, PAT), Piece("boats.")],
        ),
        (
            [
                paragraph(
                    '<w:moveFromRangeStart w:id="1" w:name="m"/>'
                    f"<w:moveFrom {BY}>{run('Ten ')}</w:moveFrom>"
                    f'<w:moveFromRangeEnd w:id="1"/>{run("boats ")}'
                    f"<w:moveTo {BY}>{run('ten')}</w:moveTo>"
                )
            ],
            [Piece("Ten ", DELETED, PAT), Piece("boats "), Piece("ten", INSERTED, PAT)],
        ),
        (
            [
                paragraph(
                    f'{run("Ten")}<w:proofErr w:type="spellStart"/><w:smartTag>'
                    f"{run(' boats')}</w:smartTag><w:hyperlink>{run(' here')}"
                    "</w:hyperlink><w:r><w:tab/><w:noBreakHyphen/><w:br/></w:r>"
                )
            ],
            [Piece("Ten boats here -\v")],
        ),
        (
            [
                paragraph(
                    '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE'
                    f"</w:instrText></w:r>{run('4')}"
                )
            ],
            [Piece("4")],
        ),
    ],
    ids=[
        *("plain", "empty line", "replaced", "new paragraph", "joined", "taken back"),
        *("moved", "wrapped", "field"),
    ],
)
def test_each_piece_has_its_fate_and_author(inside, pieces):
    assert list(read(*inside).pieces) == pieces


def test_marks_that_turn_the_order_of_words_are_left_out():
    turned = BY.replace("Pat Reed", "Pat \u202eReed")

    found = read(paragraph(f"<w:ins {turned}>" + run("Te\u2066n") + "</w:ins>"))

    assert list(found.pieces) == [Piece("Ten", INSERTED, PAT)]


def test_what_is_not_carried_is_told():
    found = read(
        paragraph(
            "<w:r><w:rPr><w:b/><w:rPrChange w:id='1' w:author='x'><w:rPr/>"
            "</w:rPrChange></w:rPr><w:t>Ten</w:t><w:drawing/><w:drawing/>"
            "<w:footnoteReference w:id='2'/></w:r>"
            f"<w:moveTo {BY}>{run(' boats')}</w:moveTo>"
        )
    )

    assert list(found.left_out) == [
        "1 change of format was left out.",
        "2 pictures or drawings were left out.",
        "1 footnote was left out.",
        "Moved text is shown as deleted here and inserted there.",
    ]


@pytest.mark.parametrize(
    ("kind", "told", "words"),
    [("ins", "added to", "Quay"), ("del", "deleted from", "Quay\nPier\n2")],
)
def test_a_row_that_came_or_went_is_told_and_not_carried(kind, told, words):
    def row(inside, change=""):
        cells = "".join(f"<w:tc>{paragraph(run(one))}</w:tc>" for one in inside)
        return f"<w:tr><w:trPr>{change}</w:trPr>{cells}</w:tr>"

    table = f"<w:tbl>{row(['Quay'])}{row(['Pier', '2'], f'<w:{kind} {BY}/>')}</w:tbl>"

    found = read(table)

    assert found.original == found.final == words
    assert f"A row was {told} a table by Pat Reed: “Pier | 2”." in found.left_out[0]


def test_a_control_within_an_answer_keeps_its_words_and_stands_for_itself():
    inner = control(paragraph(run("Inner.")), tag="answer:2:v1:0123456789abcdef")
    data = word_file(control(paragraph(run("Outer.")) + inner))

    outer, within = read_returned(data).controls

    assert (outer.tag, outer.final) == (TAG, "Outer.\nInner.")
    assert within.final == "Inner."


def test_words_in_no_control_are_told_apart():
    untagged = control(paragraph(run("In a box of their own.")), tag="")
    data = word_file(
        paragraph(run("Above.")),
        control(paragraph(run("Ten."))),
        paragraph(f"<w:del {BY}>{gone('Not this.')}</w:del>"),
        untagged,
    )

    assert read_returned(data).outside == "Above.\nIn a box of their own."


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


@pytest.fixture
def commented():
    """A file with a thread of two comments, and another outside the controls."""
    hand = Hand(
        word_file(control(paragraph(run("Ten boats."))), paragraph(run("Rest.")))
    )
    first = hand.comment("answer:", "boats", "Which boats?")
    second = hand.comment("answer:", "Ten", "The old ones.", author="Kim Lee")
    loose = hand.body.findall(qn("w:p"))[-1]
    hand.document.add_comment(
        Run(loose.r_lst[0], None), text="And this?", author="Kim Lee"
    )
    ids = {}
    for at, comment in enumerate((first, second)):
        ids[at] = f"0000000{at + 1}"
        comment._comment_elm.p_lst[-1].set(
            "{http://schemas.microsoft.com/office/word/2010/wordml}paraId", ids[at]
        )
    extended = (
        f'<w15:commentsEx xmlns:w15="{W15}">'
        f'<w15:commentEx w15:paraId="{ids[0]}" w15:done="1"/>'
        f'<w15:commentEx w15:paraId="{ids[1]}" w15:paraIdParent="{ids[0]}"/>'
        "</w15:commentsEx>"
    )
    data = hand.saved()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        relations = file.read("word/_rels/document.xml.rels").decode()
        types = file.read("[Content_Types].xml").decode()
    relation = (
        '<Relationship Id="rIdX" Type="http://schemas.microsoft.com/office/2011/'
        'relationships/commentsExtended" Target="commentsExtended.xml"/>'
    )
    kind = (
        '<Override PartName="/word/commentsExtended.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"/>'
    )
    return with_parts(
        data,
        **{
            "word/_rels/document.xml.rels": relations.replace(
                "</Relationships>", f"{relation}</Relationships>"
            ),
            "[Content_Types].xml": types.replace("</Types>", f"{kind}</Types>"),
            "word/commentsExtended.xml": extended,
        },
    )


def test_comments_have_author_passage_and_the_comment_they_answer(commented):
    returned = read_returned(commented)

    first, second = returned.controls[0].comments
    assert (first.author.name, first.text, first.about) == (
        *("Pat Reed", "Which boats?", "boats"),
    )
    assert first.is_done
    assert (second.author.name, second.replies_to) == ("Kim Lee", first.key)
    assert [one.text for one in returned.comments] == ["And this?"]


def test_what_came_back_survives_the_way_out_of_the_reading_process(commented):
    returned = read_returned(commented)

    assert from_plain_data(as_plain_data(returned)) == returned
    assert read_returned_apart(commented) == returned


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not a Word document"),
        (b"Words.", "not a Word document"),
        (b"%PDF-1.7 x", "not a Word document"),
        (packed(a="x"), "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not a Word document"),
    ],
)
def test_a_file_that_is_no_word_document_is_refused(data, told):
    with pytest.raises(UnreadableFile, match=told):
        read_returned(data)
