"""Sentences denied, made passive, or put in another order, where a simple pattern allows it."""

import re
from random import Random

_REGULAR = ["adopt", "abandon", "achieve", "acquire", "affect", "appoint", "approve", "arrest", "assist", "attack", "attract", "ban", "capture", "cause", "celebrate", "challenge", "close", "collect", "colonize", "commission", "complete", "conduct", "conquer", "construct", "control", "coin", "create", "criticize", "cross", "damage", "dedicate", "defeat", "defend", "deliver", "demand", "describe", "design", "destroy", "develop", "discover", "dominate", "establish", "end", "enter", "execute", "expand", "explore", "finance", "follow", "force", "form", "found", "gain", "govern", "host", "implement", "improve", "influence", "introduce", "invade", "invent", "issue", "join", "kill", "launch", "limit", "mark", "name", "obtain", "occupy", "offer", "open", "operate", "oppose", "organize", "own", "pass", "perform", "prevent", "produce", "promote", "propose", "protect", "provide", "publish", "purchase", "receive", "record", "reduce", "reject", "release", "remove", "replace", "represent", "require", "restore", "reveal", "review", "rule", "serve", "sign", "sponsor", "start", "support", "surround", "survey", "train", "transfer", "transform", "use", "visit"]
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

_VERB = "|".join(PAST)
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nothing|without|cannot|hardly|unless|barely|rarely)\b|n['’]t\b",
    re.IGNORECASE,
)
_PLAIN_NOT = re.compile(
    r"\b(?P<verb>is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|might|must|should)"
    r" not (?!only|just|merely|simply|necessarily|until|yet|to\b)(?=[a-z])"
)
_BE = re.compile(
    r"(?<=[a-z,)] )(?P<verb>is|are|was|were|(?<!the )(?<!a )(?:can|could|will|would|may|might|must|should)"
    r"|(?:has|have|had)(?= (?:been|become|made|taken|led|[a-z]+ed)\b)) (?=[a-z])(?!to\b)"
)
_SIMPLE = re.compile(
    rf"(?P<subject>[^,;:]*?[a-z)] )(?P<verb>{_VERB}) (?=(?:the|a|an|his|its|their)\b)"
)
_DETERMINER = r"(?:the|a|an|his|her|its|their|this|these|those|two|three|four|many|several|new)"
_ACTIVE = re.compile(
    rf"(?P<subject>(?:(?:The|A|An|This|Its|His|Their) )?[\w’'-]+(?: (?:of (?:the )?)?[\w’'-]+){{0,4}}) "
    rf"(?P<verb>{_VERB}) (?P<object>{_DETERMINER} [\w’'-]+(?: (?:of )?(?:the )?[\w’'-]+){{0,6}}?)"
    r"(?P<rest>(?: (?:in|on|at|during|for|from|after|before|with|when|into|through|until|since|against"
    r"|to|under|over|by|near|between|within|because|while)\b [^,;:]+)?)\."
)
_VERBISH = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|will|would|may|might|that|which|who|and|or|but"
    r"|when|where|while|also|there|it|they|he|she|we|in|on|at|by|for|from|as|with|to|[a-z]+ed|[a-z]+ly|[a-z]+ing)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?P<lead>(?:In|On|At|After|Before|During|Since|When|While|Although|Though|Because|If|Under|Until"
    r"|Despite|Following|Throughout|Between|From|Within|Upon)\b [^,;:()“”\"]{3,70}), "
    r"(?P<main>[^,;:()“”\"]{20,200})\."
)
_TRAILING = re.compile(
    r"(?P<main>[^,;:()“”\"]{20,160}) (?P<tail>(?:when|because|although|if|while)\b [^,;:()“”\"]{8,80}"
    r"|(?:in|during|since|until) (?:the )?(?:(?:early |late |mid-?)?\d{4}s?|\d\dth century))\."
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|can|could|will|would|[a-z]+ed|[a-z]+s)\b")
_BY = re.compile(
    rf"(?P<subject>(?:The|A|An|This|Its|His|Their|[A-Z])[\w’' -]*?) (?:was|were) (?P<verb>[a-z]+)"
    rf" by (?P<agent>(?:{_DETERMINER} )?[\w’'-]+(?: (?:of (?:the )?)?[\w’'-]+){{0,5}}?)"
    r"(?P<rest>(?: (?:in|on|at|during|for|from|after|before|with|when|into|through|until|since"
    r"|to|under|over|near|between|within|because|while)\b [^,;:]+)?)\."
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
    verb = match and next((past for past, (_, part) in PAST.items() if part == match["verb"]), None)
    if match is None or verb is None:
        return None
    subject, agent = match["subject"], match["agent"]
    if _VERBISH.search(subject) or _VERBISH.search(agent) or agent[0].isdigit():
        return None
    thing = subject[0].lower() + subject[1:] if _article(subject) else subject
    return f"{_upper(agent)} {verb} {thing}{match['rest']}."


def _passive(sentence: str) -> str | None:
    match = _ACTIVE.fullmatch(sentence)
    if match is None:
        return None
    subject, thing = match["subject"], match["object"]
    if _VERBISH.search(subject) or _VERBISH.search(thing):
        return None
    head = re.split(r" of ", thing)[0].split()[-1]
    several = (head.endswith("s") and not head.endswith("ss")) or thing.split()[0] in (
        ("these", "those", "two", "three", "four", "many", "several")
    )
    agent = subject[0].lower() + subject[1:] if _article(subject) else subject
    be = "were" if several else "was"
    return f"{_upper(thing)} {be} {PAST[match['verb']][1]} by {agent}{match['rest']}."


def reordered(sentence: str, random: Random) -> str | None:
    """A leading clause put last, or a last one first."""
    del random
    match = _LEADING.fullmatch(sentence)
    if match and not re.match(r"(?:and|but|or|with|both)\b", match["main"]):
        lead = match["lead"]
        return f"{_upper(match['main'])} {lead[0].lower()}{lead[1:]}."
    match = _TRAILING.fullmatch(sentence)
    if match and _plain(match["main"]):
        main = match["main"]
        lowered = main[0].lower() + main[1:] if _article(main) else main
        return f"{_upper(match['tail'])}, {lowered}."
    return None


def _plain(main: str) -> bool:
    """Whether what goes before a last clause is one clause with a verb."""
    several = re.search(r"\b(?:that|which|who|whether|than|and)\b", main)
    return several is None and _FINITE.search(main) is not None


def _article(text: str) -> bool:
    return (
        re.match(
            r"(?:The|A|An|This|These|Its|His|Her|Their|It|He|She|They|There|Many|Some|In|On)\b",
            text,
        )
        is not None
    )


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
