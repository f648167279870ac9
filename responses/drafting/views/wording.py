"""Offer paragraphs of the library beside a form, and put one into a box."""

from django.contrib import messages
from django.utils import timezone
from django.utils.functional import cached_property

from documents.richtext.plain import from_plain
from responses.drafting.forms.rich_text import RichTextField
from responses.paragraphs.offering import offered_paragraph, offered_paragraphs
from statute.facts import FACTS, outcomes_asking
from statute.paragraphs import ParagraphKind

# The box of a citation's form for each kind of paragraph.
CITATION_BOXES = {
    ParagraphKind.REASON: "why_applies",
    ParagraphKind.HARM: "harm",
    ParagraphKind.FACTOR_FOR: "factors_for",
    ParagraphKind.FACTOR_AGAINST: "factors_against",
    ParagraphKind.BALANCE: "balance",
}
ANSWER_BOXES = {ParagraphKind.ADVICE: "text", ParagraphKind.OTHER: "text"}
LETTER_BOXES = {ParagraphKind.OPENING: "opening"}


class OffersWording:
    """A page with a form, and paragraphs offered for its boxes.

    With scripts a button puts the words into the box. Without scripts the button posts
    the form under the name "wording", and the page comes back with the words added to
    those typed; nothing is saved.
    """

    def get_boxes(self, form):
        """Return the name of the box for each kind of paragraph offered."""
        return CITATION_BOXES

    def get_provision_keys(self):
        """Return the provisions for which to offer paragraphs."""
        return ()

    @cached_property
    def offers(self):
        kinds = self.get_boxes(None)
        return offered_paragraphs(
            foi_request=self.foi_request,
            provision_keys=self.get_provision_keys(),
            kinds=frozenset(kinds),
            on=timezone.localdate(),
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context.get("form")
        if form is not None and self.is_open:
            context["wording"] = self.offers_by_box(form)
        return context

    def offers_by_box(self, form):
        """Return each box of the form that has offers: the bound field, the offers."""
        boxes = self.get_boxes(form)
        found = {}
        for offer in self.offers:
            box = boxes.get(offer.entry.kind)
            if box in form.fields:
                found.setdefault(box, []).append(offer)
        return [(form[box], offers) for box, offers in found.items()]

    def post(self, request, *args, **kwargs):
        if self.is_open and (key := request.POST.get("wording")):
            return self.with_wording(key)
        return super().post(request, *args, **kwargs)

    def with_wording(self, key):
        """Show the form as typed, with the words of a paragraph added to their box."""
        form = self.get_form()
        offer = offered_paragraph(key, self.offers)
        box = offer and self.get_boxes(form).get(offer.entry.kind)
        if box in form.fields:
            form.data = form.data.copy()
            form.data[box] = added(form, box, offer.text)
        else:
            messages.info(self.request, "That paragraph is not offered here any more.")
        return self.render_to_response(self.get_context_data(form=form))


def added(form, box, words):
    """Return what a box is to hold: the words typed, then the words of a paragraph."""
    typed = form.data.get(box, "").rstrip()
    is_html = form.data.get(f"{box}-format") == "html"
    if isinstance(form.fields[box], RichTextField) and is_html:
        return typed + from_plain(words)
    between = "\n\n" if isinstance(form.fields[box], RichTextField) else "\n"
    return f"{typed}{between}{words}" if typed else words


def answer_boxes(outcome):
    """Return the boxes of an answer's form: advice has its own for some outcomes."""
    has_own = outcome in outcomes_asking(FACTS["advice"])
    return {**ANSWER_BOXES, ParagraphKind.ADVICE: "advice"} if has_own else ANSWER_BOXES
