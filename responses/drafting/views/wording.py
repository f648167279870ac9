"""Offer paragraphs of the library in a tab of the room, and put one into a box."""

from collections.abc import Mapping
from typing import NamedTuple

from django.contrib import messages
from django.forms import BoundField, Form
from django.utils import timezone

from documents.richtext.plain import from_plain
from responses.drafting.forms.rich_text import RichTextField
from responses.drafting.views.room import FILES, Panel
from responses.paragraphs.offering import Offer, Wanted, offered_paragraphs
from statute.facts import FACTS, outcomes_asking
from statute.paragraphs import ParagraphKind

WORDING = Panel("wording", "Wording")

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


class Place(NamedTuple):
    """A form that takes paragraphs.

    Attributes:
        form_id: The id of its element.
        form: The form.
        boxes: The name of the box for each kind of paragraph.
        provision_keys: The provisions for which to offer paragraphs.
        called: What the tab calls the form, where the page has several.
    """

    form_id: str
    form: Form
    boxes: Mapping[ParagraphKind, str]
    provision_keys: tuple[str, ...] = ()
    called: str = ""

    def box_for(self, offer: Offer) -> BoundField | None:
        """Return the box that takes a paragraph; None where the form has none."""
        name = self.boxes.get(offer.entry.kind)
        return self.form[name] if name in self.form.fields else None


class Offered(NamedTuple):
    """A box of a form, and the paragraphs offered for it."""

    place: Place
    box: BoundField
    offers: list[Offer]


class OffersWording:
    """A page of the room with a form, and a tab of paragraphs for its boxes.

    With scripts a button puts the words into the box. Without scripts the button posts
    the form under the name "wording", and the page comes back with the words added to
    those typed; nothing is saved.
    """

    def get_panels(self):
        """Return the tabs of the panel, with the wording before the files."""
        panels = super().get_panels()
        if not self.is_open:
            return panels
        at = panels.index(FILES)
        return (*panels[:at], WORDING, *panels[at:])

    @property
    def panel(self):
        return WORDING if self.is_wording_asked else super().panel

    @property
    def is_wording_asked(self):
        """Whether the page is posted for the words of a paragraph."""
        return self.is_open and bool(self.request.POST.get("wording"))

    def get_places(self, form):
        """Return the forms of the page that take paragraphs, the page's own first."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context.get("form")
        if form is not None and self.panel == WORDING:
            context["wording"] = self.offered_in(self.get_places(form))
        return context

    def offered_in(self, places):
        """Return each box that has offers. Takes two queries."""
        return [
            Offered(place, place.form[box], offers)
            for place, found in zip(places, self.offers_for(places), strict=True)
            for box, offers in _by_box(place, found).items()
        ]

    def offers_for(self, places):
        """Return the paragraphs offered for each place."""
        return offered_paragraphs(
            foi_request=self.foi_request,
            wanted=[Wanted(one.provision_keys, frozenset(one.boxes)) for one in places],
            on=timezone.localdate(),
        )

    def post(self, request, *args, **kwargs):
        if self.is_wording_asked:
            return self.with_wording(request.POST["wording"])
        return super().post(request, *args, **kwargs)

    def with_wording(self, key):
        """Show the form as typed, with the words of a paragraph added to their box."""
        form = self.get_form()
        place = self.get_places(form)[0]
        (offers,) = self.offers_for([place])
        offer = next((one for one in offers if one.entry.key == key), None)
        box = offer and place.box_for(offer)
        if box:
            form.data = form.data.copy()
            form.data[box.name] = added(form, box.name, offer.text)
        else:
            messages.info(self.request, "That paragraph is not offered here any more.")
        return self.render_to_response(self.get_context_data(form=form))


def _by_box(place, offers):
    found = {}
    for offer in offers:
        if box := place.box_for(offer):
            found.setdefault(box.name, []).append(offer)
    return found


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


def citation_place(cited):
    """Return the form of the reasons of a provision that an answer cites."""
    citation = cited.citation
    return Place(
        f"reasons-{citation.pk}",
        cited.form,
        CITATION_BOXES,
        (citation.provision_key,),
        citation.provision.citation,
    )
