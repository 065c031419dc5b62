"""Text that addresses a machine that reads it, or hides from people who do: no word on the matter.

A document may say anything of itself. What it says to a machine ("ignore all previous
instructions") is told to its owner, and is no evidence and no quote.
"""

import re
from functools import lru_cache

_DISMISS = (
    r"(?:(?:^|[.:;,!?…“\"'(*#>\-]\s*|\b(?:please|must|should|now|then)\s)"
    r"(?:ignore|disregard|forget|override|bypass)\b|\b(?:ignore[zs]|ignorier(?:e|en\ssie)|ignor[ae]n?"
    r"|olvid[ae]n?|vergiss|missachten?|oubliez?|dimentica|esque[cç]a|negeer|vergeet|zignoruj"
    r"|zapomnij|игнорируй(?:те)?|проигнорируй(?:те)?|забудь(?:те)?)\b"
    r"|تجاهل|忽略|无视|無視|忘记|忘れ|무시|잊|yok\ssay)"
)
_ORDERS = (
    r"(?:instructions?|prompts?|rules?|guidelines?|programming|what\syou\swere\stold|instrucciones|istruzioni|instruções|anweisung\w*|regeln"
    r"|consignes?|règles|instructies|regels|polece\w*|instrukcj\w*|инструкци\w*|указани\w*|правил\w*"
    r"|التعليمات|تعليمات|指示|指令|命令|规则|지시|명령|talimat\w*)"
)
_MACHINE = (
    r"(?:(?:AI|artificial\sintelligence|large\slanguage|language)[\s-](?:models?|assistants?|systems?"
    r"|agents?)|LLMs?|chat\s?bots?|chatgpt|gpt(?:-\w+)?|automatic\sreaders?|AI|assistants?|machines?"
    r"|bots?|models?)"
)
_TOLD = (
    r"(?:say|reply|respond|answer|output|print|repeat|write|tell|state|refuse|decline|cite|mark|praise"
    r"|stop|begin|end|include|add|append|pretend|act|do\snot\sanswer|don['’]t\sanswer)"
)
_PLAIN = re.compile(
    rf"{_DISMISS}[^.!?\n]{{0,60}}{_ORDERS}"
    r"|(?:指示|지시|명령|talimat\w*)[^.!?\n]{0,20}(?:無視|忘れ|무시|잊|yok\ssay)"
    # marks of a chat between a model and its user
    r"|<\|[^|<>\n]{1,40}\|>|<\|?/?(?:end|start)_of_turn\|?>|\[/?INST\]|<</?SYS>>|</?s>"
    r"|</?(?:system|assistant|human|instructions?|prompt|passage|context|think|tool_call)\b[^<>]{0,60}>"
    r"|(?m:^\W{0,6}\[?(?:system|assistant|human|operator)\]?\s?:)"
    r"|\[(?:system|human|assistant)\]"
    # who is told, and what
    rf"|\b{_MACHINE}\b[^.!?\n]{{0,50}}\b(?:must|shall|should|will|are\sto|please|from\snow\son)\b"
    rf"[^.!?\n]{{0,30}}\b{_TOLD}\b"
    rf"|\bif\s(?:you|this|anyone)\b[^.!?\n]{{0,30}}\b{_MACHINE}\b"
    rf"|\b(?:as|dear|note\sto|attention|hey|instructions?\sfor)\s(?:an?\s|the\s|all\s)?{_MACHINE}\b"
    rf"|(?m:^\W{{0,6}}{_MACHINE}\s?,)[^.!?\n]{{0,60}}\b{_TOLD}\b"
    r"|\byou\sare\snow\b|\byour\s(?:new\s)?(?:role|task|persona|instructions|system\sprompt)\b"
    r"|\bnew\s(?:task|role|instructions?)\s?:|\b(?:developer|jailbreak|god|admin)\smode\b"
    r"|\bsystem\sprompt\b|\boverride\ssafety\b",
    re.IGNORECASE,
)
_ON_REPLIES = re.compile(
    rf"(?:^|[.:;,!?]\s+|\band\s|\bto\s)(?:always\s|only\s|now\s|instead\s)?{_TOLD}\b"
    r"[^.!?\n]{0,60}(?::|\b(?:that|only|instead|exactly|the\swords?|nothing\selse|every\s"
    r"(?:answer|reply|question|sentence)|(?:each|your|the)\s(?:answer|reply|response)|passage\s\d)\b)",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:your\s(?:answer|reply|response|output|instructions)|(?:every|each|all)\s(?:answer|reply"
    r"|replies|response|question)s?|the\s(?:user|passages?)|when\s(?:summari[sz]|answer)ing"
    r"|everything\sas\sverified|confidential)\b",
    re.IGNORECASE,
)

_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\u3164\u2800\U000e0000-\U000e007f]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
"""What no reader sees; a joiner is one between letters that it joins or keeps apart."""

_STEERING = re.compile(
    "[\u202a-\u202e\u2066-\u2069\U000e0020-\U000e007f]|(?:[\u200b\u2060\u2063]\\w?){4}"
    "|\\d[\u200b-\u200d\u2060-\u2063\ufeff]+\\d"
)


@lru_cache(maxsize=1 << 11)  # a sentence is looked at by whoever quotes it and whoever verifies it
def addresses_machine(text: str) -> bool:
    """Whether a sentence or two tell a machine what to say, in a few languages."""
    seen = visible(text)
    return bool(_PLAIN.search(seen)) or bool(_ON_REPLIES.search(seen) and _TALK.search(seen))


def hides_text(text: str) -> bool:
    """Whether characters that nobody sees carry words, or turn the direction of others."""
    return bool(_STEERING.search(text))


def visible(text: str) -> str:
    """A text without the characters that no reader sees."""
    return _HIDDEN.sub("", text)
