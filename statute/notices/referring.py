"""Name the ways to speak of a thing as one that exists: "the payments in our ledger".

A definite description tells the reader that the thing is there, whatever the rest of
the sentence says of it. Each pattern has bounded repeats, so the time taken is linear
in the text. `statute.notices.confirming` judges a match by the clause around it.
"""

import re

# Things to be spoken of only by an authority with knowledge of them.
_RECORD = (
    r"(?:records?|recordings?|documents?|papers|paperwork|files?|e-?mails?|messages?"
    r"|texts|memos?|memorand(?:um|a)|reports?|entr(?:y|ies)|correspondence|material"
    r"|images?|photographs?|photos?|pictures?|footage|videos?|films?|lists?|logs?|notes?"
    r"|minutes|transcripts?|dossiers?|spreadsheets?|databases?|registers?|ledgers?"
    r"|accounts|tapes?|diar(?:y|ies)|contracts?|agreements?|invoices?|receipts?|drawings?"
    r"|statements|notebooks?|briefings?|pages?|findings|contents|transfers?"
    r"|appointments?|letters|profiles?|assessments?|exhibits?|bundles?|folders?)"
)
_EVENT = (
    r"(?:payments?|complaints?|allegations?|investigations?|inquir(?:y|ies)|interviews?"
    r"|meetings?|warrants?|interceptions?|deployments?|operations?|surveillance|warnings?"
    r"|grievances?|referrals?|visits|calls|sightings?|arrests?|tip-?offs?|searches"
    r"|purchases?|bookings?|bribes?|offers?|threats?|incidents?|equipment"
    r"|devices?|software|cameras?|settlements?|hearings?|disciplinary\scases?|charges)"
)
_THING = rf"(?:{_RECORD}|{_EVENT})"
_NUMBER = r"(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DEFINITE = (
    r"(?:(?:(?:all|both|each|most|some|many|several|half|part|one|none|every\sone"
    rf"|{_NUMBER})\s){{0,2}}(?:of\s)?(?:the|these|those|this|our|his|her)"
    # Elsewhere the word begins a clause: "… payments were made".
    r"|(?<=\s(?:of|at|in|on|by)\s)that"
    rf"|both|all\s{_NUMBER}|(?-i:[A-Z][\w-]+)'s)"
)
# Describing words, none of which begins another phrase.
_FEW = (
    r"(?:(?!(?:that|of|in|on|to|for|from|why|about|whether|which|who|if|by|with|as|is"
    r"|are|was|were|and|or|request|requests|public|annual|usual|same|newspaper|media"
    r"|press|published)\b)[\w'-]+\s){0,3}"
)
# "… on the company", "… of our officers"
_OF = (
    r"(?:(?:of|on|about|from|to|with|between|against|concerning|for|in|at|before|after"
    r"|by)\s(?:[\w'-]+\s){1,5}?)?"
)
_ASKED = (
    r"(?:(?:that\s|which\s)?you\s(?:have\s)?(?:describe[ds]?|mention(?:ed)?|want(?:ed)?"
    r"|seek|sought|ask(?:ed)?\s(?:about|for)|requested|refer(?:red)?\sto|named?)\s)?"
)
_KEPT = (
    r"(?:recorded|logged|kept|held|stored|filed|entered|listed|retained|noted|registered"
    r"|itemised|indexed|archived|minuted|documented|booked)"
)
_MADE = (
    r"(?:made|created|dated|taken|written|captured|raised|carried\sout|exchanged|sent"
    r"|supplied|given|bought|signed|obtained|received|collected|compiled|prepared|paid"
    r"|issued|drawn\sup|opened|lodged|reported|copied|passed|handed|shot|filmed|seized"
    r"|installed|deployed|agreed|approved|authorised|granted|submitted|produced|gathered"
    r"|conducted|held)"
)
_WHERE = (
    r"(?:in|on|by|at|with|under|against|within|inside|from|to|between|about|for|during"
    r"|last|this|since|before|after|over)"
)
# Words about everybody, not about this authority's own records.
_OF_ALL = (
    r"(?!\s(?:by|in|on|at|to|with|from|under|about|against|for)\s(?:(?:the|a|an|our|its)"
    r"\s)?(?:any|all|every|other|most|many|public|law|parliament|statute|you|your|us\sby"
    r"|members|(?:police\s)?forces|authorities|people|anyone|newspapers?|media|press"
    r"|court|courts|Act|request|confidence\sis|website)\b)"
)
SAYS_KEPT = re.compile(
    rf"""
    # "the payments recorded in our ledger", "the logs kept by the unit"
    \b{_DEFINITE}\s{_FEW}{_THING},?\s(?:now\s|still\s|already\s)?
        (?:(?:that|which)\s(?:is|are|was|were|has\sbeen|have\sbeen)\s
        (?:now\s|still\s|already\s)?)?
        {_KEPT}{_OF_ALL}\s(?:in|on|by|at|with|under|within|inside|against)\s
    # "the entries in our ledger", "the messages on his telephone"
    | \b{_DEFINITE}\s{_FEW}{_THING}\s(?:in|on|from)\s(?:our|his|her)\s
        (?!(?:website|letter|reply|answer|annual|published|guidance|policy|view|opinion
        |response)\b)
    # "named in the log", "everything on the file"
    | \b(?:named|listed|recorded|shown|seen|logged|stored|entered|noted|identified
        |appear(?:s|ing)?|everything|nothing|all)\s(?:in|on)\s(?:the|our|this|that|these
        |those)\s(?!published|public|annual|media|newspaper|electoral|land)
        (?:[\w'-]+\s){{0,2}}?(?:records?|files?|dossiers?|logs?|ledgers?|registers?
        |database|diary|minutes|transcripts?|footage|recordings?|accounts|notes)\b
        (?!\sof\s(?:interests|electors|sasines))
    """,
    re.IGNORECASE | re.VERBOSE,
)
REFERS = re.compile(
    rf"""
    # "the emails exchanged between them", "the payments we made"
    \b{_DEFINITE}\s{_FEW}{_THING},?\s(?:now\s|still\s|already\s)?
        (?:(?:that|which)\s(?:is|are|was|were|has\sbeen|have\sbeen)\s)?
        (?:{_MADE}|{_KEPT}){_OF_ALL}\s{_WHERE}\b
    | \b{_DEFINITE}\s{_FEW}{_THING}\s(?:that\s|which\s)?(?:we|our\s\w+|the\sofficers?
        |officers|staff)\s(?:have\s|had\s|also\s|then\s)?(?!may\b|might\b|would\b|could\b)
        (?:\w+ed|made|paid|took|gave|wrote|kept|held|sent|got|drew|found|met|saw|bought
        |hold|keep|have)\b
    | \b(?:number|amount|cost|value|date|dates|subject|author|authors|wording|length)\s
        of\s(?:the\s|these\s|those\s)?{_FEW}{_THING}\s(?:that\s|which\s)?we\s
        (?:have\s|had\s)?(?:\w+ed|made|paid|took|sent|kept|held|bought)\b
    # "the three complaints made against him remain", "our file on the company is open"
    | \b{_DEFINITE}\s{_FEW}{_THING},?\s{_ASKED}{_OF}
        (?:(?:now|still|also|all|both|each|already)\s)?
        (?:was|were|has|have|had|remain(?:s|ed)?|came|comes?|stem(?:s|med)?
        |show(?:s|ed)|bind(?:s)?|forbids?|belong(?:s|ed)?|date(?:s|d)?\sfrom|point(?:s|ed)
        |concern(?:s|ed)|name(?:s|d)|contain(?:s|ed)?|took|began|ended|lasted|led|cost
        |went|cover(?:s|ed)|involve[sd]|mention(?:s|ed)|say|says|said|give|gives|gave
        |prove[sd]?|identif(?:y|ies|ied))\s
        (?!been\s(?:received\sfrom\syou|widely|reported)|widely\b|reported\b|published\b
        |no\spart\b|made\spublic)
    | \b(?:our|his|her|these|those|both)\s{_FEW}{_THING}\s{_ASKED}{_OF}
        (?:(?:now|still|also|all|both)\s)?(?:is|are)\s
        (?!(?:usually|generally|normally|always|often|published|kept\sfor|to\sbe
        |available|on\sour)\b)
    | \b(?:the|this|these|those|our|his|her|both)\s{_FEW}{_THING}\s
        (?:in\squestion|concerned|at\sissue)\b
    # "the interview notes, all of nine pages"
    | \b{_DEFINITE}\s{_FEW}{_THING},\s(?:which|all\sof\swhich|some\sof\swhich|each\sof
        \swhich)\s(?!may\b|might\b|would\b|could\b|if\b)
    # "the data was supplied by a foreign force"
    | \b(?:the|this|these|those)\s{_FEW}(?:information|data|intelligence|details)\s
        {_ASKED}(?:was|were|has\sbeen|have\sbeen|had\sbeen|came|comes)\s
        (?:also\s|all\s|then\s)?(?:supplied|obtained|collected|provided|given|recorded
        |shared|gathered|created|passed|received|entered|from)\b
    # "having reviewed the material"
    | \b(?:seen|read|viewed|reviewed|examined|inspected|studied|watched|looked\s(?:at
        |through))\s(?:the|this|that|both|each|all\sthe|these|those|our)\s{_FEW}
        (?:material|correspondence|entries|contents|messages?|invoices?|pages|papers
        |photographs|folders?|bundle)\b(?!\s(?:you|of\syour|in\syour|that\syou))
    # "opening up the case notes"
    | \b(?:opening|reading|sharing|handing\sover|giving\sout|showing|naming|quoting)\s
        (?:up\s|out\s)?(?:the|these|those|our|his|her)\s{_FEW}{_RECORD}\b
        (?!\s(?:would\sbe|if\b|you))
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Words that speak of a thing in general, or only suppose it.
SUPPOSED = re.compile(
    r"\b(?:whether|if\s(?:any|we|it|they|such|there|held)|any|were\s(?:there"
    r"|we|it|such)|had\s(?:we|there|such|any)|exist(?:s|ed|ence)?|or\snot|neither|nor"
    r"|may\sor|such|of\s(?:this|that)\s(?:kind|sort|type)|would\shave\sbeen|might"
    r"|supposed?|suppose|alleg\w+\sto|published?|publish\w*|each\syear|every\syear"
    r"|annual\w*|website|in\sgeneral|you\s(?:say|claim|believe|suggest)|newspapers?"
    r"|the\s(?:press|media)|reported\s(?:in|on|by))\b",
    re.IGNORECASE,
)
IF_THE = re.compile(r"\bif\s(?:the|a|an|these|those)\b", re.IGNORECASE)
FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had)\b", re.IGNORECASE)
