"""A text's words in their root forms, so that "met" is found where "meeting" stands."""

from functools import cache

from index.text.stemming import stems

_IRREGULAR = """
bear bore born borne, become became, begin began begun, bind bound, blow blew blown, break broke
broken, bring brought, build built, buy bought, catch caught, child children, choose chose chosen,
come came, deal dealt, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten, fall
fell fallen, feed fed, feel felt, fight fought, find found, flee fled, fly flew flown, foot feet,
forbid forbade forbidden, forget forgot forgotten, freeze froze frozen, get got gotten, give gave
given, go went gone, grow grew grown, hang hung, hear heard, hide hid hidden, hold held, keep kept,
know knew known, lay laid, lead led, leave left, lend lent, lie lain, life lives, lose lost, make
made, man men, mean meant, meet met, pay paid, ride rode ridden, ring rang rung, rise rose risen,
run ran, say said, see saw seen, seek sought, sell sold, send sent, shake shook shaken, shoot shot,
show shown, shrink shrank shrunk, sing sang sung, sink sank sunk, sit sat, sleep slept, speak spoke
spoken, spend spent, spring sprang sprung, stand stood, steal stole stolen, stick stuck, strike
struck, swear swore sworn, sweep swept, swim swam swum, take took taken, teach taught, tear tore
torn, tell told, think thought, throw threw thrown, tooth teeth, understand understood, wake woke
woken, wear wore worn, win won, withdraw withdrew withdrawn, woman women, write wrote written,
2 two second 2nd, 3 three third 3rd, 4 four fourth 4th, 5 five fifth 5th, 6 six sixth 6th,
7 seven seventh 7th, 8 eight eighth 8th, 9 nine ninth 9th, 10 ten tenth 10th, 11 eleven eleventh
11th, 12 twelve twelfth 12th
"""


def words(text: str) -> list[str]:
    """The stems of a text's words, in order, irregular forms put back to their verb or noun."""
    roots = _roots()
    return [roots.get(stem, stem) for stem in stems(text)]


@cache
def _roots() -> dict[str, str]:
    rows = [[stems(form)[0] for form in row.split()] for row in _IRREGULAR.split(",")]
    return {form: root for root, *forms in rows for form in forms}
