"""Sentences denied, made passive, or put in another order, where a simple pattern allows it."""

import re
from random import Random

_REGULAR = re.findall(
    r"\w+",
    """
    adopt abandon achieve acquire affect appoint approve arrest assist attack attract ban
    capture cause celebrate challenge close collect colonize commission complete conduct conquer
    construct control coin create criticize cross damage dedicate defeat defend deliver demand
    describe design destroy develop discover dominate establish end enter execute expand explore
    finance follow force form found gain govern host implement improve influence introduce
    invade invent issue join kill launch limit mark name obtain occupy offer open operate oppose
    organize own pass perform prevent produce promote propose protect provide publish purchase
    receive record reduce reject release remove replace represent require restore reveal review
    rule serve sign sponsor start support surround survey train transfer transform use visit
    """,
)
_IRREGULAR = {
    "wrote": ("write", "written"),
    "built": ("build", "built"),
    "won": ("win", "won"),
    "led": ("lead", "led"),
    "held": ("hold", "held"),
    "took": ("take", "taken"),
    "gave": ("give", "given"),
    "made": ("make", "made"),
    "lost": ("lose", "lost"),
    "sold": ("sell", "sold"),
    "bought": ("buy", "bought"),
    "drew": ("draw", "drawn"),
    "overthrew": ("overthrow", "overthrown"),
    "chose": ("choose", "chosen"),
    "broke": ("break", "broken"),
    "kept": ("keep", "kept"),
    "met": ("meet", "met"),
    "saw": ("see", "seen"),
    "showed": ("show", "shown"),
}


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    if verb in ("ban", "transfer"):
        return verb + verb[-1] + "ed"
    return verb + "ed"


PAST: dict[str, tuple[str, str]] = {_past(verb): (verb, _past(verb)) for verb in _REGULAR} | (
    _IRREGULAR
)
"""Past tense of verbs that take an object → base form, participle."""

PRESENT: dict[str, str] = {
    re.sub(r"([^aeiou])y$", r"\1ie", base)
    + ("es" if base.endswith(("s", "sh", "ch")) else "s"): part
    for base, part in PAST.values()
}
"""Third person present → participle."""

_VERB = "|".join(PAST)
_PRESENT = "|".join(PRESENT)
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nothing|without|cannot|hardly|unless|barely|rarely)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_PLAIN_NOT = re.compile(
    r"\b(?P<verb>is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|might|must"
    r"|should)"
    r" not (?!only|just|merely|simply|necessarily|until|yet|to\b)(?=[a-z])"
)
_BE = re.compile(
    r"(?<=[a-z,)] )(?P<verb>is|are|was|were"
    r"|(?<!the )(?<!a )(?:can|could|will|would|may|might|must|should)"
    r"|(?:has|have|had)(?= (?:been|become|made|taken|led|[a-z]+ed)\b)) (?=[a-z])(?!to\b)"
)
_SIMPLE = re.compile(
    rf"(?P<subject>[^,;:]*?[a-z)] )(?P<verb>{_VERB}) (?=(?:the|a|an|his|its|their)\b)"
)
_DETERMINER = r"(?:the|a|an|his|her|its|their|this|these|those|two|three|four|many|several|new)"
_LINKS = (
    "in|on|at|during|for|from|after|before|with|when|into|through|until|since|against|to|under"
    "|over|by|near|between|within|because|while"
)
_NOUN = r"[\w’'-]+"
_REST = (
    rf"(?P<rest>(?: (?:{_LINKS})\b (?:(?!\band\b)[^,;:])+)?"
    r"(?:, (?:while|although|but (?:the|it|he|she|they)|when|after|before|because|though) .+)?)\."
)
_ACTIVE = re.compile(
    rf"(?P<subject>(?:(?:The|A|An|This|Its|His|Their) )?{_NOUN}"
    rf"(?: (?:of (?:the )?)?{_NOUN}){{0,5}})"
    rf" (?P<verb>{_VERB}|{_PRESENT})"
    rf" (?P<object>{_DETERMINER} {_NOUN}(?: (?:of )?(?:the )?{_NOUN}){{0,7}}?){_REST}"
)
_VERBISH = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|will|would|may|might|that|which|who|and|or"
    r"|but|when|where|while|also|there|it|they|he|she|we|in|on|at|by|for|from|as|with|to"
    r"|[a-z]+ed|[a-z]+ly|[a-z]+ing)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?P<lead>(?:In|On|At|After|Before|During|Since|When|While|Although|Though|Because|If|Under"
    r"|Until|Despite|Following|Throughout|Between|From|Within|Upon)\b [^,;:()“”\"]{3,70}), "
    r"(?P<main>[^,;:()“”\"]{20,200})\."
)
_TRAILING = re.compile(
    r"(?P<main>[^,;:()“”\"]{20,160})"
    r" (?P<tail>(?:when|because|although|if|while)\b [^,;:()“”\"]{8,80}"
    r"|(?:in|during|since|until) (?:the )?(?:(?:early |late |mid-?)?\d{4}s?|\d\dth century))\."
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|can|could|will|would|[a-z]+ed|[a-z]+s)\b")
_BY = re.compile(
    rf"(?P<subject>(?:The|A|An|This|Its|His|Their|[A-Z])[\w’' -]*?) (?P<be>is|are|was|were)"
    rf" (?P<verb>[a-z]+)"
    rf" by (?P<agent>(?:{_DETERMINER} )?{_NOUN}(?: (?:of (?:the )?)?{_NOUN}){{0,5}}?){_REST}"
)


