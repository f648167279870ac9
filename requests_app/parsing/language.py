"""What an English sentence in a request is doing: asking, leading in, taking leave."""

import re

_HEAD = 400  # characters of a text that are looked at for its opening words

_SALUTATION = re.compile(
    r"(?:dear|hello|hi|good (?:morning|afternoon|evening|day)|to whom|fao|for the "
    r"attention|attention|attn|sir|madam)\b",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:(?:many |with |and )*(?:thanks|thank you)|yours|(?:with )?(?:kind|best|warm)"
    r"(?:est)? (?:regards|wishes)|regards|best|sincerely|faithfully|cheers|thx|"
    r"kindly|respectfully)\b",
    re.IGNORECASE,
)
_SIGN_OFF_WORDS = frozenset(
    "a advance again all and any as assistance attention best cheers consideration "
    "ever every faithfully for forward from hearing help i in kind kindest kindly look "
    "looking many matter me much my of on our prompt reading regard regards respect "
    "respectfully response sincerely so soon thank thanks the this time to truly very "
    "warm warmest wishes with you your yours".split()
)
_QUESTION_WORD = (
    r"(?:how|what|which|who|whom|whose|when|where|why|do|does|did|is|are|was|were|has|"
    r"have|had|can|could|will|would|should|may|might)\b"
)
_ASKING_OPENING = re.compile(
    rf"(?:(?:and|also|additionally|in addition|further(?:more)?|finally|secondly|"
    rf"thirdly|firstly|first|lastly|moreover|next|then|or|if (?:so|yes|no|not))\b[,:]?\s+)*"
    rf"(?:{_QUESTION_WORD}|(?:for|in|of|since|during|at|on|by|with|from|under|to|out of)\b"
    rf"[^.?!]{{1,80}}?,? {_QUESTION_WORD}|"
    r"(?:could|can|would|will) (?:you|i|we)\b|"
    r"(?:please|kindly)\b|i(?:['’]d| would| want| wish|['’]m| am)(?: \w+)? "
    r"(?:like|request|to know|seek|ask|interested)|i (?:request|seek|require|ask)|"
    r"we (?:would|request|are (?:seeking|requesting))|"
    r"(?:provide|supply|send|give|state|list|confirm|detail|describe|explain|specify|"
    r"advise|tell|share|disclose|indicate|outline|include|identify|release|break|name)\b|"
    r"(?:(?:the|a|an|any|all|full|total|average) )*(?:\w+ )?(?:number|copy|copies|list|lists|details?|"
    r"amount|total|cost|costs|breakdown|names?|dates?|records?|minutes|"
    r"correspondence|information|data|figures?|percentage|proportion)\b)",
    re.IGNORECASE,
)
_REQUESTING = re.compile(
    r"\b(?:please|(?:could|can|would|will) (?:you|i|we)|i(?:['’]d| would| want| wish)"
    r" (?:like|to)|i(?:['’]m| am) (?:seeking|requesting|asking|looking)|"
    r"i (?:request|seek|require)|we (?:request|seek|require)|grateful if|"
    r"appreciate if|request(?:ing)? (?:a |the |all |any )?(?:copy|copies|data|details|"
    r"information)|(?:wish|want|like) to (?:know|see|have|obtain|receive|request))\b",
    re.IGNORECASE,
)
_GENERIC_LEAD = re.compile(
    r"\b(?:the )?(?:following|below|these)\b(?: \w+){0,3}\s*[:\-–—.]*\s*\Z|"
    r"\b(?:questions?|information|details|data|requests?|points|request as)"
    r"(?: (?:are|is))?(?: as follows| listed| set out| below)?\s*[:\-–—]+\s*\Z|"
    r"\bas follows\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:i|we) (?:would|should|will|do|am|look|hope|understand|believe|appreciate|"
    r"trust|assume|note|realise|realize|anticipate|expect|also understand|recognise|"
    r"have (?:asked|sent|checked)|understand that)\b(?! like to (?:know|request|see))|"
    r"if (?:it|this|you|any|the|my|answering|there|possible|that|for any|some|"
    r"information|not|i)\b|"
    r"(?:please|kindly)(?: also)?(?: could you| can you)? (?:note|let me know|contact|"
    r"feel free|respond|reply|acknowledge|email|e-mail|do not hesitate|don['’]t|"
    r"provide (?:the|this|all|your|any|me with)?\s*(?:information|data|response|answers?|reply|"
    r"it)\b|send (?:the|this|all|your|any|it|me)?\s*(?:information|data|response|"
    r"answers?|reply|responses)?|treat|consider|be aware|refer|supply (?:the|this) "
    r"(?:information|data)|confirm (?:receipt|that you have received|you have received)|"
    r"advise)|"
    r"thank|many thanks|thanks|yours|kind regards|regards|best wishes|note\b|n\.?b\b|"
    r"this (?:request|information|is|data)|these|my (?:preferred|request)|"
    r"under (?:the|section)|as (?:this|you|per|required)|the (?:information|data|act|"
    r"request|preferred)\b|should you|in (?:the event|line|accordance|order|instances|"
    r"cases?)|where (?:possible|you|information)|when (?:replying|responding)|"
    r"for (?:the avoidance|clarity|clarification)|it (?:is|would|may|should)|"
    r"(?:could|can|would) you (?:please )?(?:acknowledge|confirm (?:receipt|that you "
    r"have received)|let me know)|(?:data|response|information) format|"
    r"https?://|sent from)",
    re.IGNORECASE,
)
_FOLLOW_UP = re.compile(
    r"(?:if (?:so|yes|not|no|it|this|they|there|the answer|possible)\b|of (?:these|those|"
    r"this|which)\b|(?:this|these|that|those|it|they)\b|please (?:also )?(?:include|break|"
    r"be|specify|state|give|answer|list|provide (?:this|these|details|a breakdown))|"
    r"by this|and\b|or\b|for (?:example|instance|each)|e\.?g|i\.?e|including|\()",
    re.IGNORECASE,
)
_ADDS_ON = re.compile(
    r"(?:in addition|additionally|also|further(?:more)?|finally|lastly|moreover|"
    r"(?:please|could you|can you) also|i would also)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.?!]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|etc|no|nos|mr|mrs|ms|dr|st|vs|approx|inc|ltd|dept|ref|para|"
    r"sec|art|fig|cllr|prof|rev|hon|[a-z])\.)\Z",
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
    return strange <= 4 and strange < len(tokens)


def asks(words: str) -> bool:
    """Whether a text asks for something, by a question mark or its wording."""
    return (
        "?" in words
        or _ASKING_OPENING.match(words[:_HEAD]) is not None
        or _REQUESTING.search(words[:_HEAD]) is not None
    )


def only_leads_in(words: str) -> bool:
    """Whether a text asks only for what follows it: "Please answer these:"."""
    return _GENERIC_LEAD.search(words[-120:]) is not None


def is_closing(words: str) -> bool:
    """Whether a text speaks of the request as a whole and asks for nothing new."""
    return _CLOSING.match(words[:_HEAD]) is not None or is_sign_off(words)


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


def sentences(words: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends."""
    found, start = [], 0
    for stop in _SENTENCE.finditer(words):
        if _ABBREVIATION.search(
            words[max(start, stop.start() - 12) : stop.start() + 1]
        ):
            continue
        found.append((start, stop.end()))
        start = stop.end()
    found.append((start, len(words)))
    return found
