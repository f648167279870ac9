"""What an English sentence in a request is doing: asking, leading in, taking leave.

Every pattern is tried at the beginning of a text, or on a bounded piece of it, so
that the time taken never depends on how a long text is made.
"""

import re

_HEAD = 400  # characters of a text that are looked at for its opening words
_SENTENCE_HEAD = 2_000

_SALUTATION = re.compile(
    r"(?:dear|hello|hi|good (?:morning|afternoon|evening|day)|to whom|fao|for the "
    r"attention|attention|attn|sirs?|madam)\b",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:yours|(?:with )?(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards|best|"
    r"sincerely|faithfully|respectfully|cheers|(?:many )?thanks|thank you|thx|"
    r"(?:many thanks|thanks|thank you)[ ,]+(?:and )?(?:yours|kind|best|regards))\b",
    re.IGNORECASE,
)
_SIGN_OFF_WORDS = frozenset(
    """
    a advance again all and any as assistance attention best cheers consideration ever
    every faithfully for forward from hearing help i in kind kindest kindly look looking
    many matter me much my of on our prompt reading regard regards respect respectfully
    response sincerely so soon thank thanks the this time to truly very warm warmest
    wishes with you your yours
    """.split()  # noqa: SIM905
)
_CONNECTIVE = (
    r"(?:(?:and|also|additionally|in addition|further(?:more)?|finally|secondly|"
    r"thirdly|firstly|first|second|third|lastly|moreover|next|then|similarly|"
    r"if (?:so|yes|no|not|possible))\b[,:]?\s+){0,3}"
)
_QUESTION_WORD = (
    r"(?:how|what|which|who|whom|whose|when|where|why|do|does|did|is|are|was|were|has|"
    r"have|had|can|could|will|would|should|may|might)\b"
)
_ASK_VERB = (
    r"(?:provide|supply|send|give|state|list|confirm|detail|describe|explain|specify|"
    r"tell|share|disclose|indicate|outline|identify|release|name|forward|furnish|"
    r"clarify|let me (?:know|have)|answer|advise|quantify|attach|include|mention|break)\b"
)
_NOUN = (
    r"(?:numbers?|cop(?:y|ies)|lists?|details?|amounts?|totals?|costs?|breakdowns?|"
    r"names?|dates?|records?|minutes|correspondence|information|data|figures?|"
    r"percentage|proportion|statistics|documents?|reports?|locations?|address(?:es)?|"
    r"spend(?:ing)?|expenditure|value|polic(?:y|ies)|contracts?|salar(?:y|ies)|"
    r"job titles?|types?|email address(?:es)?)"
)
_ASKING_OPENING = re.compile(
    rf"{_CONNECTIVE}(?:{_QUESTION_WORD}"
    rf"|(?:for|in|of|since|during|at|on|by|with|from|under|out of|as)\b[^.?!\n]{{1,90}}?"
    rf",? (?:how (?:many|much)|what|which|who|please {_ASK_VERB}|could you|can you)\b"
    rf"|(?:please|kindly)[, ]+(?:\w+ ){{0,2}}?(?:can|could|would|will|may) (?:you|i|we)\b"
    rf"|(?:please|kindly)[, ]+(?:also )?{_ASK_VERB}"
    rf"|{_ASK_VERB}|if\b[^.?!\n]{{1,200}}?, (?:then |please |kindly ){{0,2}}{_ASK_VERB}"
    rf"|(?:(?:the|a|an|any|all|full|total|average|overall) ){{0,2}}(?:\w+ )?{_NOUN} "
    r"(?:\([^()]{0,80}\) )?"
    r"(?:of|for|on|about|relating|regarding|between|from|in|to|held)\b)",
    re.IGNORECASE,
)
_REQUESTING = re.compile(
    rf"\b(?:please (?:also |can you |could you )?{_ASK_VERB}"
    r"|(?:could|can|would|will|may) (?:you|i|we) (?:please |kindly |also )?\w+"
    r"|i(?:['’]d| would| want| wish| should)(?: also)?(?: very much)? (?:like|to "
    r"(?:know|request|see))"
    r"|(?:i(?:['’]m| am)|we are) (?:also )?(?:writing to )?(?:seek|request|ask|look)(?:ing)?"
    r"|(?:i|we) (?:am |are )?(?:write|writing) to (?:request|ask)"
    r"|(?:i|we) (?:\w+ ){0,2}?mak(?:e|ing) (?:a|this|another|the) "
    r"(?:\w+ ){0,2}request"
    r"|(?:i|we) (?:also |further |hereby ){0,3}(?:request|seek|require|ask)\b|grateful if|appreciate if"
    r"|(?:wish|want|like) to (?:know|see|have|obtain|receive|request|ask))",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:request|requesting|seek|seeking|ask(?:ing)? for|like|obtain|mak(?:e|ing)|"
    r"submit(?:ting)?)\b[^.?!]{0,60}\b(?:information|data|details|request|foi|questions?)"
    r"\b[^.?!]{0,60}?(?:\b(?:under|regarding|about|concerning|relat\w+|on|in respect|"
    r"with regards?|pursuant|please)\b|[.:]|\Z)",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"\b(?:freedom of information|foi|foia|foisa|eir|environmental information|act 2000|"
    r"act 2002|am writing|making (?:a|this) request)\b",
    re.IGNORECASE,
)
_SPECIFIC = re.compile(
    r"\b(?:(?:numbers?|cop(?:y|ies)|lists?|amounts?|costs?|breakdowns?|names?) of|how "
    r"(?:many|much)|whether)\b",
    re.IGNORECASE,
)
_GENERIC = (
    r"(?:information|questions?|details|data|points?|requests?|items?|documents?|"
    r"queries|matters|areas|things|records)"
)
_GENERIC_LEAD = re.compile(
    rf"\b(?:following|below|these)(?:[ -](?:\w+ ){{0,2}}?{_GENERIC})?(?: (?:please|below|"
    r"held|instead))?\s*[:\-–—.;?!]*\s*\Z|"
    rf"\b{_GENERIC}(?: (?:are|is))?(?: as follows| listed| set out| below)?"
    r"\s*[:\-–—]+\s*\Z|\bas follows\b|"
    r"\b(?:tell|send|provide|give|supply|let|state|confirm|advise|know)(?: (?:me|us|with|have|"
    r"know|please|that|whether|if)){0,3}\s*[:\-–—.]*\s*\Z",
    re.IGNORECASE,
)
_PREPARING = re.compile(
    r"(?:please )?(?:answer|respond to|complete) (?:all )?(?:of )?(?:the|these|my)\b"
    r"[^.?!]{0,40}(?:questions?|following)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:i|we) (?:would (?:be (?:grateful|happy|interested|willing)|prefer|like "
    r"(?:this|the information|the data|the response|it|you to|to (?:receive|remind|"
    r"thank)|for you|my|all))|should|will|do|am|look|hope|understand|believe|"
    r"appreciate|trust|assume|note|reali[sz]e|anticipate|expect|also understand|"
    r"recogni[sz]e|have (?:asked|sent|checked|tried)|know|reserve|don['’]t)\b|"
    r"if (?:it|this|that|possible|not)\b(?![^?]{0,200}\?)|if\b[^?]{0,200}?\b(?:quer(?:y|ies)|"
    r"clarif\w+|refine\w*|cost|limit|exempt\w*|possible|contact|format|requests?|held|"
    r"unclear|advice|assist\w*|excel|electronic\w*|further|questions)\b|"
    r"(?:please|kindly)(?: also)?(?: could you| can you)? (?:note|let me know (?:if|when|"
    r"whether you|should)|contact|feel free|respond|reply|acknowledge|email|e-mail|do "
    r"not|don['’]t|treat|consider|be aware|refer|use|interpret|ensure|redact|"
    r"(?:provide|send|supply|give|return|forward|submit)(?: me| us)?(?: with)? (?:the |this |all |"
    r"all the |your |any |my |that |these )?(?:information|data|responses?|answers?|reply|"
    r"replies|it|documents?|above|figures|details|results)\b|confirm (?:receipt|that you have received|you have "
    r"received|this (?:request|has)))|"
    r"thank|many thanks|thanks|yours|kind regards|regards|best wishes|note\b|n\.?b\b|"
    r"this (?:request|information|is|data)|these|(?:my|our) (?:preferred|request)|"
    r"(?:the|my) (?:request|preferred|preference)\b|should you|in (?:the event|"
    r"accordance|instances|cases|order (?:for|to))\b|where (?:possible|you|information|"
    r"exact)|when (?:replying|responding)|for (?:the avoidance|clarity|clarification)|"
    r"it (?:is|would|may|should)|(?:could|can|may) (?:i|we|you)(?: please)? "
    r"(?:have|receive|get|provide|send|supply)(?: me| us)?(?: with)? (?:the |this |all |your |any |these )*"
    r"(?:information|data|answers?|responses?|figures|it)\b|(?:could|can|would) you (?:please )?(?:acknowledge|"
    r"confirm (?:receipt|that you have received)|let me know (?:if|when))|without|"
    r"(?:data|response|information) (?:format|preferences)|https?://|sent from|"
    r"as (?:this|you|per|required)|under (?:the|section)[^.?!]{0,80}(?:you|entitled))",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:please|could you|can you)(?: also| please)? (?:report|show|include|exclude|cover|limit|"
    r"restrict|separate|split|group|count|distinguish|mark|use)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(rf"{_CONNECTIVE}if\b", re.IGNORECASE)
_REVIEW = re.compile(r"\b(?:internal review|complain|appeal against)", re.IGNORECASE)
_APPENDED = re.compile(
    r"[\W_]*(?:please note|background|context|appendix|annex|notes?|disclaimer|references?|sources?|"
    r"confidentiality|about (?:us|me)|example|further information)\b",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"\b(?:formats?|excel|csv|spreadsheets?|electronic(?:ally)?|preferences?|delivery|"
    r"e-?mail(?:ed)?|fees?|deadline)\b",
    re.IGNORECASE,
)
_FOLLOW_UP = re.compile(
    r"(?:if (?:so|yes|not|no|it|this|they|there|the answer|possible)\b|in particular\b|"
    r"specifically\b|of (?:these|those|this|which)\b|(?:this|these|that|those|it|they)\b|(?:(?:can|could) you |please )+"
    r"(?:also )?(?:include|break|be|provide (?:this|these|separate|a separate|details of (?:this|these)|"
    r"(?:\w+ ){0,3}break(?:-| )?down|the (?:figures|answer))|give (?:this|these))|"
    r"by this|and\b|or\b|for (?:example|instance|each|both)|e\.?g|i\.?e|including|\()",
    re.IGNORECASE,
)
_ADDS_ON = re.compile(
    r"(?:in addition|additionally|also|further(?:more)?|finally|lastly|moreover|"
    r"(?:please|could you|can you) also|(?:i|we) (?:would )?also)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?<![.?!])[.?!]++[\"'”’)\]]*+(?:\s++(?=[\"'“‘(\[]*+[A-Z0-9])|(?<=\?)(?=[A-Z][a-z]))"
)
_ABBREVIATION = re.compile(
    r"\b(?:e\.?g|i\.?e|no|nos|mr|mrs|ms|dr|st|vs|approx|inc|ltd|dept|ref|para|sec|art|"
    r"fig|cllr|prof|rev|hon|[a-z])\.\Z",
    re.IGNORECASE,
)
_PERIOD_WORD = re.compile(
    r"(?:19|20)\d\d|\d\d?(?:st|nd|rd|th)?|fy\d*|q[1-4]|jan(?:uary)?|feb(?:ruary)?|"
    r"mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|to|and|up|date|years?|ytd|so|far|present|current|"
    r"calendar|financial|in",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


def is_salutation(words: str) -> bool:
    """Whether a line addresses somebody."""
    return len(words) < 120 and _SALUTATION.match(words) is not None


def is_sign_off(words: str) -> bool:
    """Whether a line takes leave: "Yours faithfully", "Many thanks in advance"."""
    if len(words) > 120 or not _SIGN_OFF.match(words):
        return False
    tokens = _WORD.findall(words.lower())
    strange = sum(token not in _SIGN_OFF_WORDS for token in tokens)
    return strange <= 2 and strange < len(tokens)


def asks(words: str) -> bool:
    """Whether a text asks for something, by a question mark or its wording."""
    return (
        "?" in words
        or _ASKING_OPENING.match(words[:_HEAD]) is not None
        or _REQUESTING.search(words[:_SENTENCE_HEAD]) is not None
    )


def is_item(words: str) -> bool:
    """Whether a text could be a line of a list: no question, no request of its own."""
    return "?" not in words and _REQUESTING.match(words[:_HEAD]) is None


def only_leads_in(words: str) -> bool:
    """Whether a text asks only for what follows it: "Please answer these:"."""
    return (
        _GENERIC_LEAD.search(words[-120:]) is not None
        or _PREPARING.match(words[:_HEAD]) is not None
    )


def states_topic(words: str) -> bool:
    """Whether a text says only what the request is about, or under which Act."""
    head = words[:_HEAD]
    return (
        "?" not in words
        and _SPECIFIC.search(head) is None
        and _TOPIC.search(head) is not None
    )


def is_closing(words: str) -> bool:
    """Whether a text speaks of the request as a whole and asks for nothing new."""
    return _CLOSING.match(words[:_HEAD]) is not None or is_sign_off(words)


def asks_outright(sentence: str) -> bool:
    """Whether one sentence asks by itself: a question, or an order to provide."""
    return not (is_closing(sentence) or follows_up(sentence)) and (
        sentence.rstrip().endswith("?")
        or _ASKING_OPENING.match(sentence[:_HEAD]) is not None
    )


def adds_background(words: str) -> bool:
    """Whether a line is the title of something appended: background, notes."""
    is_title = len(words.split()) < 9 or words[-1:] == ":"
    return is_title and "?" not in words and _APPENDED.match(words) is not None


def wishes_more(words: str) -> bool:
    """Whether a text says how the thing asked for should be made up."""
    return _WISH.search(words[:_HEAD]) is not None


def sets_condition(words: str) -> bool:
    """Whether a sentence opens with a condition: "If you hold none, …"."""
    return _CONDITION.match(words) is not None


def names_the_act(words: str) -> bool:
    """Whether a sentence says only under which Act, or that, something is asked."""
    return _ACT.search(words[:_HEAD]) is not None


def takes_leave(words: str) -> bool:
    """Whether a sentence says thanks, or how the answers should be sent."""
    return is_sign_off(words.strip()) or (is_closing(words) and speaks_of_form(words))


def asks_for_review(words: str) -> bool:
    """Whether a text complains of an earlier answer."""
    return _REVIEW.search(words[:_HEAD]) is not None


def speaks_of_form(words: str) -> bool:
    """Whether a text speaks of how to answer: format, delivery, cost."""
    return _FORM.search(words[:_HEAD]) is not None


def follows_up(words: str) -> bool:
    """Whether a sentence depends on the one before it."""
    return _FOLLOW_UP.match(words[:_HEAD]) is not None


def adds_on(words: str) -> bool:
    """Whether a text says that it asks for one thing more."""
    return _ADDS_ON.match(words) is not None


def is_period(words: str) -> bool:
    """Whether a text is only a year, a month, a date or a span of them."""
    tokens = _WORD.findall(words[:80])
    return (
        len(words) < 60
        and any(token[0].isdigit() or len(token) > 2 for token in tokens)
        and all(map(_PERIOD_WORD.fullmatch, tokens))
    )


def is_table_row(words: str) -> bool:
    """Whether a line is a row of a table drawn with bars or tabs."""
    return words.count("|") >= 2 or words.count("\t") >= 2


def sentence_starts(words: str) -> list[int]:
    """Return where each sentence of a text begins."""
    starts = [0]
    for stop in _SENTENCE.finditer(words):
        last_word = words[max(starts[-1], stop.start() - 12) : stop.start() + 1]
        if not _ABBREVIATION.search(last_word):
            starts.append(stop.end())
    return starts
