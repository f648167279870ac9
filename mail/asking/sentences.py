"""Every sentence of the public form, its mails and its progress, in both languages.

A sentence is (English, Welsh). Braces are fields, filled from what the page knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from mail.asking.progress_sentences import PROGRESS
from responses.letters.wording.welsh import ENGLISH, WELSH, welsh_day
from statute.working_days import format_date

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # The frame of each page
    "skip": ("Skip to main content", "Neidio i’r prif gynnwys"),
    "other_language": ("Cymraeg", "English"),
    "error": ("Error: ", "Gwall: "),
    "problem": ("There is a problem", "Mae problem"),
    "optional": (" (optional)", " (dewisol)"),
    "continue": ("Continue", "Parhau"),
    "back": ("Back", "Yn ôl"),
    "footer": (
        "{authority}: requests for information",
        "{authority}: ceisiadau am wybodaeth",
    ),
    "demonstration": (
        "Demonstration: made-up people and requests. Nothing is sent.",
        "Arddangosiad: pobl a cheisiadau dychmygol. Ni chaiff dim ei anfon.",
    ),
    "step_1": ("Step 1 of 2", "Cam 1 o 2"),
    "step_2": ("Step 2 of 2", "Cam 2 o 2"),
    # What is asked
    "ask": ("Ask {authority} for information", "Gofyn i {authority} am wybodaeth"),
    "anyone": (
        "Anyone may ask, and need not say why. Asking is free. The law that gives you "
        "the right is the {law}.",
        "Caiff unrhyw un ofyn, heb ddweud pam. Mae gofyn yn rhad ac am ddim. Y "
        "gyfraith sy’n rhoi’r hawl i chi yw {law}.",
    ),
    "text": (
        "What information would you like?",
        "Pa wybodaeth yr hoffech ei chael?",
    ),
    "text_hint": (
        "Describe it so that we can find it: which documents or figures, about what, "
        "and from when to when. Number your questions if you have several.",
        "Disgrifiwch hi fel y gallwn ddod o hyd iddi: pa ddogfennau neu ffigurau, am "
        "beth, ac am ba gyfnod. Rhifwch eich cwestiynau os oes gennych sawl un.",
    ),
    "how_to": ("How to ask well", "Sut i ofyn yn dda"),
    "how_to_1": (
        "Ask for information that may be written down or stored. We need not give "
        "opinions.",
        "Gofynnwch am wybodaeth a all fod wedi’i hysgrifennu neu ei storio. Nid oes "
        "rhaid i ni roi barn.",
    ),
    "how_to_2": (
        "Name a period, such as April 2025 to March 2026. A narrow request is "
        "answered sooner, and is less likely to cost too much.",
        "Nodwch gyfnod, megis Ebrill 2025 i Fawrth 2026. Caiff cais cul ei ateb yn "
        "gynt, ac mae’n llai tebygol o gostio gormod.",
    ),
    "how_to_3": (
        "Leave out private matters of your own. To see what we hold about yourself, "
        "write to {email} instead.",
        "Peidiwch â chynnwys eich materion preifat. I weld beth sydd gennym amdanoch "
        "chi, ysgrifennwch at {email} yn lle hynny.",
    ),
    "text_missing": (
        "Tell us what information you would like. Without a description we could not "
        "look for it.",
        "Dywedwch wrthym pa wybodaeth yr hoffech ei chael. Heb ddisgrifiad ni allem "
        "chwilio amdani.",
    ),
    "text_long": (
        "This is too long for the form, by {over} characters. Shorten it, or send it "
        "to {email}.",
        "Mae hyn yn rhy hir i’r ffurflen, o {over} nod. Byrhewch ef, neu anfonwch ef "
        "at {email}.",
    ),
    # What is published already
    "answers": (
        "We may have answered this already",
        "Efallai ein bod wedi ateb hyn yn barod",
    ),
    "answers_lead": (
        "These answers to other people may tell what you would like to know. Your own "
        "request has not been sent yet.",
        "Gallai’r atebion hyn i bobl eraill ddweud yr hyn yr hoffech ei wybod. Nid yw "
        "eich cais chi wedi’i anfon eto.",
    ),
    "answered_on": ("Answered on {day}", "Atebwyd ar {day}"),
    "new_window": ("(opens in a new tab)", "(yn agor mewn tab newydd)"),
    "did_it": ("Did this answer your question?", "A atebodd hyn eich cwestiwn?"),
    "yes": ("Yes, I need not ask", "Do, nid oes angen i mi ofyn"),
    "no": ("No, go on with my request", "Naddo, parhau â’m cais"),
    "answered_title": ("Nothing was sent", "Ni anfonwyd dim"),
    "answered_lead": (
        "We are glad that the answer was there already. We keep nothing of what you "
        "typed.",
        "Rydym yn falch fod yr ateb yno eisoes. Nid ydym yn cadw dim o’r hyn a "
        "deipiwyd gennych.",
    ),
    "ask_other": ("Ask for something else", "Gofyn am rywbeth arall"),
    "answer_of": ("An answer that we gave", "Ateb a roddwyd gennym"),
    "answer_note": (
        "This answer was given to somebody else. It says what was so on {day}.",
        "Rhoddwyd yr ateb hwn i rywun arall. Mae’n dweud beth oedd yn wir ar {day}.",
    ),
    # Who asks
    "about_you": ("Where shall we send the answer?", "I ble y dylem anfon yr ateb?"),
    "your_request": ("Your request", "Eich cais"),
    "name": ("Your name", "Eich enw"),
    "name_hint": (
        "Your real name: a first name or an initial, and a surname. The law asks for "
        "it.",
        "Eich enw iawn: enw cyntaf neu lythyren, a chyfenw. Mae’r gyfraith yn gofyn "
        "amdano.",
    ),
    "name_missing": (
        "Enter your name. The law lets us answer only a request with a name.",
        "Rhowch eich enw. Dim ond cais ag enw y mae’r gyfraith yn ein galluogi i’w "
        "ateb.",
    ),
    "email": ("E-mail address", "Cyfeiriad e-bost"),
    "email_hint": (
        "We send a confirmation here, and the answer. Leave it empty if you prefer "
        "post.",
        "Anfonwn gadarnhad yma, a’r ateb. Gadewch yn wag os yw’n well gennych y post.",
    ),
    "email_wrong": (
        "Enter an e-mail address in the usual form, such as name@example.com",
        "Rhowch gyfeiriad e-bost yn y ffurf arferol, megis enw@example.com",
    ),
    "address": ("Postal address", "Cyfeiriad post"),
    "address_hint": (
        "Needed only without an e-mail address. Include the postcode.",
        "Dim ond os nad ydych yn rhoi cyfeiriad e-bost. Cofiwch y cod post.",
    ),
    "address_missing": (
        "Enter an e-mail address or a postal address, so that the answer can reach "
        "you.",
        "Rhowch gyfeiriad e-bost neu gyfeiriad post, fel y gall yr ateb eich cyrraedd.",
    ),
    "organisation": ("Organisation", "Sefydliad"),
    "organisation_hint": (
        "Only if you ask on its behalf.",
        "Dim ond os ydych yn gofyn ar ei ran.",
    ),
    "format": ("How would you like the answer?", "Sut yr hoffech gael yr ateb?"),
    "format_hint": (
        "Large print, braille, a spreadsheet, or anything that helps you to read it.",
        "Print bras, braille, taenlen, neu unrhyw beth sy’n eich helpu i’w ddarllen.",
    ),
    "too_long": (
        "Shorten this to {most} characters.",
        "Byrhewch hyn i {most} nod.",
    ),
    "trap": (
        "Leave this box empty: only programs fill it in",
        "Gadewch y blwch hwn yn wag: dim ond rhaglenni sy’n ei lenwi",
    ),
    "trap_filled": (
        "Leave the last box empty, then send again.",
        "Gadewch y blwch olaf yn wag, ac anfonwch eto.",
    ),
    "privacy": ("What we do with your details", "Yr hyn a wnawn â’ch manylion"),
    "privacy_why": (
        "We ask for your name and an address because the law requires them of a "
        "request, and to send you the answer.",
        "Gofynnwn am eich enw a chyfeiriad am fod y gyfraith yn eu mynnu mewn cais, "
        "ac er mwyn anfon yr ateb atoch.",
    ),
    "privacy_who": (
        "The people who deal with requests see them. Colleagues who look for the "
        "information see your questions, and your name only where they must. If we "
        "publish the answer, it is without your name.",
        "Y bobl sy’n ymdrin â cheisiadau sy’n eu gweld. Mae cydweithwyr sy’n chwilio "
        "am y wybodaeth yn gweld eich cwestiynau, a’ch enw dim ond lle bo rhaid. Os "
        "cyhoeddwn yr ateb, bydd heb eich enw.",
    ),
    "privacy_long": (
        "We keep them with the request for as long as you may complain about the "
        "answer and as our rules on keeping records say, then delete them.",
        "Cadwn hwy gyda’r cais tra gallwch gwyno am yr ateb ac fel y dywed ein "
        "rheolau ar gadw cofnodion, ac yna eu dileu.",
    ),
    "privacy_network": (
        "For one day we keep a code made from your network address, to stop floods of "
        "requests by machines. This page sets only the cookies that it needs to be "
        "safe.",
        "Am un diwrnod cadwn god a wnaed o’ch cyfeiriad rhwydwaith, i atal llifogydd "
        "o geisiadau gan beiriannau. Dim ond y cwcis sydd eu hangen i fod yn ddiogel "
        "y mae’r dudalen hon yn eu gosod.",
    ),
    "privacy_link": ("Our privacy notice", "Ein hysbysiad preifatrwydd"),
    "send": ("Send the request", "Anfon y cais"),
    "too_many": (
        "We have had very many requests by this form within the hour, so this one was "
        "not sent. Your words are still below. Try again in an hour, or send them to "
        "{email}.",
        "Cawsom lawer iawn o geisiadau drwy’r ffurflen hon o fewn yr awr, felly nid "
        "anfonwyd yr un hwn. Mae eich geiriau isod o hyd. Ceisiwch eto ymhen awr, neu "
        "anfonwch hwy at {email}.",
    ),
    "stale": (
        "Nothing was sent yet, because your browser did not accept the cookie of this "
        "page. Your words are still below. Allow cookies, then press the button "
        "again, or write to {email}.",
        "Nid anfonwyd dim eto, am na dderbyniodd eich porwr gwci’r dudalen hon. Mae "
        "eich geiriau isod o hyd. Caniatewch gwcis, yna pwyswch y botwm eto, neu "
        "ysgrifennwch at {email}.",
    ),
    "no_form": ("There is no such form", "Nid oes ffurflen o’r fath"),
    "no_form_lead": (
        "Check the address, or ask the authority for it.",
        "Gwiriwch y cyfeiriad, neu gofynnwch i’r awdurdod amdano.",
    ),
    "closed": ("This form is closed", "Mae’r ffurflen hon ar gau"),
    "closed_lead": (
        "You can ask all the same: write to {email}, or by post.",
        "Gallwch ofyn yr un fath: ysgrifennwch at {email}, neu drwy’r post.",
    ),
    **PROGRESS,
}


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one page or mail, in its language.

    Attributes:
        language: "en" or "cy".
        values: What the fields of the sentences stand for.
    """

    language: str = ENGLISH
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, key: str) -> str:
        """Return a sentence with its fields filled in; templates call this."""
        return SENTENCES[key][self.is_welsh].format_map(self.values)

    @property
    def is_welsh(self) -> bool:
        """Whether the page is in Welsh."""
        return self.language == WELSH

    @property
    def tag(self) -> str:
        """The language tag of the page."""
        return "cy" if self.is_welsh else "en-GB"

    def with_values(self, **values: object) -> "Sentences":
        """Return the same sentences with further fields filled in."""
        return Sentences(self.language, {**self.values, **values})

    def day(self, on: date) -> str:
        """Return a day as the language writes it."""
        if not self.is_welsh:
            return format_date(on)
        return welsh_day(on)
