"""Words that are content words elsewhere and none in a question, or in talk around one."""

from index.text.stems import stem
from index.text.stop_words import STOP_WORDS

_BOTH = frozenset(
    """
    call called done get give happen kind made make many mean name named off other say take tell
    type use used
    """.split()  # noqa: SIM905
)

ASKING_WORDS = _BOTH.union(
    """
    article last latest means news occur place recent report state t
    """.split()  # noqa: SIM905
)
"""Words with which people ask, whatever they ask about."""

TALKING_WORDS = _BOTH.union(
    """
    able actually after again against ago all also among another anything anyway ask asked
    asking back bad because before believe best better between big both but cannot choose
    consider correct current currently describe difference different doing down during each
    either else end enough even ever every everything exactly example explain far feel few find
    gets getting given go goes going good got great guess happened happening having heard hello
    help here hers hi him however important information instead interested itself just kinds
    know least less let like little long look lot lots main major makes maybe me mention
    mentioned mine must need neither never next none nor nothing now ok okay old once one ones
    only others out over own particular per perhaps please possible question questions quite
    rather really recommend refer referring right said same says see seem seems shall since
    someone something sort sound sounds specific start still sure takes talk talking thank
    thanks theirs thing things think though through till today together too toward towards try
    types typically under understand until up upon usually very want wants way ways well went
    whether within without wonder wondering worse worst wow yes yet yours
    """.split()  # noqa: SIM905
)
"""Words of talk around a question, which make no subject that a follow-up could go on with."""

EMPTY_STEMS = frozenset(map(stem, ASKING_WORDS | STOP_WORDS))
"""Stems of the words that say nothing of what a question is about."""


def is_small_talk(word: str) -> bool:
    """Whether a word, in small letters, makes no subject of a conversation."""
    return word in STOP_WORDS or word in TALKING_WORDS
