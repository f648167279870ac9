"""Change a Word file as authors do: tracked, not tracked, with comments."""

import io
from copy import deepcopy

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.text.run import Run

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
AT = "2026-03-04T09:30:00Z"


class Hand:
    """A Word file opened by an author."""

    def __init__(self, data, author="Pat Reed", at=AT):
        self.document = Document(io.BytesIO(data))
        self.author, self.at = author, at

    @property
    def body(self):
        return self.document.element.body

    @property
    def controls(self):
        """The controls by tag."""
        return {
            one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): one
            for one in self.body.iter(qn("w:sdt"))
        }

    def control(self, begins):
        """Return the control whose tag begins with these words."""
        return next(one for tag, one in self.controls.items() if tag.startswith(begins))

    def paragraph(self, begins, words=""):
        """Return the first paragraph of a control with some words."""
        return next(
            one
            for one in self.control(begins).iter(qn("w:p"))
            if words in "".join(text.text or "" for text in one.iter(qn("w:t")))
        )

    def run(self, begins, words):
        """Return a run of exactly these words, split off from its neighbours."""
        paragraph = self.paragraph(begins, words)
        for run in paragraph.iter(qn("w:r")):
            text = run.find(qn("w:t"))
            if text is None or words not in text.text:
                continue
            before, after = text.text.split(words, 1)
            text.text = words
            for add, part in ((run.addprevious, before), (run.addnext, after)):
                if part:
                    other = deepcopy(run)
                    other.find(qn("w:t")).text = part
                    other.find(qn("w:t")).set(
                        "{http://www.w3.org/XML/1998/namespace}space", "preserve"
                    )
                    add(other)
            return run
        raise LookupError(words)

    def mark(self, kind):
        element = OxmlElement(f"w:{kind}")
        element.set(qn("w:id"), "900")
        element.set(qn("w:author"), self.author)
        element.set(qn("w:date"), self.at)
        return element

    def delete(self, begins, words):
        """Delete words, tracked; return the mark."""
        run = self.run(begins, words)
        mark = self.mark("del")
        run.addprevious(mark)
        mark.append(run)
        for text in run.iter(qn("w:t")):
            text.tag = qn("w:delText")
        return mark

    def insert(self, begins, after, words):
        """Insert words after others, tracked; return the mark."""
        mark = self.mark("ins")
        self.run(begins, after).addnext(mark)
        mark.append(made_run(words))
        return mark

    def replace(self, begins, words, others):
        """Replace words, tracked, in the order in which Word writes both marks."""
        mark = self.delete(begins, words)
        new = self.mark("ins")
        mark.addnext(new)
        new.append(made_run(others))

    def split(self, begins, after):
        """Begin a new paragraph after some words, tracked."""
        run = self.run(begins, after)
        paragraph = run.getparent()
        new = OxmlElement("w:p")
        if (settings := paragraph.find(qn("w:pPr"))) is not None:
            new.append(deepcopy(settings))
        for one in list(run.itersiblings()):
            new.append(one)
        paragraph.addnext(new)
        mark_break(paragraph, self.mark("ins"))

    def type_over(self, begins, words, others):
        """Replace words while tracking is switched off."""
        self.run(begins, words).find(qn("w:t")).text = others

    def comment(self, begins, about, text, *, author=""):
        """Comment on words."""
        run = self.run(begins, about)
        return self.document.add_comment(
            Run(run, None), text=text, author=author or self.author, initials="x"
        )

    def saved(self, *, last_author=None):
        if last_author is not None:
            self.document.core_properties.last_modified_by = last_author
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()


def made_run(words):
    return parse_xml(f'<w:r {NAMESPACES}><w:t xml:space="preserve">{words}</w:t></w:r>')


def mark_break(paragraph, mark):
    """Mark the break after a paragraph as inserted or deleted."""
    settings = paragraph.get_or_add_pPr()
    run = settings.find(qn("w:rPr"))
    if run is None:
        run = OxmlElement("w:rPr")
        settings.append(run)
    run.insert(0, mark)
