"""The sentences after sending: receipt, confirmation by e-mail, and progress."""

from collections.abc import Mapping
from typing import Final

PROGRESS: Final[Mapping[str, tuple[str, str]]] = {
    "sent": ("Your request has been sent", "Mae eich cais wedi’i anfon"),
    "receipt": ("Your receipt number", "Eich rhif derbynneb"),
    "next": ("What happens next", "Beth sy’n digwydd nesaf"),
    "next_due": (
        "It reached us on {day}. The law gives us 20 working days to answer: until "
        "{due}.",
        "Fe’n cyrhaeddodd ar {day}. Mae’r gyfraith yn rhoi 20 diwrnod gwaith i ni "
        "ateb: tan {due}.",
    ),
    "next_due_unknown": (
        "The law gives us 20 working days to answer, from the day after it reached us.",
        "Mae’r gyfraith yn rhoi 20 diwrnod gwaith i ni ateb, o’r diwrnod ar ôl iddo "
        "ein cyrraedd.",
    ),
    "next_reference": (
        "We will write to you with a reference. If something is not clear to us, we "
        "will ask you.",
        "Byddwn yn ysgrifennu atoch gyda chyfeirnod. Os nad yw rhywbeth yn glir i ni, "
        "byddwn yn eich holi.",
    ),
    "next_mail": (
        "We have sent a confirmation to the e-mail address that you gave.",
        "Rydym wedi anfon cadarnhad i’r cyfeiriad e-bost a roesoch.",
    ),
    "next_no_mail": (
        "Keep this page or print it: no confirmation is sent.",
        "Cadwch y dudalen hon neu argraffwch hi: ni chaiff cadarnhad ei anfon.",
    ),
    "follow": ("Follow your request", "Dilyn hynt eich cais"),
    "follow_lead": (
        "This link shows how far we are, at any time. It needs no account: whoever "
        "has the link sees the page, so keep it to yourself.",
        "Mae’r ddolen hon yn dangos pa mor bell yr ydym, unrhyw bryd. Nid oes angen "
        "cyfrif: gall unrhyw un sydd â’r ddolen weld y dudalen, felly cadwch hi i "
        "chi’ch hun.",
    ),
    # The mail
    "mail_subject": (
        "Your request for information to {authority}: receipt {receipt}",
        "Eich cais am wybodaeth i {authority}: derbynneb {receipt}",
    ),
    "mail_opening": (
        "We have received a request for information by our form, with this address "
        "for the answer. Its receipt number is {receipt}.",
        "Rydym wedi derbyn cais am wybodaeth drwy ein ffurflen, gyda’r cyfeiriad hwn "
        "ar gyfer yr ateb. Rhif ei dderbynneb yw {receipt}.",
    ),
    "mail_link": (
        "See here how far we are, at any time:",
        "Gallwch ddilyn hynt eich cais yma, unrhyw bryd:",
    ),
    "mail_stranger": (
        "You did not ask us anything? Then somebody else entered your address. Tell "
        "us by replying to this e-mail.",
        "Ni wnaethoch ofyn dim i ni? Yna rhoddodd rhywun arall eich cyfeiriad. "
        "Dywedwch wrthym drwy ateb yr e-bost hwn.",
    ),
    # Progress
    "progress": ("Your request for information", "Eich cais am wybodaeth"),
    "progress_of": ("Request {reference}", "Cais {reference}"),
    "to_whom": ("Sent to {authority}", "Anfonwyd at {authority}"),
    "now": ("Now", "Nawr"),
    "before": ("Until now", "Hyd yn hyn"),
    "s_received": ("Received", "Wedi’i dderbyn"),
    "s_answering": ("Being answered", "Yn cael ei ateb"),
    "s_extended": ("Extended to {day}", "Wedi’i estyn hyd {day}"),
    "s_late": ("Late", "Yn hwyr"),
    "s_clarification": ("Waiting for your reply", "Yn aros am eich ateb chi"),
    "s_fee": ("Waiting for your fee", "Yn aros am eich ffi"),
    "s_answered": ("Answered", "Wedi’i ateb"),
    "s_transferred": ("Passed on", "Wedi’i drosglwyddo"),
    "s_closed": ("Closed", "Wedi’i gau"),
    "s_attached": ("With your earlier request", "Gyda’ch cais cynharach"),
    "s_dealt_with": ("Dealt with", "Wedi’i drin"),
    "p_received": ("We received it on {day}.", "Fe’i derbyniwyd gennym ar {day}."),
    "p_to_register": (
        "An officer has yet to look at it. You will then hear from us, with a "
        "reference.",
        "Nid oes swyddog wedi edrych arno eto. Byddwch wedyn yn clywed gennym, gyda "
        "chyfeirnod.",
    ),
    "p_registered": (
        "We registered it on {day}, as {reference}.",
        "Fe’i cofrestrwyd gennym ar {day}, fel {reference}.",
    ),
    "p_answering": (
        "We are working on the answer. It is due by {day}.",
        "Rydym yn gweithio ar yr ateb. Disgwylir ef erbyn {day}.",
    ),
    "p_answering_undated": (
        "We are working on the answer.",
        "Rydym yn gweithio ar yr ateb.",
    ),
    "p_late": (
        "The answer was due by {day}, and is late. We are still working on it. You "
        "may complain to us, then to the {regulator}.",
        "Disgwylid yr ateb erbyn {day}, ac mae’n hwyr. Rydym yn dal i weithio arno. "
        "Cewch gwyno wrthym ni, ac yna wrth {regulator}.",
    ),
    "p_extended": (
        "The time was extended: the answer is now due by {day}. We wrote to you about "
        "why.",
        "Estynnwyd yr amser: disgwylir yr ateb erbyn {day} bellach. Ysgrifenasom "
        "atoch i egluro pam.",
    ),
    "p_clarification": (
        "We have asked you what you mean, on {day}, and wait for your reply. Until "
        "then the time to answer does not run.",
        "Gofynasom i chi beth yr ydych yn ei olygu, ar {day}, ac rydym yn aros am "
        "eich ateb. Tan hynny nid yw’r amser i ateb yn rhedeg.",
    ),
    "p_fee": (
        "We have asked you for a fee, and wait for it.",
        "Gofynasom i chi am ffi, ac rydym yn aros amdani.",
    ),
    "p_answered": ("We answered on {day}.", "Fe’i hatebwyd gennym ar {day}."),
    "p_partly": (
        "We have answered a part, and work on the rest.",
        "Rydym wedi ateb rhan, ac yn gweithio ar y gweddill.",
    ),
    "p_review": (
        "Not content with the answer? Ask us to review it: our letter says how.",
        "Anfodlon ar yr ateb? Gofynnwch i ni ei adolygu: mae ein llythyr yn dweud sut.",
    ),
    "p_transferred": (
        "We passed it on to another authority, as our letter says.",
        "Trosglwyddwyd ef i awdurdod arall, fel y dywed ein llythyr.",
    ),
    "p_double": (
        "We have the same request from you twice. You get one answer to both.",
        "Mae’r un cais gennym gennych chi ddwywaith. Cewch un ateb i’r ddau.",
    ),
    "p_double_of": (
        "We have the same request from you as {reference}. You get one answer to both, "
        "under that reference.",
        "Mae’r un cais gennym gennych chi fel {reference}. Cewch un ateb i’r ddau, dan "
        "y cyfeirnod hwnnw.",
    ),
    "p_closed": (
        "It was closed on {day}. Our letter says why.",
        "Fe’i caewyd ar {day}. Mae ein llythyr yn dweud pam.",
    ),
    "p_not_registered": (
        "We dealt with it, but did not register it as a request for information. If "
        "you have not heard from us, write to {email}.",
        "Ymdriniwyd ag ef, ond heb ei gofrestru’n gais am wybodaeth. Os nad ydych "
        "wedi clywed gennym, ysgrifennwch at {email}.",
    ),
    "p_attached": (
        "We put it with a request that we have from you already.",
        "Fe’i rhoddwyd gyda chais a gawsom gennych eisoes.",
    ),
    "p_help": (
        "Questions? Write to {email} and give the number above.",
        "Cwestiynau? Ysgrifennwch at {email} a rhowch y rhif uchod.",
    ),
    "ended": ("This link has ended", "Mae’r ddolen hon wedi dod i ben"),
    "ended_lead": (
        "It shows nothing any more. To ask about your request, write to {email}.",
        "Nid yw’n dangos dim bellach. I holi am eich cais, ysgrifennwch at {email}.",
    ),
    "unknown": ("This link is not known", "Nid yw’r ddolen hon yn hysbys"),
    "unknown_lead": (
        "Check that the whole link was copied.",
        "Gwiriwch fod y ddolen gyfan wedi’i chopïo.",
    ),
}
