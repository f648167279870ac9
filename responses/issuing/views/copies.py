"""Copies of a letter: as a Word document for editing, and for the archive."""

import logging

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.views.generic import View

from requests_app.files.downloads import file_response
from responses.issuing.archiving import read_archived
from responses.letters.pictures import NoSuchPicture
from responses.models import ArchivedLetter
from responses.pages import IssuedLetterMixin
from responses.refusals import DocumentDamaged

logger = logging.getLogger(__name__)


class LetterInWord(IssuedLetterMixin, View):
    """Download an issued letter as a Word document. The PDF remains the letter."""

    def get(self, request, *args, **kwargs):
        # Imported here, because few processes ever need the libraries for Word.
        from responses.letters.word.document import MEDIA_TYPE, word_of

        letter = self.letter
        kind = slugify(letter.get_type_display())
        name = f"{self.foi_request.reference} {letter.issued_on} {kind}.docx"
        try:
            content = word_of(letter.html)
        except NoSuchPicture as reason:
            messages.error(request, str(reason))
            return redirect(letter)
        return file_response(content, name=name, media_type=MEDIA_TYPE)


class LetterArchive(IssuedLetterMixin, View):
    """Download the archive copy of a letter."""

    def get(self, request, *args, **kwargs):
        letter = self.letter
        archived = get_object_or_404(ArchivedLetter, letter=letter)
        try:
            content = read_archived(archived)
        except DocumentDamaged as reason:
            logger.exception("The archived letter %s cannot be given out", letter.pk)
            messages.error(request, str(reason))
            return redirect(letter)
        name = f"{self.foi_request.reference} {letter.issued_on} archive.pdf"
        return file_response(content, name=name)
