"""Make a letter's page into a Word document, for officers who must edit it elsewhere.

The document has real headings, lists, tables with heading rows, links and languages, so
that it stays accessible after editing. The letter itself is the PDF.
"""
