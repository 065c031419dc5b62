"""English function words: the one stop list.

What else says nothing in one place or another is the policy of that place, and stands there: the
words with which people ask in `assistant.question`, those that a claim need not share with its
source in `assistant.verify`.
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