def denied(sentence: str, random: Random) -> str | None:
    """The sentence with a "not" put into it, or taken out of it."""
    if sentence.rstrip("”\"'’").endswith("?"):
        return None
    present = list(_PLAIN_NOT.finditer(sentence))
    if present:
        match = random.choice(present)
        return f"{sentence[: match.start()]}{match['verb']} {sentence[match.end() :]}"
    if _NEGATIVE.search(sentence):
        return None
    places = list(_BE.finditer(sentence))
    if places:
        end = random.choice(places).end()
        return f"{sentence[:end]}not {sentence[end:]}"
    simple = _SIMPLE.match(sentence)
    if simple:
        base = PAST[simple["verb"]][0]
        return f"{simple['subject']}did not {base} {sentence[simple.end() :]}"
    return None


def turned(sentence: str, random: Random) -> str | None:
    """An active sentence in the past made passive, or a passive one active.

    Only where subject and object are plain to see.
    """
    del random
    return _passive(sentence) or _active(sentence)


def _active(sentence: str) -> str | None:
    match = _BY.fullmatch(sentence)
    if match is None or match["be"] not in ("was", "were"):
        return None
    verb = next((past for past, (_, part) in PAST.items() if part == match["verb"]), None)
    subject, agent = match["subject"], match["agent"]
    if verb is None or _VERBISH.search(subject) or _VERBISH.search(agent) or agent[0].isdigit():
        return None
    return f"{_upper(agent)} {verb} {_lower(subject)}{match['rest']}."


def _passive(sentence: str) -> str | None:
    match = _ACTIVE.fullmatch(sentence)
    if match is None or _VERBISH.search(match["subject"]) or _VERBISH.search(match["object"]):
        return None
    subject, thing, verb = match["subject"], match["object"], match["verb"]
    head = thing.split(" of ")[0].split()[-1]
    several = (head.endswith("s") and not head.endswith("ss")) or thing.split()[0] in (
        ("these", "those", "two", "three", "four", "many", "several")
    )
    be, participle = ("were" if several else "was"), PAST.get(verb, ("", ""))[1]
    if verb in PRESENT:
        be, participle = ("are" if several else "is"), PRESENT[verb]
    return f"{_upper(thing)} {be} {participle} by {_lower(subject)}{match['rest']}."


def reordered(sentence: str, random: Random) -> str | None:
    """A leading clause put last, or a last one first."""
    del random
    match = _LEADING.fullmatch(sentence)
    if match and not re.match(r"(?:and|but|or|with|both)\b", match["main"]):
        lead = match["lead"]
        return f"{_upper(match['main'])} {lead[0].lower()}{lead[1:]}."
    match = _TRAILING.fullmatch(sentence)
    if match and _plain(match["main"]):
        return f"{_upper(match['tail'])}, {_lower(match['main'])}."
    return None


def _plain(main: str) -> bool:
    """Whether what goes before a last clause is one clause with a verb."""
    several = re.search(r"\b(?:that|which|who|whether|than|and)\b", main)
    return several is None and _FINITE.search(main) is not None


def _lower(text: str) -> str:
    """A text without its capital, where that was only the sentence's."""
    opener = r"(?:The|A|An|This|These|Its|His|Her|Their|It|He|She|They|There|Many|Some|In|On)\b"
    return text[0].lower() + text[1:] if re.match(opener, text) else text


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
