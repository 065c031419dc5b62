"""How people word each kind of request, as patterns over a whole question in plain form.

Each is matched against the whole text, in small letters, without politeness and final stops.
`subject` is what is asked about.
"""

import re
from collections.abc import Sequence

Pattern = re.Pattern[str]

PAPER = (
    r"(?:(?:news|press|court|meeting|wire)\s)?(?:documents?|docs?|files?|articles?|reports?|papers?"
    r"|stor(?:y|ies)|items?|letters?|memos?|contracts?|e-?mails?|messages|notes?|texts?|pages"
    r"|sources?|records?|publications?|pieces?|pdfs?|minutes|invoices?|transcripts?|policies"
    r"|agreements?|interviews?|editorials?|columns|posts?|newspapers?)"
)
"""What people call a document, or several."""

_PAPERS = (
    r"(?:documents|docs|files|articles|reports|papers|stories|letters|memos|contracts|e-?mails"
    r"|messages|notes|texts|sources|records|publications|pieces|minutes|invoices|transcripts"
    r"|library|collection|press|media|newspapers|news|outlets|coverage|reporting|interviews)"
)
_LIBRARY = (
    r"(?:the|your|my|our|this)\s(?:\w+\s)?(?:library|collection|archive|knowledge\sbase|database"
    r"|index|folder|corpus)"
)
_HOLD = (
    r"(?:do\s(?:you|we|i)\s(?:have|hold|know|see|read)(?:\saccess\sto)?|have\syou\s(?:got|read)"
    r"|have\s(?:i|we)\s(?:uploaded|added|indexed|got)|did\s(?:i|we)\s(?:upload|add|index)"
    r"|can\syou\s(?:see|read|search|access)|are\s(?:there|available|indexed|loaded|stored|here)"
    rf"|(?:are|is)\sin\s(?:{_LIBRARY}|here|there)|are\sin\sit|does\s{_LIBRARY}\s(?:have|hold|contain)"
    r"|exist|in\s(?:total|all))"
)
_MENTION = (
    r"(?:that\s|which\s)?(?:do\s|does\s|also\s)?(?:mention(?:s|ed|ing)?|nam(?:e|es|ing)|cit(?:e|es|ing)"
    r"|(?:discuss|address|describ|concern|cover|contain|includ|report|quot|touch|bear|focus)"
    r"(?:e|s|es|ing)?(?:\son)?|(?:talk|speak|writ|tell)(?:e|s|ing)?\s(?:about|of|on)"
    r"|(?:refer|relat)(?:e|s|ing)?\sto|deal(?:s|ing)?\swith|(?:is|are|was|were)\s(?:about|on)"
    r"|say(?:s|ing)?\s(?:anything|something|about)(?:\s(?:about|on))?|about|on|regarding|have\sto\sdo\swith)"
)
_DATED = (
    r"(?:(?:that\s|which\s)?(?:(?:is|are|was|were|came|appeared)\s)?(?:(?:published|written|dated"
    r"|printed|issued|released|sent|out)\s)?(?:from|by|in|on|of|since|before|after|between|during))"
)
_SHOW = r"(?:list|show|give|name|find|get|display|fetch|pull\sup|search(?:\sfor)?|look\sfor)(?:\sme|\sus)?"
_SUM = (
    r"(?:summary|overview|outline|synopsis|gist|recap|digest|run-?down|abstract|briefing|sketch"
    r"|low-?down|summing-up|short\sversion|big\spicture|tl;?dr)"
)
_POINTS = (
    r"(?:(?:main|key|chief|most\simportant|important|major|central|essential|principal|top|core)\s"
    r"(?:points?|findings?|takeaways?|take-aways?|ideas?|topics?|themes?|messages?|facts|issues"
    r"|conclusions?|results|highlights|elements|contents?|news|things\sto\sknow)"
    r"|highlights|essentials|takeaways|bottom\sline|upshot|substance)"
)
_LANGUAGE = (
    r"(?:arabic|bengali|chinese|dutch|english|farsi|french|german|greek|hebrew|hindi|italian"
    r"|japanese|korean|latin|mandarin|persian|polish|portuguese|punjabi|russian|spanish|swahili"
    r"|swedish|turkish|ukrainian|urdu|vietnamese)"
)
_TO_WRITE = (
    r"(?:tweets?|posts?|poems?|haikus?|limericks?|e-?mails?|letters?|press\sreleases?|speech(?:es)?"
    r"|essays?|songs?|lyrics|stor(?:y|ies)|articles?|blogs?|repl(?:y|ies)|responses?|headlines?"
    r"|slogans?|code|scripts?|programs?|functions?|jokes?|presentations?|slides?|images?|pictures?"
    r"|charts?|graphs?|diagrams?|spreadsheets?|quiz(?:zes)?|captions?|adverts?|ads?|obituar\w+"
    r"|editorials?|complaints?|applications?|rhymes?|novels?|plays?|messages?|invitations?|toasts?"
    r"|newsletters?|podcasts?|videos?|logos?|crosswords?|recipes?|statements?|bios?|drafts?)"
)
_IT = r"(?:me|us|a|an|the|this|that|these|those|it|my|our|all|both|them|some|him|her|one|\d+)"


