"""A letter's page as a Word document, for those who must edit it elsewhere.

The document has real headings, lists, tables with heading rows, links and languages, so
that it stays readable by anybody after it was edited. The letter itself is the PDF.
"""
