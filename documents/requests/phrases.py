"""Define the phrases of requests as patterns: asking, leading in, closing.

Each pattern is tried at the beginning of a text or on a bounded piece. The time taken
therefore never depends on the wording of a long text.
"""

import re


def _one_of(*phrases: str) -> str:
    """Return a pattern for any of some phrases."""
    return "(?:" + "|".join(phrases) + ")"


def _pattern(*phrases: str) -> re.Pattern[str]:
    """Return a compiled, case-insensitive pattern for any of some phrases."""
    return re.compile(_one_of(*phrases), re.IGNORECASE)


# Parts of the other patterns --------------------------------------------------------

CONNECTIVE = (
    _one_of(
        r"(?:and|or|also|additionally|in addition|further(?:more)?|moreover|then)\b",
        r"(?:first|second|third|final|last)(?:ly)?\b",
        r"(?:similarly|if (?:so|yes|no|not|possible))\b",
    )
    + r"[,:]?\s+"
)
_QUESTION_WORD = (
    r"(?:how|what|which|who|whom|whose|when|where|why|whether|do|does|did|is|are|was|were|has|"
    r"have|had|can|could|will|would|should|may|might)\b"
)
_PROVIDE = (
    r"(?:provide|supply|send|give|state|list|confirm|detail|describe|explain|specify|"
    r"tell|share|disclose|indicate|outline|identify|release|name|forward|furnish|"
    r"clarify|let me (?:know|have)|answer|advise|quantify|attach|include|mention|"
    r"break)\b"
)
_WELSH_QUESTION = (
    r"(?:(?:(?:ac|hefyd|yn olaf),? )?(?:faint|sawl|beth|pwy|pryd|ble|pam|sut|pa|oes|"
    r"ydy|a (?:oes|ydy|yw|oedd|fu|wnaeth|ellir|allech|fyddech|gaf)|"
    r"(?:os gwelwch yn dda,? )?(?:rhowch|anfonwch|darparwch|nodwch|rhestrwch|"
    r"cadarnhewch|eglurwch|dywedwch))\b)"
)
_THING = _one_of(
    r"numbers?|cop(?:y|ies)|lists?|details?|amounts?|totals?|costs?|breakdowns?",
    r"names?|dates?|records?|minutes|correspondence|information|data|figures?",
    r"percentage|proportion|statistics|documents?|reports?|locations?",
    r"address(?:es)?|spend(?:ing)?|expenditure|value|polic(?:y|ies)|contracts?",
    r"salar(?:y|ies)|job titles?|types?|email address(?:es)?",
)
_THE_ANSWER = (
    r"(?: (?:me|us|with|the|this|all|your|any|requested|that|these|my|back))*? "
    r"(?:information|data|answers?|responses?|repl(?:y|ies)|results|figures|details|"
    r"documents?|everything|above|it)\b"
    r"(?! (?:that )?(?:you )?"
    r"(?:held|hold|regarding|about|relat|concern|in relation|which))"
)
_GENERIC = (
    r"(?:information|questions?|details|data|points?|requests?|items?|documents?|"
    r"queries|matters|areas|things|records)"
)

# Letters -----------------------------------------------------------------------------

SALUTATION = _pattern(
    r"(?:dear|hello|hi|to whom|fao|for the attention|attention|attn|sirs?|madam)\b",
    r"good (?:morning|afternoon|evening|day)\b|i hope (?:this|you|all)\b",
    r"(?:annwyl|helo|bore da|prynhawn da|noswaith dda|i bwy bynnag)\b",
)
SIGN_OFF = _pattern(
    r"(?:yours|regards|best|sincerely|faithfully|respectfully|cheers|thx)\b",
    r"(?:with )?(?:kind|best|warm)(?:est)? (?:regards|wishes)\b",
    r"(?:many )?thanks\b|thank you\b|ta\Z|all the best\b|with (?:many )?thanks\b",
    r"(?:yn gywir|yr eiddoch|diolch|cofion|gyda diolch|dymuniadau gorau|pob hwyl)\b",
)
SIGN_OFF_WORDS = frozenset(
    """
    a advance again all and any as assistance attention best cheers consideration ever
    every faithfully for forward from hearing help i in kind kindest kindly look looking
    many matter me much my of on our prompt reading regard regards respect respectfully
    response sincerely so soon ta thank thanks the this thx time to truly very warm
    warmest wishes with you your yours
    am blaen calon cofion cynnes da diolch dymuniadau eich eiddoch fawr gan gyda gywir
    gorau hwyl iawn pob yn yr
    """.split()  # noqa: SIM905
)
THE_ACT = _pattern(
    r"\b(?:freedom of information|foi|foia|foisa|eir|environmental information)\b",
    r"\b(?:act 200[02]|am writing|making (?:a|this) request)\b",
)