_AUX = r"is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might"
_PLURAL = rf"(?:(?!(?:{_AUX}|its|this|of|the|types|kinds|times)\s)[\w-]+\s){{0,2}}?(?!(?:{_AUX}|its|this|types|kinds|times|owns|plays|becomes|makes|gives|hosts|runs|flows|means|shows|leads|holds|uses|takes|says|goes|comes|wins|lies|serves|borders|contains|includes|refers|requires|allows|provides|produces|controls|causes|helps|describes|represents|needs|wants|keeps|gets|supports)\b)[a-z-]{{2,}}(?:[^sui]s|ia)"
_ASKS = r"(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|will)\b"
_MORE = (
    r"(?:more|less|fewer|better|worse|most|least|best|worst|first|(?:larg|high|low|bigg|small|great|long|short|old|young"
    r"|new|earli|lat|cheap|fast|slow|heavi|light|wid|strong|weak|rich|poor|warm|cold|saf|clos|near|easi|hard|busi|deep|tall"
    r"|strict|tough|soft|fair|clean|dirti|quick)(?:er|est))"
)


def _whole(*patterns: str) -> Sequence[Pattern]:
    return [re.compile(each) for each in patterns]


HELLO = _whole(
    r"(?:(?:hi|hiya|hello|hey|howdy|greetings|hola|bonjour|salut|hallo|ciao|salaam|salam|namaste|yo"
    r"|good\s(?:morning|afternoon|evening|day)|how\sare\syou(?:\s(?:doing|today))*|how\sdo\syou\sdo"
    r"|how(?:\sis|['’]s)\s(?:it\sgoing|everything|life)|what(?:['’]s|\sis)\sup|nice\sto\smeet\syou"
    r"|is\sany(?:one|body)\s(?:there|here)|are\syou\sthere|testing|test|there|everyone|all|friend"
    r"|again|assistant|everybody|today)[\s,!.?]*)+"
)
THANKS = _whole(
    r"(?:(?:(?:many\s|ok\s|great\s)?thanks|thank\syou|thx|ta|cheers|gracias|merci|danke|shukriya"
    r"|much\sappreciated|i\sappreciate\s(?:it|that)|great|perfect|excellent|awesome|brilliant"
    r"|wonderful|cool|nice|lovely|good(?:\s(?:job|work|answer|one))?|well\sdone|ok|okay|alright"
    r"|all\sright|got\sit|i\ssee|understood|fine|makes\ssense|right|sounds\sgood"
    r"|(?:that|this|it)(?:['’]s|\sis|\swas)?\s(?:very\s|really\s|so\s)?(?:helps?|helped|helpful"
    r"|useful|great|good|all|perfect|enough)|you(?:['’]re|\sare)\s(?:great|helpful|the\sbest"
    r"|amazing|awesome)|very\s(?:much|helpful|good)|so\smuch|a\slot|for\s(?:your|the|that|all)"
    r"(?:\s\w+){0,2}|again|indeed|that)[\s,!.]*)+"
)
BYE = _whole(
    r"(?:(?:(?:good)?bye(?:[\s-]bye)?|good\s(?:bye|night)|see\syou(?:\s(?:later|soon|tomorrow))?|adios"
    r"|farewell|so\slong|cheerio|au\srevoir|take\scare|that(?:['’]s|\sis|\swill\sbe)\sall"
    r"(?:\sfor\s(?:now|today))?|have\sa\s(?:nice|good|great)\s\w+|until\s(?:later|tomorrow)"
    r"|thanks|thank\syou|for\snow)[\s,!.]*)+"
)
HELP = _whole(
    r"(?:i\s(?:need|want)\s)?(?:some\s)?help(?:\sme)?(?:\sout)?",
    r"(?:so\s)?what\s(?:else\s)?(?:can|do|could)\s(?:you|this(?:\s\w+)?|it)\s(?:actually\s)?(?:do|help\swith)"
    r"(?:\s(?:for\s(?:me|us)|here))?",
    r"(?:in\s)?(?:what|how)\s(?:ways\s)?(?:can|could)\syou\s(?:help|assist)(?:\s(?:me|us))?(?:\swith)?",
    r"(?:who|what)(?:\s(?:exactly\s)?(?:are|r)\s(?:you|u)|['’]re\syou)(?:\sfor|\scalled)?",
    r"how\s(?:do|does)\s(?:you|this|it|that)(?:\s(?:tool|thing|app|program|assistant|page|site))?\swork",
    r"how\s(?:do|can|should|could)\s(?:i|we|one)\s(?:use|start\s(?:with|using)|work\swith|talk\sto)\s(?:you|this|it)"
    r"(?:\s\w+)?",
    r"(?:what|which)(?:\s(?:kinds?|sorts?|types?)\sof)?(?:\s(?:questions?|things?))?"
    r"\s(?:can|should|could|may|do)\s(?:i|we)\s(?:ask|type|say|do)(?:\s(?:you|here|it|with\s(?:you|this)))*",
    r"what\s(?:questions?|kind\sof\squestions?)\s(?:can|do)\syou\s(?:answer|understand)",
    r"what(?:['’]s|\sis|\sare)\s(?:this|your\s(?:name|purpose|job|capabilities|abilities|features))"
    r"(?:\s(?:tool|app|program|assistant|page|site|thing|for))*",
    r"are\syou\s(?:an?\s)?(?:real\s)?(?:ai|bot|robot|human|person|machine|computer|chatgpt|language\smodel"
    r"|real|alive|llm|model)",
    r"tell\sme\sabout\s(?:yourself|you)",
    r"(?:who|how)\s(?:made|built|created|wrote|trained)\syou",
    r"introduce\syourself",
    r"how\s(?:do|can|should)\s(?:i|we)\s(?:get\sstarted|begin|start)",
    r"(?:show\sme|give\sme)\s(?:some\s|an?\s)?(?:examples?|instructions|sample\squestions|tips)",
    r"where\s(?:do|can|should)\s(?:i|we)\s(?:start|begin)",
    r"(?:can|could|may)\s(?:i|we)\s(?:ask|talk\sto|chat\swith|trust|rely\son|believe|test|try)\s(?:you|this|it|your\sanswers)?(?:\s(?:an?\squestion|some\squestions|some(?:thing)?|anything))*",
    r"(?:can|could|do|will|would|did)\syou\s(?:really\s|even\s|always\s|ever\s)?(?:help|assist|understand|hear|remember|learn|lie|sleep|speak|talk|chat"
    r"|think|hallucinate|make\s(?:things\sup|mistakes)|know\severything|answer\s(?:questions|anything|me|my\squestions?)|work|read\s(?:pdfs?|files|documents))(?:\s(?:me|us|this|that|it|english))*",
    r"is\s(?:this|it|my\sdata|everything)\s(?:private|safe|secure|free|offline|confidential|an?\s(?:bot|ai|chatbot|person|test))",
    r"(?:i['’]m|i\sam)\s(?:new(?:\shere)?|lost|confused|bored|not\ssure\swhat\sto\sask)|i\shave\s(?:an?\s|some\s)?questions?",
    r"(?:any|some|do\syou\shave\s(?:any|some))\s(?:tips|ideas|suggestions|examples)(?:\s.*)?",
)

