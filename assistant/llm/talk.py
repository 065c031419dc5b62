"""What a model says about its answer rather than about the matter: greetings, lead-ins, closings.

It is known by its words: a sentence, or what stands before its first comma or colon, is talk where
every word of it is one of a conversation about questions, answers and documents.
"""

import re

_CONVERSATION = """
    a about above absolutely according additional again all alright also always am an and answer
    answers any anything are as ask asked asking assist assistance at available based be been
    below bit both breakdown brief briefly bullet but by can certainly citation citations cited
    cites clarification clarify clear comes conclusion content contents context could course
    definitely describe described detail detailed details direct do document documents don't
    don’t each else excerpt excerpts explain extract extracts feel final find following follows
    for format formatted found free from full further gathered get give given glad good great
    happy have having hello help helpful helps here here's here’s hesitate hi highlights hope
    how i i'd i'll i'm i've if in info information into is it its i’d i’ll i’m i’ve json just
    key know let like list listed look looked main markdown may me mentioned more my need needed
    not note of okay on or other out outlined overview passage passages per please point points
    present presented provide provided provides question questions quick quoted reading
    reference references regarding relevant reply report reported request response result
    results retrieved review reviewing said search see short should simple simply so some source
    sources specific state stated step steps structured summarise summarised summarize
    summarized summary supplied sure table takeaways tell text texts thank thanks that that's
    that’s the them then there these they this those tl;dr to under understand up us used using
    want was we welcome what what's what’s which will with would you you'd you're your you’re
"""
_ABOUT_THE_ANSWER = """
    absolutely alright answer certainly conclusion context course definitely document documents
    excerpt excerpts extracts given hello here here's here’s hi i i'd i'll i'm i've i’d i’ll i’m
    i’ve me my okay overview passage passages please provided question questions reply response
    sources summarise summarize summary sure takeaways text thank thanks tl;dr us we you your
"""
"""Of these one at least makes a sentence talk."""

_WORDS, _ABOUT = frozenset(_CONVERSATION.split()), frozenset(_ABOUT_THE_ANSWER.split())
_SOURCES = (
    r"(?:passages?|documents?|sources?|context|text|texts|excerpts?|information|search results)"
)
_GIVEN = r"(?:(?:provided|given|available|retrieved|supplied|above|cited)\s)?"
_ATTRIBUTION = re.compile(
    r"(?:it\sis\s|as\s)?(?:stated|mentioned|noted|reported)\sthat\s"
    rf"|(?:the|these|this|your)\s{_GIVEN}{_SOURCES}(?:\s(?:provided|given|above))?\s"
    r"(?:also\s|both\s|all\s|further\s|clearly\s|explicitly\s)?"
    r"(?:sa(?:y|ys|id)|states?|stated|mentions?|mentioned|notes?|noted|reports?|reported|explains?"
    r"|explained|indicates?|indicated|shows?|showed|confirms?|confirmed|suggests?|reveals?)\sthat\s",
    re.IGNORECASE,
)
_SILENCE = re.compile(
    r"(?:unfortunately|however|but|sorry|i['’]?m\ssorry|i\sapologi[sz]e)?[,;]?\s?(?:but\s)?(?:"
    rf"(?:none\sof\s)?(?:the|these|this|any\sof\sthe|your)\s{_GIVEN}{_SOURCES}"
    r"(?:\s(?:provided|given|above|available|i\shave))?\s"
    r"(?:(?:do|does|did)\snot|don['’]t|doesn['’]t|contains?\sno|provides?\sno|gives?\sno"
    r"|mentions?\sno|makes?\sno|(?:is|are)\ssilent|(?:contains?|provides?|mentions?)\sanything)\b"
    r"|i\s(?:can(?:not|['’]t)|could\s?n[o'’]t|could\snot|am\s(?:unable|not\sable)|do\snot\shave"
    r"|don['’]t\shave|was\sunable)\b"
    rf"|there\sis\sno\s(?:information|mention|answer|indication)\b.*\b{_SOURCES})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[;'’-][^\W_]+)*")
_LABEL = re.compile(r"([^:,!—–\n]{1,140}?)\s?([:,!]|\s[—–])\s+(?=\S)")
_CLEARED = re.compile(
    r"^(?:[\s,;:.–—-]+|a:\s+"
    r"|(?:as\sper|per|from|in|according\sto|based\son|as\s\w{3,12}\s(?:in|by))\s?,\s)(?=\S)",
    re.IGNORECASE,
)
"""What is left before a sentence, of its marks or of a label."""

_ASIDE = re.compile(
    r"(?:(?P<comma>,)?\s|\s?\()"
    r"(?:according\sto|based\son|as\s(?:is\s)?\w{3,12}(?:\s(?:in|by))?)\s"
    rf"(?:the|these|this)\s{_GIVEN}{_SOURCES}(?:\s(?:provided|given|above))?(?(comma),?|\)?)(?=\W|$)",
    re.IGNORECASE,
)
"""A remark on the sources within a sentence, or at its end."""


def matter(sentence: str) -> str:
    """What a sentence says of the matter itself: without a lead-in; empty where it is all talk."""
    text = _CLEARED.sub("", sentence).strip()
    text = text if is_talk(text) else _ASIDE.sub("", text)
    changed = text != sentence.strip()
    while True:
        if is_talk(text) or _SILENCE.match(text) or text.rstrip("*_\"'”’)").endswith("?"):
            return ""
        label = _LABEL.match(text)
        if label and is_talk(label[1]):
            text, changed = text[label.end() :], True
        elif attribution := _ATTRIBUTION.match(text):
            text, changed = text[attribution.end() :], True
        else:
            break
    return text[:1].upper() + text[1:] if changed else text


def is_talk(text: str, *, is_heading: bool = False) -> bool:
    """Whether a text is about the answer, the question and the documents alone."""
    words = [word.lower() for word in _WORD.findall(text)]
    is_about = is_heading or not _ABOUT.isdisjoint(words)
    return is_about and all(word in _WORDS for word in words)