# Asking ------------------------------------------------------------------------------

ASKING_OPENING = re.compile(
    rf"(?:{CONNECTIVE}){{0,3}}"
    + _one_of(
        _QUESTION_WORD,
        _WELSH_QUESTION,
        r"(?:for|in|of|since|during|at|on|by|with|from|under|out of|as)\b"
        r"[^.?!\n]{1,90}?,? (?:how (?:many|much)|what|which|who|could you|can you|"
        rf"please {_PROVIDE})\b",
        r"(?:please|kindly)[, ]+(?:\w+ ){0,2}?(?:can|could|would|may) (?:you|i|we)\b",
        rf"(?:please|kindly)[, ]+(?:also )?{_PROVIDE}",
        _PROVIDE,
        rf"if\b[^.?!\n]{{1,200}}?, (?:then |please |kindly ){{0,2}}{_PROVIDE}",
        r"(?:(?:the|a|an|any|all|full|total|average|overall) ){0,2}(?:\w+ )?"
        rf"{_THING} (?:\([^()]{{0,80}}\) )?"
        r"(?:of|for|on|about|relating|regarding|between|from|in|to|held)\b",
    ),
    re.IGNORECASE,
)
REQUESTING = _pattern(
    rf"\b(?:please|kindly) (?:also |can you |could you )?{_PROVIDE}",
    r"\b(?:could|can|would|will|may) (?:you|i|we) (?:please |kindly |also )?\w+",
    r"\bi(?:['’]d| would| want| wish| should)(?: also)?(?: very much)? "
    r"(?:like|to (?:know|request|see))\b",
    r"\b(?:i(?:['’]m| am)|we are) (?:also )?(?:writing to )?"
    r"(?:seek|request|ask|look)(?:ing)?\b",
    r"\b(?:i|we) (?:am |are )?(?:write|writing) to (?:request|ask)\b",
    r"\b(?:my|our|this) (?:\w+ )?request is (?:for|to (?:see|have|be))\b",
    r"\b(?:i|we) (?:\w+ ){0,2}?mak(?:e|ing) (?:a|this|another|the) "
    r"(?:\w+ ){0,2}request",
    r"\b(?:i|we) (?:also |further |hereby ){0,3}(?:request|seek|require|ask)\b",
    r"\b(?:grateful if|appreciate (?:it )?if|appreciated if)\b",
    r"\b(?:hoffwn|hoffem|carwn|dymunaf|gofynnaf|rwy['’]n gofyn|ceisio gwybodaeth|"
    r"(?:allwch|allech|fyddech|gaf) (?:chi|i)|byddwn yn ddiolchgar)\b",
    r"\b(?:wish|want|like|interested) to "
    r"(?:know|see|have|obtain|receive|request|ask|learn)\b",
)
SPECIFIC = _pattern(
    r"\b(?:numbers?|cop(?:y|ies)|lists?|amounts?|costs?|breakdowns?|names?|details) "
    r"of\b",
    r"\b(?:how (?:many|much)|whether|what|which|who)\b",
)
# "Provide me with the bill": a thing, not "the following information".
THING_WANTED = re.compile(
    r"\b(?:provide|supply|send|give|share|disclose|release|forward|furnish|list|"
    r"confirm|state|let (?:me|us) have)"
    r"(?:,? (?:me|us|with|please|to|by|also))*,? "
    r"(?:(?:the|an?|all|full|any|complete|total|your|copy|copies|excel|lists?|of|"
    r"\([^()]{0,40}\))[ ,]{1,3})*"
    # No word of those above, which the last step would leave to this one.
    r"(?!(?:me|us|with|please|to|by|also|the|an?|all|full|any|complete|total|your|"
    r"excel|lists?|of|following|information|info|details?|data|answers?|responses?|"
    r"questions?|below|these|this|those|that|them|it|if|whether|how|what|which|who|"
    r"some|further|additional|more|only|just|for|under|in|on|as|cop(?:y|ies)|within|"
    r"at|from|via|when|where|why|because|and|or|about|regarding|concerning|relating)\b)"
    r"[a-z][a-z-]{2,}",
    re.IGNORECASE,
)
TOPIC = _pattern(
    r"\b(?:know|learn|ask|tell (?:me|us)) (?:more )?about\b[^.?!]{0,80}(?:[.:]|\Z)",
    r"\b(?:request|requesting|seek|seeking|ask(?:ing)? for|looking for|like|obtain|"
    r"mak(?:e|ing)|submit(?:ting)?)\b[^.?!]{0,60}"
    r"\b(?:information|data|details|request|foi|questions?)\b[^.?!]{0,60}?"
    r"(?:\b(?:under|regarding|about|concerning|relat\w+|on|in respect|with regards?|"
    r"pursuant|please)\b|[.:]|\Z)",
)
LEAD_IN = _pattern(
    rf"\b(?:following|below|these)(?:[ -](?:\w+ ){{0,2}}?{_GENERIC})?"
    r"(?: (?:please|below|held|instead))?(?: under (?:the )?[\w ]{2,40})?"
    r"\s*[:\-–—.;?!]*\s*\Z",
    rf"\b{_GENERIC}(?: (?:are|is))?(?: as follows| listed| set out| below)?"
    r"\s*[:\-–—]+\s*\Z",
    r"\bfollowing (?:info|information|questions?|data|details),?"
    r" (?:re|regarding|about|on|concerning|relating to|in relation to|"
    r"with regards? to|in respect of)\b[^.?!:\n]{1,80}[:.]?\s*\Z",
    r"\bfollowing,? (?:re|regarding|about|on|concerning|relating to|in relation to|"
    r"with regards? to|in respect of)\b[^.?!:\n]{1,80}:[\-–—]?\s*\Z",
    r"\bas follows\b|\b(?:canlynol|isod)\s*[:.]?\s*\Z",
    r"\b(?:tell|send|provide|give|supply|let|state|confirm|advise|know|ask|list|include|"
    r"indicate|specify|detail|describe|show)"
    r"(?: (?:me|us|with|have|know|please|that|whether|if)){0,3}\s*[:\-–—.]*\s*\Z",
)
PREPARING = _pattern(
    r"(?:please )?(?:answer|respond to|complete) (?:all )?(?:of )?(?:the|these|my)\b"
    r"[^.?!]{0,40}(?:questions?|following)",
    r"[^.?!]{0,60}\b(?:answers?|responses?|reply) (?:to|on|for) (?:all )?(?:of )?"
    r"(?:the|these|my) (?:following|questions?|few)",
)
# Words of a lead-in that says nothing of what its list is about.
LEAD_IN_WORDS = frozenset(
    """
    a additionally advise all also am and answer answers any are as asking can clearly
    confirm could data describe detail details documents each finally following follows
    for furnish further furthermore give given grateful have i if in include
    indicate information is it items just kindly know lastly let like list me my of on
    or please points provide provided provision questions receive regarding regards
    release requesting request send set show specify state supply tell that the these
    things this to us want we whether with would you your below out
    """.split()  # noqa: SIM905
)
# "The number abandoned.": one sentence, without a verb to make it a statement.
NAMED_THING = re.compile(
    r"(?:the|any|all|cop(?:y|ies)|details?|numbers?|totals?|names?|dates?)\b"
    r"(?:(?!\b(?:is|are|was|were|will|would|can|has|have|had|may|must|should)\b)"
    r"[^.?!]){3,200}\.?",
    re.IGNORECASE,
)
SPECIFYING = _pattern(r"(?:in particular|specifically)\b")
ADDING = _pattern(
    r"(?:in addition|additionally|also|further(?:more)?|finally|lastly|moreover)\b",
    r"(?:please )?(?:(?:could|can|would) you )?(?:please )?also\b|"
    r"(?:i|we)(?:['’]d)? (?:(?:would|should) )?also\b",
)
FOLLOWING_UP = _pattern(
    r"if (?:so|yes|not|no|it|this|they|there|the answer|possible)\b",
    r"(?:in particular|specifically|of (?:these|those|this|which)|by this)\b",
    r"and\b(?! (?:finally|lastly|also|second|third|last)(?:ly)?\b)",
    r"(?:this|these|that|those|it|they|or|including)\b",
    r"(?:(?:can|could) you |please )+(?:also )?(?:include|break|be|"
    r"provide (?:this|these|separate|a separate|details of (?:this|these)|"
    r"(?:\w+ ){0,3}break(?:-| )?down|the (?:figures|answer))|give (?:this|these))",
    r"for (?:example|instance|each|both)\b|e\.?g\b|i\.?e\b|\(",
)
WISHING = _pattern(
    r"\b(?:please|could you|can you)(?: also| please)? (?:report|show|include|exclude|"
    r"cover|limit|break|restrict|separate|split|group|count|distinguish|mark|use)\b",
)
BREAKING_DOWN = re.compile(
    r".{0,70}\b(?:(?:broken|break\w*|split) (?:\w+ ){0,3}?(?:down|up)|by (?:year|month|"
    r"ward|quarter|week|age|gender|category|type))\b",
    re.IGNORECASE | re.DOTALL,
)
# Arabic, Persian and Urdu have a question mark of their own.
QUESTION_MARK = re.compile(r"[?؟]")
CONDITION = re.compile(rf"(?:{CONNECTIVE}){{0,3}}if\b", re.IGNORECASE)