CANNOT = _whole(
    r"(?:translat|traduc|traduis|übersetz|tradu[zc]|tarjum)\w*\b.*",
    rf"(?:say|put|repeat|answer|give|tell|read|write|reply|speak)\b.*\b(?:in|into)\s{_LANGUAGE}",
    rf"how\s(?:do|would)\syou\ssay\b.*\sin\s{_LANGUAGE}|do\syou\sspeak\s{_LANGUAGE}",
    rf"what(?:['’]s|\sis)\s.*\s(?:in|into)\s{_LANGUAGE}",
    rf"(?:write|draft|compose|create|generate|make|prepare|produce|craft|come\sup\swith|design|pen"
    rf"|invent|give|tell|build|develop|put\stogether)\s(?:up\s)?(?:me\s|us\s)?(?:an?|the|my|some|one|\d+|another"
    rf"|this\sas\san?)?\s?(?:[\w-]+\s){{0,3}}?{_TO_WRITE}\b(?!\s(?:say|said|which|that)).*",
    rf"write\s(?:me|us|to|down|out|about)\b(?!.*\b{_SUM}\b).*",
    rf"(?:turn|convert|rewrite|rephrase|paraphrase|reword|edit|proofread|shorten|improve|correct|fix"
    rf"|reformat|transform|polish)\s{_IT}\b.*",
    rf"(?:add|tot)(?:\sup|\stogether|\sall)?\s{_IT}\b.*|total\s(?:up\s)?(?:the|all|these|those|up|my|our)\b.*",
    r".*\badds?\sup\sto|(?:calculate|compute|multiply|divide|subtract|work\sout|figure\sout\sthe\s(?:sum|total|average))\b.*",
    r"(?:what(?:['’]s|\sis)|how\smuch\sis)\s[\d.,]+\s?%?\s?(?:[-+*/x×÷^]|plus|minus|times|divided\sby|of)\s?[\d.,]+.*",
    r"what(?:['’]s|\sis)\sthe\s(?:sum|average|mean|median|total)\sof\s(?:all|these|those|my|every)\b.*",
    rf"(?:draw|paint|sketch|plot|sing|send|mail|e-?mail|call|phone|ring|book|order|buy|pay|delete"
    rf"|remove|remind|schedule|arrange|cancel|play|print|download|install|save|post|publish|share|forward"
    rf"|upload|rename|reserve|hire|invest|transfer|code|program|debug|role-?play|imagine|pretend)\s{_IT}\b.*",
    r"(?:open|close|set|turn\s(?:on|off))\s(?:the|an?|my)\s(?:door|window|lights?|alarm|timer|browser|app|radio|tv|heating)\b.*",
    r"(?:search|look\s(?:it\sup|that\sup|up)|browse|check)\s(?:on\s|in\s)?(?:the\s)?(?:web|internet|online|google)\b.*"
    r"|google\s(?:it|this|that|for)\b.*",
    r"(?:predict|forecast|guess|bet)\b.*",
    r"(?:what|how|who)\b.*\b(?:do\syou|would\syou|you)\s"
    r"(?:think|feel|believe|recommend|prefer|suggest|like)\b.*|what(?:['’]s|\sis)\syour\s(?:opinion|view|favou?rite|advice|take)\b.*",
    r"what(?:['’]s|\sis)\sthe\s(?:weather|temperature)(?:\s(?:like|today|tomorrow|now|outside|here))*",
    r"what\s(?:time|day|date)\sis\sit(?:\s(?:now|today|there))*|what(?:['’]s|\sis)\s(?:the\s(?:time|date)(?:\s(?:now|today))?|today['’]s\sdate)",
    r"(?:act|behave)\s(?:as|like)\b.*|(?:advise|entertain|amuse)\s(?:me|us)\b.*|let['’]?s\s(?:play|chat|talk)\b.*",
)

