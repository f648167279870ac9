"""The example request is read as its expected tree."""

import json

from documents.requests.reader import parse
from documents.requests.tree import as_dict


def _bare(question):
    return {
        "label": question["label"],
        "text": question["text"],
        "children": [_bare(child) for child in question["children"]],
    }


def test_the_example_request_has_four_questions_and_eight_beneath_them(shared):
    folder = shared / "examples" / "btp-1433-19"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))

    tree = as_dict(parse((folder / "request.txt").read_text("utf-8")))

    assert [_bare(question) for question in tree["questions"]] == [
        _bare(question) for question in expected["questions"]
    ]
    assert tree["closing"] == ""
