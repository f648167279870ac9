"""Define the phrases used to recognise a letter's passages: request, answer, farewell.

Each pattern is tried at the beginning of a paragraph, on a bounded piece.
"""

import re


def _pattern(*phrases: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(phrases) + ")", re.IGNORECASE)


QUOTED = _pattern(
    r"-{2,}\s?(?:original|forwarded) message",
    r"from:[^\n]{0,200}?\bsent:",
    r"on .{6,80} wrote:\Z",
)
HEADER = _pattern(r"(?:sent|date|to|subject|cc): ?\S")
FOOTER = _pattern(
    r"this e-?mail(?:,| and| message)? .{0,80}(?:confidential|intended|contain)",
    r"(?:disclaimer|references|visible links|confidentiality)\b[:.]?\Z",
    r"references\s+visible links",
)
REVIEW = _pattern(
    r"(?:if|should) you (?:are|remain|become|feel|have any concerns|disagree|wish to "
    r"(?:complain|make a complaint|appeal))\b.{0,60}(?:dissatisf|not satisf|unhappy|"
    r"concern|not content|unsatisf|disagree|complain|review)",
    r"if you (?:wish|want|would like) to (?:complain|appeal|request a review|ask for)",
    r"(?:internal|right to|rights? of|your right|complaint|how to complain|appeal)\b"
    r".{0,60}(?:review|appeal|complain|procedure|rights)",
    r"you (?:have|are entitled).{0,40}(?:right|reviewed|appeal)",
    r"further information is available (?:through|from) the information commissioner",
    r"the .{0,60}will consider (?:appeals|complaints)",
    r"how (?:to|you can) (?:complain|appeal)\b|your rights?\W*\Z",
    r"complaint rights\b|complaints?\b.{0,40}\Z|internal review\b",
    r"the .{0,40}information commissioner(?:['’]s office)? can be contacted",
)
EXTRA = _pattern(
    r"(?:if you|should you) have any (?:further )?(?:quer|question)",
    r"(?:if|should) you (?:wish|require|need|would like)\b",
    r"please (?:quote|contact me|do not hesitate|remember to quote|be aware that most)",
    r"you are free to use|most of the information that we provide|the information "
    r"(?:supplied|provided|contained|disclosed) (?:to you |in this |by )",
    r"publication scheme|copyright\b|data protection act",
    r"re-?use of (?:public|information)",
    r"(?:any )?(?:requests? to )?re-?use\b|open government licence",
    r"(?:please )?(?:click|complete) .{0,30}(?:survey|feedback)",
    r"in any event, with any information|i will now close|this (?:now )?(?:closes|"
    r"concludes|completes) (?:your|the|this|our)|for (?:your )?(?:information|ease),? "
    r"(?:the|our|please)",
    r"i (?:hope|trust) (?:this|that|the)\b",
)
REQUEST_TITLE = _pattern(
    r"\W*(?:(?:your|the|my|information|details of|original|foi|freedom of information|"
    r"copy of)\s)*(?:requests?|requested|questions?|enquiry)(?: details)?\s?"
    r"[:.\-–*]*\Z",
    r"\W*request and (?:answer|response)\W*\Z",
    r"\W*you (?:have )?(?:asked|requested|wrote)(?: (?:us|for|the|following|about|to"
    r"|know))*\s?[:.\-–*]*\Z",
    r"\W*(?:your |the )?(?:request|questions?|enquiry|information) (?:received|made|"
    r"asked|submitted|sought|wanted|requested)\s?[:.\-–*]*\Z",
    r"\W*(?:the |your )?(?:request|questions?) (?:was|is|were|are|reads?|read as"
    r"|as follows)(?: (?:as follows|this|these))?\s?[:.\-–*]*\Z",
    r"\W*(?:what|the information|information) (?:that )?you (?:have )?(?:asked|wanted"
    r"|want|requested|sought)(?: (?:to|know|us|for|about|from))*\s?[:.\-–*]*\Z",
    r"\W*(?:eich|y|manylion (?:y|eich)) cais\W*\Z",
    r"\W*(?:gofynn\w+|gwnaethoch ofyn)\b[^?]{0,80}:\W*\Z",
)
REQUEST_LEAD = _pattern(
    r".*\b(?:you (?:have )?(?:asked|requested|wrote|sought|seek|wish(?:ed)?|"
    r"want(?:ed)?)|you (?:are |were )?(?:seeking|interested)|your request was|"
    r"request(?:s|ed|ing)?|asking)\b[^.]{0,160}(?::\W*\Z|following\W*\Z|for\W*\Z)",
)
ANSWER_TITLE = _pattern(
    r"\W*(?:the |our |my )?(?:response|reply|answers?|information|disclosure|decision) "
    r"(?:provided|given|supplied|released|issued|disclosed|is|are|follows|was)"
    r"(?: (?:as follows|this|these|below))?\s?[:.\-–*]*\Z",
    r"\W*in (?:response|reply|answer)\s?[:.\-–*]*\Z",
    r"\W*(?!.{0,60}\b(?:you|your|we|i|await|no)\b)(?:[\w’'&-]+\s){1,6}"
    r"(?:response|reply|answer)s?\s?:[\s*]*\Z",
    r"\W*what (?:we|i) (?:can |are able to |have )?(?:tell|found|hold|held|say|give|"
    r"provide|disclose|know)[\w ]{0,20}\s?[:.\-–*]*\Z",
    r"\W*(?:we|i) (?:answer|reply|respond)\s?[:.\-–*]*\Z",
    r"\W*(?:ein |yr )?h?(?:ymateb|ateb(?:ion)?)\s?[:.\-–*]*\Z",
    r"\W*(?:(?:our|the|my|trust|council|force|your|foi|[a-z]{2,6}\d[\w/]*)\s)*"
    r"(?:response|reply|answers?|decision|disclosure|outcome|information disclosed)s?"
    r"\s?[:.\-–*]*\Z",
)
ANSWER_LEAD = _pattern(
    r".*\b(?:response|reply|answer)s?\b[^?]{0,90}"
    r"\b(?:below|as follows|following|here|is)"
    r"(?: (?:in|to each) (?:blue|red|green|bold|italics?|question|point|part))?\W*\Z",
    r".*\binformation (?:that )?(?:you )?(?:have )?(?:requested|sought|is|in|held)\b"
    r"[^?]{0,60}\b(?:below|as follows|here)\W*\Z",
    r".*\brespon[ds]\w* (?:is )?as follows\W*\Z",
    r"in (?:response|reply|answer)\b[^?]{0,60}\bbelow\b[^.?]{0,60}:\W*\Z",
)
DECIDING = _pattern(
    r"(?:firstly,? )?(?:i|we) (?:can (?:now )?(?:confirm|advise|tell|inform)|confirm|"
    r"hereby|hold|neither|do not hold|would like to (?:apologi|confirm|advise|inform)|"
    r"have (?:now |today )?(?:searched|reviewed|considered|completed|carried|located|"
    r"attached|detailed|decided|provided|set out)|"
    r"(?:are|am) (?:not able|not obliged|unable|able|refusing|withholding|pleased|"
    r"writing|treating|dealing))\b",
    r"(?:the|this) (?:council|trust|force|authority|department|university|police|board|"
    r"office|constabulary|information (?:you|requested))\b",
    r"your request (?:was|has|is|falls)\b|following (?:receipt|an? |our|searches)",
    r"(?:with|in) (?:regards?|respect|relation|reference) (?:to|of)\b|as (?:to|for|"
    r"regards)\b|turning to\b|(?:for|on) question",
    r"(?:having|after|under|in accordance with|in response to|unfortunately|"
    r"please (?:see|find|note|refer))\b",
    r"[A-Z][\w &]{3,50}? (?:does not|do not|can confirm|can neither|holds?)\b",
)
THE_ACT_ALONE = _pattern(r"\W*freedom of information act(?: 2000)?\W*\Z")
# A label of the head: "Date issued: …", "Case: …".
_LABEL = (
    r"(?:[a-z'’/-]+ ){0,4}?(?:date|ref(?:erence)?|numbers?|no|received|receipt|issued?|"
    r"answered|completed|closed|logged|opened|published|responded|requested|tel|phone|"
    r"telephone|e-?mail|from|to|cc|sent|subject|case|file|cyf|dyddiad)\b"
    r"(?: [a-z]+){0,3}\s?:"
)
HEADED = _pattern(_LABEL, r"(?:our |your )?ref(?:erence)?\b")
OPENING = _pattern(
    _LABEL,
    r"(?:responded|requested|dated|received|issued|answered)\b.{0,40}\d{4}\W*\Z",
    r"annwyl\b|diolch am\b|deddf rhyddid",
    r"thank|dear\b|re:|ref|subject|our ref|your ref|freedom of information|request for|"
    r"environmental information|i (?:am writing|write|refer|apologi)|"
    r"we (?:apologi|refer|(?:have )?received|acknowledge)|"
    r"(?:your|this) request was received|"
    r"further to|with (?:reference|regard)|in response to your|i would like to apologi|"
    r"please accept|my apologies|apologies",
)