DOCUMENTS = _whole(
    rf"(?:what|which)\s(?:other\s|kinds?\sof\s|sorts?\sof\s|types?\sof\s|all\s)?{PAPER}\s{_HOLD}(?:\s{_LIBRARY})?(?:\sin\s{_LIBRARY})?",
    rf"(?:what|which)\s{PAPER}\s(?:are\sthere|do\s(?:you|we|i)\shave|have\syou\sgot|exist)\s(?:{_MENTION}|{_DATED})\s(?P<subject>.+)",
    rf"{_SHOW}\s(?:all\s|every\s)?(?:of\s)?(?:the\s|my\s|your\s|our\s|available\s|indexed\s)*"
    rf"(?:documents?|docs?|files?|articles|papers|sources|pdfs|library)"
    rf"(?:\s(?:that\s|which\s)?(?:you\shave|there\sare|i\shave|in\s{_LIBRARY}|available))?",
    rf"(?:what(?:['’]s|\sis)|show\sme\swhat(?:['’]s|\sis))\s(?:all\s)?in\s{_LIBRARY}",
    r"what\sdo\syou\s(?:have|hold)(?:\saccess\sto)?(?:\s(?:here|in\sthere))?",
    rf"(?:what|which)\s(?:of\sthe\s|other\s)?{PAPER}\s{_MENTION}\s(?P<subject>.+)",
    rf"(?:what|which)\s(?:of\sthe\s|other\s)?{PAPER}\s{_DATED}\s(?P<subject>.+)",
    rf"in\s(?:what|which)\s{PAPER}\s(?:is|are|was|were|do|does|did|can)\s(?P<subject>.+?)"
    r"(?:\s(?:mentioned|discussed|described|named|covered|appear|appears|occur|come\sup|quoted|cited|found))",
    r"where\s(?:is|are|was|were)\s(?P<subject>.+?)\s(?:mentioned|discussed|covered)",
    rf"(?:do\s(?:you|we)\shave|is\sthere|are\sthere|have\s(?:you|we)\sgot|does\s{_LIBRARY}\s(?:have|hold|contain))"
    rf"\s(?:any(?:thing)?|something|an?|some|other|more)?\s?(?:{PAPER}\s)?"
    rf"(?:{_MENTION}|from|by|dated)\s(?P<subject>.+)",
    rf"{_SHOW}\s(?:all\s|any\s|every\s|each\s)?(?:of\s)?(?:the\s|those\s|my\s|other\s)?{PAPER}\s"
    rf"(?:{_MENTION}|{_DATED})\s(?P<subject>.+)",
    rf"(?:what|which)\s{PAPER}\s(?:should|can|could|do)\s(?:i|we)\s(?:read|look\sat|consult|open|check|see)"
    r"(?:\s(?:about|on|for|to\slearn\sabout|to\sfind\sout\sabout))?(?:\s(?P<subject>.+))?",
    rf"(?:what|which)\s{PAPER}\s(?:has|have|contains?|holds?|gives?|shows?)\s(?P<subject>.+)",
)
IN_ANY = _whole(
    rf"(?:do|does|did|is|are|has|have)\s(?:any|some|one|either|all)\s(?:of\s(?:the|my|your|our|these)\s)?{PAPER}\s{_MENTION}\s(?P<subject>.+)",
    rf"(?:is|are|was|were|does|do)\s(?P<subject>.+?)\s(?:mentioned|discussed|covered|named|appear|come\sup|quoted)(?:\s(?:anywhere|somewhere"
    rf"|in\s(?:any|one|some)\s(?:of\s(?:the|my|your|our|these)\s)?{PAPER}|in\s(?:the|my|your|our|these)\s(?:documents|files|library)))",
    r"what\s(?:have\s(?:you|we)\sgot|do\s(?:you|we)\shave|is\sthere)\s(?:on|about|from|by|regarding|mentioning)\s(?P<subject>.+)",
    r"where\s(?:can|could|do|should)\s(?:i|we)\s(?:read|find|learn|look)\s(?:more\s|something\s|anything\s|out\s|up\s|information\s)*(?:about|on|for)\s(?P<subject>.+)",
    rf"(?:what|which)\s(?:of\s(?:the|my|your|our|these)\s)?(?:kinds?\s|sorts?\s|types?\s)?(?:of\s)?{PAPER}\s(?:(?:is|are|was|were)\s)?(?:written\s)?{_DATED}\s(?P<subject>.+)",
    rf"(?:what|which)\sof\s(?:the|my|your|our|these)\s{PAPER}\s{_MENTION}\s(?P<subject>.+)",
)
COUNT = _whole(
    rf"(?:how\smany|what(?:['’]s|\sis)\sthe\snumber\sof|count(?:\sthe|\sall)*)\s(?:different\s|other\s|of\sthe\s|indexed\s)?"
    rf"{PAPER}(?:\s{_HOLD})(?:\s{_LIBRARY})?(?:\sin\s{_LIBRARY})?",
    rf"how\smany\s(?:different\s|other\s|of\sthe\s)?{PAPER}\s(?:(?:are\sthere|do\s(?:you|we|i)\shave|have\syou\sgot"
    rf"|are|were|came|appeared|exist)\s)?(?:{_MENTION}|{_DATED})\s(?P<subject>.+)",
    rf"count\s(?:the\s|all\s)*{PAPER}\s(?:{_MENTION}|{_DATED})\s(?P<subject>.+)",
    rf"how\s(?:big|large)\sis\s{_LIBRARY}",
)
_NEW = r"(?P<edge>newest|latest|most\srecent|last|oldest|earliest|first)"
NEWEST = _whole(
    rf"(?:(?:what|which)(?:['’]s|\sis|\sare|\swas)?|{_SHOW}|(?:what|which)\s{PAPER}\s(?:is|are))?\s?(?:the|your|my|our)\s{_NEW}"
    rf"(?:\s(?:news|{PAPER}))(?:\s(?:you\shave|there\sis|in\s{_LIBRARY}|here))?"
    rf"(?:\s(?:{_MENTION}|from|by)\s(?P<subject>.+))?",
    rf"(?:(?:what|which)(?:['’]s|\sis)?|{_SHOW})?\s?(?:the)\s{_NEW}\s(?:on|about|regarding|concerning|from)\s(?P<subject>.+)",
    rf"(?:what|which)\s{PAPER}\s(?:is|are|was)\s(?:the\s)?{_NEW}",
)

