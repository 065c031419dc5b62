"""English function words: the one stop list.

What else says nothing in one place or another is the policy of that place, and stands there: the
words with which people ask in `assistant.question`.
"""

STOP_WORDS = frozenset(
    """
    a about am an and any are as at be been being by can could did do does for from had has have
    he her his how i if in into is it its may might more most much my no not of on or our s she
    should so some such than that the their them then there these they this those to us was we
    were what when where which while who whom whose why will with would you your
    """.split()  # noqa: SIM905 - a list of a hundred strings reads worse
)
"""In small letters. In questions they are common, in reports some are rare ("does", "which"): a
ranking by rarity would take them for content words."""

FUNCTION_WORDS = STOP_WORDS.union(
    """
    across again against all along also although among another around because between both but
    doing done down each even ever every few having here hers herself him himself it's itself
    just least like many me mine must n't neither never none nor off one ones only onto other
    ours out over own per same several shall since still that's theirs themselves though through
    too toward towards under unless until up upon very via whereas whether within without yet
    yours
    """.split()  # noqa: SIM905
)
"""With the prepositions, conjunctions and quantity words that a search heeds: what makes no name,
and what a claim need not share with its source."""

LIGHT_WORDS = frozenset(
    """
    accord account add additional almost already approximate become begin bring call carry case
    come concern consider detail do due earlier especial fact following form further furthermore
    general get give go happen have hence however include indeed instead involve kind later like
    main make manner mean moreover name near note now number occur often part particular place
    prior put regard relate report rough run say see serve set show so specific start state take
    tell thing thus time today together total type use usual various way well work
    """.split()  # noqa: SIM905
)
"""Content words that add little, in small letters: no names either where they open a sentence."""
