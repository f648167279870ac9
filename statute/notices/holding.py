"""Name the ways to say, or to show, that information is or is not held.

Each pattern has bounded repeats, so the time taken is linear in the text.
`statute.notices.confirming` judges a match by the words before it.
"""

import re

BODY = (
    r"(?:authority|council|force|constabulary|police|trust|department|university|board"
    r"|service|office|agency|body|ministry|school|college|commission(?:er)?|directorate"
    r"|team|unit|bureau|division|squad|section|branch|station|command|archives?|registry|officers?|staff"
    r"|colleagues|contractors?)"
)
_BODIES = (
    r"(?:I|we|it|they|officers|staff|colleagues|(?:the|this|our)\s(?:(?!(?:that|which|who|whether|if|to|is|are"
    r"|was|were|would|and|or|but|we)\b)[\w&'-]+\s){0,4}"
    rf"(?:{BODY}|records|files|systems?|databases?))"
)
# Words that may stand between a subject and its verb, or the verb and the fact.
_ADVERBS = (
    r"(?:(?:do|does|did|don't|doesn't|didn't|have|has|had|haven't|hasn't|can|also|now"
    r"|not|never|no\slonger|in\sfact|currently|only|indeed|still|already|certainly"
    r"|clearly|simply|therefore|however|nevertheless|both|each|to\sdate|of\scourse"
    r"|always|all),?\s){0,5}"
)
_RECORD = (
    r"(?:information|records?|recordings?|data|documents?|documentation|papers?|files?"
    r"|e-?mails?|messages?|texts?|letters?|memos?|memorand(?:um|a)|reports?|entr(?:y|ies)"
    r"|correspondence|material|cop(?:y|ies)|images?|photographs?|photos?|pictures?"
    r"|footage|videos?|films?|cctv|lists?|logs?|notes?|minutes|transcripts?|dossiers?"
    r"|spreadsheets?|databases?|datasets?|registers?|profiles?|tapes?|diar(?:y|ies)|contracts?|agreements?|invoices?|plans?"
    r"|maps?|drawings?|intelligence|surveys?|stud(?:y|ies)|assessments?|statistics"
    r"|figures?|details|policy\sdocuments?|referrals?|statements?|notebooks?|briefings?)"
)
# Things that somebody would have to hold to have seen them.
_PAPER = (
    r"(?:records?|recordings?|documents?|papers?|files?|e-?mails?|reports?|images?"
    r"|photographs?|footage|videos?|lists?|logs?|notes?|minutes|transcripts?|dossiers?"
    r"|registers?|memos?|spreadsheets?|databases?)"
)
_EVENT = (
    r"(?:incidents?|officers?|offences?|investigations?|inquir(?:y|ies)|complaints?"
    r"|arrests?|operations?|payments?|allegations?|informants?|informers?|agents?"
    r"|sources|suspects?|cases?|calls|deployments?|warrants?|interceptions?|visits?"
    r"|meetings?|searches|referrals?|cameras?|devices?|sightings?|occasions?|capabilit(?:y|ies)|equipment"
    r"|software)"
)
_NUMBER = (
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?"
    r"|hundreds?|several|some|many)"
)
# A few describing words, none of which begins another phrase.
_FEW = (
    r"(?:(?!(?:that|of|in|on|to|for|from|why|about|whether|which|who|if|by|with|as|is"
    r"|are|was|were|and|or)\b)[\w'-]+\s){0,3}"
)
# Held like these, nothing is held as information.
_NOT_KEPT = (
    r"(?:(?:a|an|the|our|no|any|this|that|regular|weekly|monthly|annual|public|further)"
    r"\s){0,2}(?:[\w-]+\s){0,1}(?:meetings?|interviews?|hearings?|conferences?|events?"
    r"|elections?|consultations?|inquests?|discussions?|talks|views?|opinions?|beliefs?"
    r"|positions?|office|account|responsib\w+|accountable|liable|back|off|up|to|that"
    r"|powers?|dut(?:y|ies)|rank|brief|elsewhere|in\s(?:custody|contempt|public|private))\b"
)
_CONFIRM_ELSE = (
    r"(?:or\sden|nor\sden|neither|whether|if\b|receipt|our\s(?:earlier|original|first"
    r"|previous|position|reliance|refusal|reply|response|view)"
    r"|the\s(?:outcome|decision|position|reference|address|refusal|response)"
    r"|that\s(?:we\s(?:can\s|also\s|therefore\s|still\s){0,2}(?:neither|received"
    r"|have\s(?:now\s|also\s|carefully\s|fully\s){0,2}(?:considered|received|completed"
    r"|reviewed|re-?considered|finished|dealt|complied|handled|processed|decided|upheld"
    r"|logged|registered)|will\b|are\s(?:not|unable|relying|now|treating|dealing)|rely"
    r"|uphold|stand\sby|cannot|do\snot\shave\sto)"
    r"|(?:the|our|your|this)\s(?:[\w-]+\s){0,2}(?:dut(?:y|ies)|decision|position|request"
    r"|review|response|reply|exemption|exception|refusal|section|regulation|law)\b"
    r"|(?:section|regulation)s?\s))"
)
CONFIRMS = re.compile(
    rf"""
    # "We hold …", "our legal team does not hold …"
    \b{_BODIES}\s{_ADVERBS}
        (?:hold(?:s|ing)?|held|possess(?:es|ed)?)\b(?!\s(?:{_NOT_KEPT}))
    | \b(?-i:[A-Z][\w&'-]+)\s(?:holds|(?:does\snot|doesn't)\shold|possesses)\b
        (?!\s(?:{_NOT_KEPT}))
    | \b(?:do|does|did)(?:n't|\snot)\s(?:currently\s|now\s)?(?:hold|possess)\b
        (?!\s(?:{_NOT_KEPT}))
    # "We keep a list", "the force has no record"
    | \b{_BODIES}\s{_ADVERBS}(?:keeps?|kept|retain(?:s|ed)?|stor(?:es|ed)
        |maintain(?:s|ed)?|obtained|received|created|prepared|compiled|commissioned
        |located|identified|found|discovered|recovered|retrieved|traced|uncovered|wrote
        |seized|got|recorded|withheld|redacted|attached|enclosed|reviewed|examined|read|disclosed|released)\s
        (?!your\b)(?:(?:any|all|some|none|part|most)\sof\s(?:the\s)?)?{_FEW}{_RECORD}\b
        (?!\srequest|\sact\b|\ssecure|\s(?:commissioner|rights?|access|law|about\syour\sreq))
    | \b{_BODIES}\s{_ADVERBS}(?:have|has|had)\s
        (?:no|a|an|any|the|this|these|those|such|relevant|further|more|other
        |{_NUMBER})\s
        {_FEW}(?:{_RECORD}|{_EVENT})\b(?!\s(?:of\s(?:neither|not)|request|rights?|act\b))
    | \b{_BODIES}\s{_ADVERBS}(?:have|has)\s(?:information|records|data|footage)\b
    # "Our searches found nothing", "we located 12"
    | \b(?:search(?:es|ing)?|enquir(?:y|ies)|checks?|{_BODIES})\s(?:[\w'-]+\s){{0,6}}
        (?:found|located|identified|returned|produced|revealed|yielded|showed|retrieved
        |traced|uncovered|brought\sup)\s
        (?:nothing|none|no\s(?:trace|results?|matches|{_FEW}{_RECORD})|{_NUMBER}\b
        |(?:the|a|an|that|this)\s{_FEW}{_RECORD}\b)
    # "The policy is not held", "no copy has been kept"
    | \b(?:the|this|these|those|that|such|your|all|some|none|nothing|it|they|both|much
        |most|(?:\w+\s)?{_RECORD}|{_NUMBER})\s(?:[\w'()-]+\s){{0,6}}
        (?:(?:is|are|was|were)(?:n't)?|has\sbeen|have\sbeen)\s
        (?:(?:not|also|indeed|currently|still|no\slonger|now|only|being)\s){{0,3}}held\b
        (?!\s(?:in\s(?:custody|contempt|public|private|high)|overnight|accountable|liable
        |responsible|to\s(?:account|be)|on\s\d|at\s\d|every|each|weekly|monthly|annually))
    | \b(?:{_RECORD}|none|nothing|it|they|both)\s(?:[\w'-]+\s){{0,3}}
        (?:(?:is|are|was|were)(?:n't)?|has\sbeen|have\sbeen)\s
        (?:(?:not|also|indeed|currently|still|no\slonger|now|only|being)\s){{0,3}}
        (?:retained|stored|kept|on\s(?:our\s)?file|in\sour\spossession|destroyed|deleted
        |withheld|redacted|enclosed|attached)\b
        (?!\s(?:secure|safe|confidential|under|to\s(?:a\s)?minimum))
    # "No records exist", "there is a file", "there were 12 arrests"
    | \bno\s{_FEW}(?:{_RECORD}|{_EVENT})\s(?:[\w'-]+\s){{0,3}}
        (?:exists?|existed|found|located|held|recorded|identified|traced)\b
    | \b(?:the|this|these|our|that)\s{_FEW}{_RECORD}\s(?:[\w'-]+\s){{0,4}}
        (?:(?:do|does|did)(?:\snot|n't)?\s)?exist(?:s|ed)?\b
    | \bthere\s(?:is|are|was|were|exists?
        |(?:has|have)\s(?:never\s|not\s|also\s|indeed\s)?been)\s
        (?:(?:not|indeed|in\sfact|currently|also)\s)?
        (?:no|a|an|one|the|such|{_NUMBER})\s{_FEW}(?:{_RECORD}|{_EVENT})\b
        (?!\s(?:that|which|in\sthe\spublic))
    | \bthere\s(?:is|are)\s(?:indeed\s|no\s|some\s)?such\s\w+
    | \b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten
        |eleven|twelve)\s{_FEW}{_EVENT}\s
        (?:were|was|are|have|had|took|led)\b
    # "We can confirm that …"
    | \b{_BODIES}\s{_ADVERBS}(?:(?:are|am|is)\sable\sto\s|wish(?:es)?\sto\s|hereby\s
        |would\slike\sto\s|must\s|will\s)?confirm(?:s|ed)?\b(?!\s{_CONFIRM_ELSE})
    | \b{_BODIES}\s(?:(?:do|does|did|can|must|now)\s)?(?:acknowledges?|accepts?
        |admits?)\s
        (?:that\s(?:we\sh|it\sh|the\s\w+\s(?:holds?|exists?))|the\sexistence)
    | \b(?:the\sexistence\sof\s[^,;:.]{{1,60}}\sis\s(?:a\s)?(?:confirmed|fact|public))
    | \b(?:we|I)\s(?:are|am)\s(?:well\s|fully\s)?aware\sof\s(?:the|a|an|this|these)\s
        {_FEW}(?:{_RECORD}|{_EVENT})\b
    # "Our records show …"
    | \bour\s(?:[\w'-]+\s){{0,3}}(?:records?|files?|systems?|databases?|logs?
        |archives?)\s
        (?:(?:do|does)\s(?:not\s)?|also\s|now\s)?
        (?:shows?|contains?|lists?|includes?|indicates?|reveals?|confirms?|names?)\b
    | \b(?:is|are|was|were|remains?)\s(?:not\s)?in\s(?:our|the\s\w+'s)\spossession\b
    # "Yes, we do."
    | \A(?:yes|no)(?:,\s(?:we|it|they|there|the)\b|[.!]?\Z)
    # "We have nothing", "we can find no trace of it", "nothing was found"
    | \b{_BODIES}\s{_ADVERBS}(?:have|has|had|hold|holds|found|find|keep)\s
        (?:nothing|none|anything)\b
        (?!\s(?:to\s|against|further\sto|but|in\scommon|more\sto|wrong))
    | \b(?:able\sto|can|could|cannot|can't)\s(?:find|locate|trace|identify)\s
        (?:any|no|a|the)\s(?:trace|{_FEW}{_RECORD})\b
    | \b(?:nothing|none)\s(?:was|were|is|are|has\sbeen|have\sbeen)\s
        (?:found|held|identified|located|recorded|kept|retrieved)\b
    | \bthere\s(?:is|was)\snothing\s(?:on\s(?:our\s)?(?:file|record)|held|recorded)
    | \A(?:not|none|nothing|no\s{_RECORD})\s(?:is\s|are\s)?held[.!]?\Z
    | \b(?:drew|drawn|draws)\sa\sblank\b
    # "The information held is exempt", "the documents amount to 300 pages"
    | \b(?:the|all|this|these)\s{_FEW}{_RECORD}\s(?:so\s)?held\b(?!\sby\s(?:public
        |other))
    | \b{_RECORD}\s(?:[\w'-]+\s){{0,4}}(?:runs?|amounts?|extends?|comes?)\sto\s
        (?:about\s|over\s|some\s)?\d
    | \b{_NUMBER}\s{_FEW}{_RECORD}\s(?:were|are|was|have\sbeen)\s
        (?:identified|found|located|held|relevant|recovered|withheld|retrieved|within)\b
    | \b(?:the|that|this|these|those|all)\s{_FEW}{_RECORD}\s(?:[\w'-]+\s){{0,4}}
        (?:was|were|is|are|has\sbeen|have\sbeen)\s(?:then\s|since\s|later\s)?
        (?:found|located|traced|passed|handed|wiped|erased|overwritten|shredded|lost|archived|transferred|(?:not|never)\s
        (?:\w+\s)?(?:recorded|kept|retained|made|created))\b
    # "I have read the file", "having reviewed the footage"
    | \b(?:seen|read|viewed|reviewed|examined|considered|inspected|studied|watched
        |looked\s(?:at|through))\s(?:the|this|that|both|each|all\sthe)\s
        {_FEW}{_PAPER}\b(?!\s(?:you|of\syour|in\syour|that\syou))
    # "Such a report was written", "an investigation is under way"
    | (?<!of\s)\bsuch\s(?:a|an)\s{_FEW}(?:{_RECORD}|{_EVENT})\s
        (?:was|is|were|has|have|did|does|exists?|existed|took)\b
    | \bno\ssuch\s[\w-]+\s(?:is|was|are|were|has|have|took|exists?|existed)\b
    | \b(?:a|an|the|this|that|your|his|her|their)\s{_FEW}{_EVENT}\s(?:[\w'-]+\s){{0,5}}
        (?:was|is|were|are|has\sbeen|have\sbeen)\s(?:now\s|still\s|already\s|then\s)?
        (?:opened|under\sway|underway|closed|begun|started|carried\sout|conducted
        |completed|ongoing|launched|in\sprogress|dropped|concluded|recorded|upheld
        |authorised|deployed)\b
    | \b{_BODIES}\s{_ADVERBS}(?:receive[ds]?|made|make|opened?|launched|carried\sout
        |conducted|authorised|ran|run)\s(?:a|an|the|this|that|{_NUMBER})\s{_FEW}{_EVENT}\b
    # "We paid the informant", "this device was used", "he is a suspect"
    | \b{_BODIES}\s{_ADVERBS}(?:paid|used|recruit(?:ed|s)?|employ(?:s|ed)?|deploy(?:s
        |ed)?
        |intercept(?:s|ed)?|interview(?:ed)?|arrest(?:ed)?|charged|investigat(?:ed|es|ing)
        |monitor(?:s|ed)?|track(?:s|ed)?|install(?:s|ed)?)\s
        (?:the|a|an|this|that|his|her|him|them|such|informants|\d+)\b
        (?!\s(?:same|words?|exemption|law|provision|test)\b)
    | \b(?:the|this|that|these|those|an?|his|her)\s{_FEW}(?:informant|officer|equipment
        |device|drone|source|agent|suspect|person|man|woman|camera|matter|incident
        |allegation|complaint|warrant)s?\s(?:in\squestion\s)?
        (?:was|were|is|are|has\sbeen|have\sbeen)\s(?:\w+ly\s|never\s|not\s)?
        (?:paid|used|recruited|deployed|arrested|interviewed|investigated|charged|dismissed
        |suspended|monitored|installed|cautioned|looked\sinto|dealt\swith|recorded)\b
    | \b(?:he|she)\s(?:is|was)\s(?:not\s)?(?:a|an|the)\s{_FEW}
        (?:informant|suspect|source|agent|subject|witness|officer)\b
    | \banswer\s(?:[\w'-]+\s){{0,5}}is\s(?:yes|no)\b
    | \b(?:could\snot|couldn't|failed\sto|unable\sto|not\sable\sto)\s
        (?:find|locate|trace)\b(?!\s(?:a\sway|any\sreason|words|that))
    | \bin\spossession\sof\b | \bha(?:s|ve)\s(?:in\s(?:its|our)\spossession
        |on\srecord)\b
    | \bha(?:s|ve)\s(?:no\s|any\s)?knowledge\sof\s(?:the|a|any|such)\s{_FEW}{_RECORD}\b
    | \b{_RECORD}\s(?:still\s)?(?:survives?|remains?\s(?:on|in)\s(?:the|our))\b
    | \b{_RECORD}\s(?:is|are|were|was)\s(?:now\s)?with\s(?:our|the)\s
    | \b(?:a|an)\s{_FEW}{_RECORD}\s(?:was|were|has\sbeen)\s(?:then\s|also\s)?
        (?:opened|created|made|prepared|written|compiled|drawn\sup|taken|produced
        |commissioned|completed|sent|received|found|located)\b
    | (?-i:\b(?:Emails|E-mails|Letters|Notes|Reports|Records|Files|Payments|Arrests
        |Interviews|Calls|Visits|Meetings|Complaints))\s(?:were|have\sbeen)\s
        (?:\w+ed|made|sent|taken|kept|held)\b
    | \bin\scorrespondence\swith\b
    | \b(?:consider|regard|find|found)\s(?:that\s)?the\s{_FEW}{_PAPER}\s
        (?:to\sbe|is|as|are)\s(?:exempt|sensitive|confidential|covered)\b
    | \bcorrespondence\s(?:[\w'-]+\s){{0,4}}took\splace\b
    | (?:\A|,\s)yes,\s
    | \b(?:this\s(?:letter\s)?is|I\s(?:write|am\swriting)|we\s(?:write|are\swriting))
        \sto\sconfirm\b(?!\s{_CONFIRM_ELSE})
    # Welsh: "rydym yn dal", "nid oes gwybodaeth", "gallwn gadarnhau"
    | \b(?:ryd(?:ym|yn\sni)|mae'?r?\s(?:[\w'-]+\s){{1,4}}?)\s?(?:hefyd\s|nawr\s)?
        yn\s(?:dal|cadw|meddu)\b
    | \bnid\s(?:ydym|yw|ydyw|ydy)(?:'r)?\s(?:[\w'-]+\s){{0,3}}
        yn\s(?:dal|cadw|meddu|bodoli)\b
    | \bnid\soes\s(?:gan\s\w+\s|gennym\s)?(?:unrhyw\s|dim\s)?(?:wybodaeth|gwybodaeth
        |gofnod\w*|cofnod\w*|ddogfen\w*)
    | \b(?:mae\sgennym|mae\sgan\sy\s\w+)\s(?:y\s)?(?:wybodaeth|gofnod\w*|cofnod\w*
        |adroddiad\w*|ddogfen\w*|ffeil\w*)
    | \b(?:ni\sddelir|delir|dalwyd|ni\sddaliwyd|daliwn|ni\sddaliwn)\b
    | \b(?:gallwn|gallaf|rydym\syn|hoffem)\s(?:gadarnhau|cadarnhau)\b(?!\s(?:na|nac
        |neu))
    | \bcadarnhawn\b(?!\s(?:na|nac|neu))
    | \by\s\w+\syn\sbodoli\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
DESCRIBES = re.compile(
    rf"""
    # "the report which we prepared", "the list that our officers keep"
    \b(?:the|our|this|these|those)\s
        (?:(?!(?:harm|prejudice|exemptions?|exceptions?|factors?|reasons?|arguments?|way
        |ways|position|test|balance|request|requests|questions?|answer|answers|reply
        |replies|response|responses|letter|statement|duty|duties|law|laws|section
        |regulation|Act|time|date|approach|conclusion|decision|view|evidence|principle
        |weight|interest|interests|same|information|words|sentence|consequences?)\b)
        [\w'-]+\s){{1,4}}
        (?:(?:which|that)\s)?(?:we|our\s\w+|officers|I)\s
        (?:(?:have|had|also|then|has)\s)?(?:hold|held|keep|kept|prepared|wrote|written|made
        |took|taken|compiled|created|commissioned|received|obtained|sent|completed
        |recorded|drew|drafted|collected|gathered|produced|interviewed|investigated
        |recruited|paid|used|met|arrested|examined|closed|opened|have|own|issued|signed)\b
    # "The report names two informants"
    | \b(?:the|our|this|these|those|its|that)\s{_FEW}{_RECORD}\s
        (?:(?:also|itself|in\squestion|concerned)\s)?
        (?:contains?|names?|shows?|lists?|mentions?|describes?|sets?\sout|records?|covers?
        |details?|identifies|identify|refers?\sto|includes?|explains?|concerns?|runs?\sto
        |relates?\sto|reveals?
        |(?:was|were|is|are|has\sbeen|have\sbeen)\s(?:prepared|written|made|completed
        |created|compiled|produced|dated|received|sent|reviewed|closed|opened|exempt
        |sensitive|confidential|classified|marked|finished|drafted|taken|recorded))\b
        (?!\sfrom\s(?:the\sduty|our\sduty|section|confirm))
    # "We cannot release the footage", "this file is no exception"
    | \b(?:not|cannot|can't|refuse[ds]?|declined?|unable
        |decided)\s(?:\w+\s){{0,2}}?(?:to\s)?
        (?:release|disclose|share|provide|send|give|supply|hand\sover)\s
        (?:you\s(?:with\s)?)?(?:the|these|those|a\scopy\sof\sthe)\s{_FEW}{_PAPER}\b
    | \bthis\s(?:file|record|report|list|dossier|recording|footage|log)\b
    # "We spoke to the man": what we did, save in dealing with the request
    | \b(?:we|I|(?:the|our)\s(?:police|council|force|trust|officers|department))\s
        (?:also\s|then\s|later\s)?(?:paid|met|wrote|spoke|gave|saw|went|ran
        |bought|sent|kept|knew|used|[a-z]{{2,12}}ed(?<!considered)(?<!weighed)
        (?<!decided)(?<!received)(?<!applied)(?<!concluded)(?<!explained)(?<!answered)
        (?<!relied)(?<!balanced)(?<!noted)(?<!replied)(?<!handled)(?<!processed)
        (?<!asked)(?<!identified)(?<!needed)(?<!tried)(?<!wanted)(?<!believed)
        (?<!assessed)(?<!tested)(?<!treated)(?<!followed)(?<!looked)(?<!balanced)
        (?<!proceed)(?<!need)(?<!acknowledged)(?<!extended)(?<!reviewed)(?<!refused)
        (?<!registered)(?<!logged)(?<!concerned)(?<!reconsidered)(?<!informed))\b
        (?!\s(?:to\s)?(?:you|your|weight|regard|thought|account|care|that|whether)\b)
    # "Disclosure of the report", "the statements cannot be released"
    | \b(?:disclosure|disclosing|releas(?:e|ing)|publication|publishing)\s(?:of\s)?
        (?:the|this|these|those)\s{_FEW}{_PAPER}\b
    | \b(?:the|our|this|these|those)\s{_FEW}{_RECORD}\s
        (?:cannot|can't|must\snot|will\snot|may\snot)\sbe\s\w+
    | \b(?:the|our|this|these|those)\s{_FEW}(?:{_PAPER}|contract|agreement
        |statements?)\s
        (?:was|were|is|are|has|have|had)\s
    | \b(?:it|they|which|that|this|and)\s(?:names|contains|lists|mentions|name|contain
        |list|mention)\s(?!(?:the|a|an|no|this|that|our)\s(?:\w+\s)?(?:harm|risk|factor
        |interest|exemption|prejudice|reason))
    | \b(?:he|she|they)\s(?:was|were)\s(?:interviewed|arrested|charged|investigated|paid
        |recruited|dismissed|suspended|disciplined|questioned|detained|cautioned)\b
    | \b(?:the|our|that|this)\s{_FEW}(?:investigation|operation|inquiry|surveillance
        |deployment|enquiry)\s(?:(?:that|which)\s(?:we|our\s\w+)\s\w+|took\splace|began
        |ended|was|is\s(?:continuing|ongoing|still|closed|active)|continues|has)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