OVERVIEW = _whole(
    r"(?:summari[sz]e|sum\sup|outline|recap|condense|abridge|synopsi[sz]e|digest|brief\s(?:me|us)\s(?:on|about)"
    r"|(?:walk|run|take|talk)\s(?:me|us)\s(?:quickly\s)?through|fill\s(?:me|us)\sin\s(?:on|about)|catch\s(?:me|us)\sup\s(?:on|with)"
    r"|(?:get|bring)\s(?:me|us)\sup\sto\s(?:speed|date)\s(?:on|with|about)|introduce\s(?:me|us)\sto|tl;?dr(?:\s(?:of|for))?)"
    r":?\s(?P<subject>.+?)(?:\s(?:for\s(?:me|us)|in\s(?:a\sfew|one|two|three|five|ten|short|\d+)?\s?(?:words|sentences?|paragraphs?|lines|bullet\spoints|points|short)"
    r"|briefly|quickly|in\sbrief))*",
    rf"(?:(?:{_SHOW}|provide|write|make|produce|prepare|create|draft|offer|present|do|what(?:['’]s|\sis)|what\swould\sbe|i\sneed|can\si\s(?:have|get))\s)?"
    rf"(?:(?:me|us|with)\s)*(?:an?|the|some)?\s?(?:[\w-]+\s){{0,2}}?{_SUM}\s(?:of|on|about|for|regarding)\s(?P<subject>.+?)"
    r"(?:\s(?:for\s(?:me|us)|in\s(?:a\sfew|one|two|three|five|\d+)\s(?:words|sentences?|paragraphs?|lines|bullet\spoints|points)))*",
    rf"(?:(?:{_SHOW}|what\s(?:are|were|is|was)|what['’]s|tell\sme|extract|i\sneed|provide|highlight)\s)?(?:me\s)?(?:the\s|some\s|\d\s|three\s|five\s)*"
    rf"{_POINTS}\s(?:of|in|from|on|about|for|raised\sin|made\sin|made\sby|regarding|concerning|to\stake\sfrom|discussed\s(?:in|at))\s(?P<subject>.+)",
    r"(?:can\syou\s)?tell\s(?:me|us)\s(?:(?:all|more|everything|something|a\s(?:bit|little)(?:\smore)?|what\syou\sknow)\s)?"
    r"about\s(?P<subject>(?!(?:how|why|when|what|which|who|where)\b).+)",
    r"what\s(?:else\s)?(?:can\syou\s(?:tell|say\sto)\s(?:me|us)|can\syou\ssay|do\syou\sknow|do\swe\sknow|is\sknown|is\sthere\sto\sknow|should\si\sknow)\s"
    r"(?:about|on|of)\s(?P<subject>.+)",
    r"what(?:['’]s|\sis|\swas)\s(?:the\s)?(?:(?:whole|full|latest|current)\s)?(?:story|deal|situation|state\sof\splay|background|status|news|buzz|fuss|matter)"
    r"\s(?:with|on|about|behind|around|of|to|regarding)\s(?P<subject>.+)",
    r"what(?:['’]s|\sis|\shas\sbeen)\s(?:going\son|happening|new|up)\s(?:with|at|about|around|in)\s(?P<subject>.+)",
    r"what(?:['’]s|\shas|\shave)?\s(?:happened|become)\s(?:with|about|around|of|so\sfar\s(?:with|in))\s(?P<subject>.+)",
    r"where\sdo\s(?:things|we|matters)\sstand\s(?:with|on|in)\s(?P<subject>.+)",
    r"(?:give|get|show|send)\s(?:me|us)\s(?:some\s|the\s|more\s|any\s|a\s|all\s)*"
    r"(?:background|information|info|details|facts|context|briefing|intro(?:duction)?|story)\s(?:on|about|for|regarding|to)\s(?P<subject>.+)",
    r"(?:everything|all|anything)\s(?:you\s(?:have|know)\s|there\sis\s|known\s)?(?:about|on)\s(?P<subject>.+)",
    r"what(?:['’]s|\sis|\sare|\swas|\swere)\s(?P<subject>(?!.*\bmore\b).+?)\s(?:all\s|mainly\s|mostly\s|actually\s|basically\s)?about",
    r"what(?:['’]s|\sis)\s(?:the\s)?(?:subject|topic|content|contents|purpose|gist|point)\sof\s(?P<subject>(?:the|this|my|our|that)\s.*"
    rf"\b{PAPER}\b.*)",
    r"what\s(?:are|were)\sthe\scontents\sof\s(?P<subject>.+)",
    r"i(?:['’]d\slike|\swant|\sneed)\s(?:to\sknow|to\slearn|information|to\shear)\s(?:all\s|more\s|everything\s)?about\s(?P<subject>.+)",
    # other languages, where people ask it just so
    r"(?:¿\s?)?(?:de\squé\s(?:trata|va|habla)|qué\sdice)\s(?P<subject>.+)|(?:resume|resumir|resuma|resúme(?:me)?|haz\sun\sresumen\sde)\s(?P<subject2>.+)",
    r"(?:de\squoi\s(?:parle|traite)|que\sdit)\s(?P<subject>.+)|(?:résume[rz]?|fais\sun\srésumé\sde)\s(?P<subject2>.+)",
    r"worum\sgeht\s(?:es\s)?in\s(?P<subject>.+)|fasse?\s(?P<subject2>.+)\szusammen",
    r"(?:di\s(?:che\scosa|cosa)\s(?:parla|tratta)|riassumi|resumir?|do\sque\strata)\s(?P<subject>.+)",
)
OF_DOCUMENT = _whole(
    r"what(?:['’]s|\sis|\sdoes\sit\ssay|\scan\si\sfind)\s(?:in|inside|on)\s(?P<subject>.+)",
    r"what\s(?:does|do|did|is|are)\s(?P<subject>.+?)\s(?:mainly\s|actually\s|basically\s)?(?:say|contain|cover|discuss|describe|tell\s(?:me|us)"
    r"|deal\swith|talk\sabout|report|include)",
    r"what\s(?:happened|was\s(?:discussed|decided|said|agreed)|took\splace|went\son|came\sup)\s(?:at|in|during|on)\s(?P<subject>.+)",
    r"(?:describe|explain|introduce|present|review|show\sme)\s(?P<subject>.+)",
    r"(?P<subject>(?:the\s|my\s)?[\w.\s-]*\.(?:pdf|docx?|md|txt|html?|xlsx?|csv|pptx?|eml|json|odt|epub))",
)
"""Overviews only where the subject is a document: else they are ordinary questions."""