# Closing -----------------------------------------------------------------------------

CLOSING = _pattern(
    # the sender's opinions, actions and wishes about the reply as a whole
    r"(?:i|we) (?:will|do|look|hope|understand|believe|appreciate|trust|assume|note|"
    r"reali[sz]e|anticipate|expect|also understand|recogni[sz]e|know|reserve|don['’]t|"
    r"have (?:asked|sent|checked|tried)|would prefer|"
    r"am (?!writing|request|seek|ask|interest|looking))\b",
    r"(?:i|we)(?:['’]d| would| should) (?:very much )?"
    r"(?:be (?:grateful|happy|interested(?! to)|willing|obliged)|appreciate|welcome)\b"
    r"(?: it)?"
    r"(?! if you (?:could|would|can) (?:please |kindly )?"
    rf"(?:(?:provide|supply|send|give)(?!{_THE_ANSWER})|"
    r"tell|let me have|let me know (?:how|what|which|who|the))\b)",
    r"(?:i|we)(?:['’]d| would) like (?:this|"
    r"the (?:above|information|data|response|repl(?:y|ies)|answers?)\b"
    r"(?! (?:about|on))|it|"
    r"you to|to (?:receive|remind|thank)|for you|my|all)\b",
    # conditions on the reply as a whole
    r"if (?:it|this|that|possible|not)\b(?![^?]{0,200}\?)",
    r"if\b[^?]{0,200}?\b(?:quer(?:y|ies)|clarif\w+|refine\w*|cost|limit|exempt\w*|"
    r"possible|contact|format|requests?|held|hold|unable|cannot|den(?:y|ied)|refus\w+|"
    r"fees?|transfer\w*|unclear|advice|assist\w*|excel|electronic\w*|further|questions)\b",
    r"should you\b|in (?:the event|accordance|instances|cases|order (?:for|to))\b",
    r"where\b(?![^?]{0,300}\?)|when (?:replying|responding)|without\b",
    # wishes about the reply
    r"(?:please|kindly)(?: also)?(?: could you| can you)? "
    + _one_of(
        r"(?:note|contact|feel free|respond|reply|acknowledge|email|e-mail|do not|"
        r"don['’]t|treat|consider|be aware|refer|use|interpret|ensure|redact)\b",
        r"let me know (?:if|when|whether you|should|who)\b",
        r"answer (?:each|all|every|the)\b",
        r"(?:provide|send|supply|give|return|forward|submit)" + _THE_ANSWER,
        r"confirm (?:receipt|that you have received|you have received|this (?:request|"
        r"has))",
    ),
    r"(?:could|can|would|may) (?:i|we|you)(?: please)? "
    + _one_of(
        r"(?:have|receive|get|provide|send|supply)" + _THE_ANSWER,
        r"(?:have|get) (?:this|it|them)\b",
        r"(?:acknowledge|confirm (?:receipt|that you have received))",
        r"let me know (?:if|when)",
    ),
    r"(?:my|our|the) (?:preferred|request(?! is (?:for|to))|preference)\b",
    r"(?:data|response|information) (?:format|preferences)",
    # about the request, and farewells
    r"(?:diolch|edrychaf ymlaen|os (?:oes angen|nad)|byddai'n well gen)\b",
    r"this (?:request(?! is for)|information|is|data)\b|these\b",
    r"it (?:is|would|may|should)\b",
    r"by [\"“'‘]?[^\"”'’.?!]{1,40}[\"”'’]? (?:i|we) (?:also )?mean\b",
    r"for (?:the avoidance|clarity|clarification)\b|as (?:this|you|per|required)\b",
    r"under (?:the|section)[^.?!]{0,80}(?:you|entitled)",
    r"thank|many thanks|yours\b|(?:kind )?regards|best wishes|note\b|n\.?b\b|sent from",
    r"https?://",
)
# Requests often ask about complaints: count only the sender's own complaint.
REVIEW = _pattern(
    r"\binternal review|\bappeal against|\bcomplain(?:ing)? (?:about|that|to you)\b|"
    r"\b(?:i|we)\b[^.?!]{0,60}?\bcomplain\b|\b(?:my|our|formal) complaint\b"
)
APPENDED = _pattern(
    r"[\W_]*(?:please note|background|context|appendix|annex|notes?|disclaimer|"
    r"references?|sources?|confidentiality|about (?:us|me)|example|"
    r"further information)\b",
)
FORM = _pattern(
    r"\b(?:formats?|excel|csv|spreadsheets?|electronic(?:ally)?|preferences?|delivery|"
    r"e-?mail(?:ed)?|fees?|deadline)\b",
)
SENDING = _pattern(
    r"(?:(?:please|kindly|can|could|would|should|you|i|we|be|like|prefer|ideally|also|"
    r"grateful|appreciate|it|if|to),? ){1,8}?"
    r"(?:provide|send|supply|email|e-mail|have|receive|respond|reply|answer|give)"
    + _one_of(
        _THE_ANSWER,
        r"(?: (?:me|us|with|the|this|that|these|it|them|all|any|requested|"
        r"information))*? (?:this|that|them|in|as|by|via|electronic\w*)\b",
    ),
)

# Sentences and periods of time -------------------------------------------------------

SENTENCE_END = re.compile(
    r"(?<![.?!؟])[.?!؟]++[\"'”’)\]]*+"
    r"(?:\s++(?=[\"'“‘(\[]*+[A-Z0-9\u0590-\u07ff])|(?<=\?)(?=[A-Z][a-z]))"
)
ABBREVIATION = re.compile(
    r"\b(?:e\.?g|i\.?e|no|nos|mr|mrs|ms|dr|st|vs|approx|inc|ltd|dept|ref|para|sec|art|"
    r"fig|cllr|prof|rev|hon|[a-z])\.\Z",
    re.IGNORECASE,
)
PERIOD_WORD = _pattern(
    r"(?:19|20)\d\d|\d\d?(?:st|nd|rd|th)?|fy\d*|q[1-4]|jan(?:uary)?|feb(?:ruary)?",
    r"mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?",
    r"nov(?:ember)?|dec(?:ember)?|to|and|up|date|years?|ytd|so|far|present|current",
    r"calendar|financial|in",
)
EACH = _pattern(r"(?:for|of|at|in) (?:each|every|all|both|these|those)\b")
