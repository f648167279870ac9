"""The version of a letter for publication."""

from dataclasses import replace

from django.views.generic import TemplateView

from documents.requester import Requester
from responses.letters.addressed import printed_address
from responses.letters.pages import article_of
from responses.letters.parties import addressee_of
from responses.letters.publication import names_in, words_of
from responses.pages import IssuedLetterMixin


class LetterForPublication(IssuedLetterMixin, TemplateView):
    template_name = "responses/issuing/letter_for_publication.html"

    def get_context_data(self, **kwargs):
        letter = self.letter
        withdrawal = getattr(letter, "withdrawal", None)
        later = getattr(letter, "superseded_by", None)
        page = letter.html_for_publication
        is_offered = letter.is_publishable
        addressee = replace(
            addressee_of(self.foi_request), posted_to=printed_address(letter.html)
        )
        words = words_of(page) if is_offered else ""
        return super().get_context_data(
            foi_request=self.foi_request,
            letter=letter,
            later=later,
            withdrawal=withdrawal,
            article=article_of(page) if is_offered else "",
            named=names_in(page, addressee) if is_offered else [],
            perhaps_named=Requester(addressee).perhaps_named_in(words),
            overrides=letter.warning_overrides.filter(
                code__startswith="requester_named"
            ).select_related("by"),
            **kwargs,
        )