TOPIC = _whole(
    rf"what\s(?:do|does|did|have|has)\s(?:all\s)?(?:of\s)?(?:the|my|our|all|these|your|those|various|different)?\s?(?:[\w-]+\s)?{_PAPERS}"
    r"\s(?:have\sto\s)?(?:say|said|report|reported|tell\s(?:me|us)|write|written|mention|contain|have|reveal|show)\s(?:about|on|of|regarding|concerning)\s(?P<subject>.+)",
    r"what\s(?:is|has\sbeen|was|have\sthey)\s(?:being\s)?(?:said|written|reported|mentioned)\s(?:about|on|regarding)\s(?P<subject>.+)",
    r"(?:who|which\s(?:outlets?|newspapers?|papers?))\s(?:says?|said|reports?|reported|wrote|writes?)\swhat\s(?:about|on)\s(?P<subject>.+)",
    rf"(?:how\s(?:do|does|did|has|have)|in\swhat\sway\sdo)\s(?:the\s|all\s)?{_PAPERS}\s(?:cover|covered|report(?:ed)?\son|describe|see|treat(?:ed)?|portray)\s(?P<subject>.+)",
    r"(?:all|every|find|show\sme|list)\s(?:all\s)?(?:the\s)?(?:mentions?|references?|information|coverage|passages?|statements?)\s(?:of|on|about|to)\s(?P<subject>.+)",
)

COMPARE = _whole(
    r"(?:compare|contrast|juxtapose)\s(?P<subject>.+)",
    rf"(?:(?:{_SHOW}|make|do|write|provide|draw)\s)?(?:an?|the|me)?\s?comparison\s(?:of|between)\s(?P<subject>.+)",
    r"(?:(?:what(?:['’]s|\sis|\sare|\swere|\swas)|explain|show\sme|tell\sme|describe|list|is\sthere|are\sthere)\s)?(?:the\s|any\s|an?\s)?(?:main\s|key\s|biggest\s|essential\s|exact\s)?"
    r"(?:differences?|similarit(?:y|ies)|distinctions?|contrasts?)\s(?:and\s\w+\s)?(?:between|of|among)\s(?P<subject>.+)",
    r"(?:how|in\swhat\s(?:ways?|respects?))\s(?:do|does|did|is|are|was|were|would|have|has)\s(?P<subject>.+?)\s(?:differ(?:ent|ed)?|compared?|contrast|stack\sup|measure\sup)(?P<rest>\s(?:from|to|with|against|in|on|between)\s.+)?",
    r"what\s(?:distinguishes|separates|sets)\s(?P<subject>.+?)\s(?:apart\s)?(?P<rest>from\s.+)",
    rf"(?P<subject>(?!{_ASKS}).+\s(?:vs\.?|versus|compared\s(?:with|to)|as\sopposed\sto)\s.+)",
    rf"(?:which|who|what)\b.*\b{_MORE}\b.*?(?:,|:|\s[-–—])\s(?P<subject>.+\sor\s.+)",
    rf"which\sof\s(?:the\stwo,?\s)?(?P<subject>.+\s(?:and|or)\s.+?)\s(?:is|was|has|had|are|were|did|does|got)\s.*\b{_MORE}\b.*",
    rf"(?:is|are|was|were|did|does|do|has|have|had)\s(?=.*\b{_MORE}\b)(?P<subject>.+\sor\s.+)",
    r"(?:how|what)\s(?:much\s)?(?:has|have|had|did|does|do)\s(?P<subject>.+?)\s(?:chang|evolv|develop|shift)(?:e|ed)?(?P<rest>\s(?:between|from|since)\s.+)",
    r"what(?:['’]s|\shas|\shave|\sis)?\s(?:changed|different|new)\s(?:between|from)\s(?P<subject>.+\s(?:and|to)\s.+)",
    r"what\s(?:do|does|did)\s(?P<subject>.+\sand\s.+?)\s(?:have\sin\scommon|share|agree\son|disagree\s(?:on|about))(?P<rest>\s.+)?",
    r"(?:where|how\sfar|in\swhat)\s(?:do|does|did)\s(?P<subject>.+?)\s(?:agree|disagree|diverge|overlap)(?P<rest>\s.+)?",
    r"(?:put|set|show|place)\s(?P<subject>.+)\s(?:side\sby\sside|next\sto\seach\sother|beside\seach\sother)",
)

LIST = _whole(
    r"(?:list|name|enumerate|itemi[sz]e)\s(?:me\s|us\s|out\s|up\s|all\s|the\s|every\s|any\s|each\s|of\s|some\s)*(?P<subject>.+)",
    r"(?:(?:give|show|send|get|tell|make|write|provide|present)\s(?:me\s|us\s|with\s)*)(?:an?\s|the\s)?(?:full\s|complete\s|whole\s|bulleted\s|short\s)?"
    r"(?:list|enumeration|bullet\slist)\s(?:of\s)(?:all\s|the\s|every\s)*(?P<subject>.+)",
    r"(?:give|show|tell)\s(?:me|us)\s(?:all|every|each)\s(?:of\s)?(?:the\s)?(?P<subject>.+)",
    r"(?:what|which|who)\s(?:are|were)\sall\s(?:of\s)?(?:the\s)?(?P<subject>.+)",
    rf"which\s(?P<subject>{_PLURAL}\s(?!of\b)(?!(?:{_AUX})\s(?:the|an?|this)\s\w+s\b)(?:[\w’'-]+\s?){{1,6}})",
)
OF_ITEMS = _whole(
    r"what\s(?:are|were)\s(?P<subject>(?:the|my|our|your|their|its)\s.+)",
    r"who\s(?:are|were|was|is)\s(?P<subject>(?:the|all|our|on|in|present|absent|at|attending|invited|involved|elected|listed)\b.+)",
    r"who\s(?:all\s)?(?P<subject>(?:attended|sits|sat|stood|took\spart|participated|came|joined|belongs|signed|serves|bid|applied)\b.*)",
    rf"(?:what|which)\s(?P<subject>{_PLURAL}\s(?!of\b).+)",
)
"""Lists only where items are found: else they are ordinary questions."""

YES_NO = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might|am|shall"
    r"|(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should)n[’']t)\s(?!.*\bor\b)(?P<subject>.+)"
)
