"""Questions with their answers, declared as statements by rule: claims in other words.

`statement(question, answer)` is the statement, or None where no rule fits. `claims(rows, …)` are
rows of the nli form: the statement (supported), the same with another answer of that kind
(contradicted), and with the answer's sentence taken out of the passage (neutral).
"""

import collections
import re
from typing import NamedTuple

from training.words import pairs, words

IRREGULAR = dict(pairs("verbs", "irregular"))
DOUBLED = set(words("verbs", "doubled"))
VERBS = set(IRREGULAR) | set(words("verbs", "regular"))
PARTICIPLE = re.compile(rf"(?:\w+ed|{'|'.join(words('verbs', 'participle'))})$")
AFTER_VERB = set(words("verbs", "after"))
NEVER_BEFORE_VERB = set(words("verbs", "never_before"))
ENDING = set(words("verbs", "ending"))
PREPOSITIONS = set(words("verbs", "prepositions"))

BE = ("is", "was", "are", "were")
HAVE = ("has", "had", "have")
DO = ("did", "does", "do")
MODAL = ("can", "could", "will", "would", "should", "may", "might")
AUXILIARY = "is|was|are|were|did|does|do|has|had|have|can|could|will|would|should|may|might"
COUNTED = ("how many", "how much")
OBJECT = ("what", "which", "who", "whom", *COUNTED)

UNFIT = re.compile(r"\b(?:not|never|something|someone|somebody)\b|n['’]t\b")
QUESTION = re.compile(
    r"(?:and |so )?(in |on |at |by |from |to |for |with |during |of |under )?"
    r"(who|whom|what|which|when|where|how many|how much|how long|how old|how far|how often)\b(.*)$",
    re.IGNORECASE,
)
NOUN = re.compile(
    rf"((?:(?!(?:{AUXILIARY})\b)[\w'’-]+ ){{1,4}}?)({AUXILIARY})\b(.*)$",
)
PERIOD = re.compile(r"\b(year|century|decade|month|day|date)\b")
DATED = re.compile(
    r"\d|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|century|summer|winter|spring|autumn"
)


class Asked(NamedTuple):
    """A question in parts: "in |which |year |was Rome founded" and its answer."""

    preposition: str
    wh: str
    noun: str
    words: list[str]
    answer: str

    @property
    def kind(self):
        return "year" if PERIOD.search(self.noun) else self.wh

    @property
    def filled(self):
        """The answer, with the noun that was counted."""
        if self.wh not in COUNTED or not self.noun:
            return self.answer
        repeated = self.noun.split()[-1].lower() in self.answer.lower()
        return self.answer if repeated else f"{self.answer} {self.noun}"

    @property
    def complement(self):
        """The answer as the statement's last words, with a preposition where it needs one."""
        if self.preposition and self.kind != "year":
            return f"{self.preposition}{self.filled}"
        if self.wh in ("when", "where") or self.kind == "year":
            return with_preposition("year" if self.kind == "year" else self.wh, self.filled)
        if self.wh == "how long" and not self.filled.startswith("for"):
            return f"for {self.filled}"
        return self.filled


def past(verb):
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in DOUBLED else "") + "ed"


def third(verb):
    if verb == "have":
        return "has"
    if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


def with_preposition(asked, answer):
    if asked in ("when", "year") and not DATED.search(answer):
        return answer
    if answer.split()[0].lower() in PREPOSITIONS:
        return answer
    if asked in ("when", "year"):
        day = re.search(r"\b\d{1,2}\b", answer) and re.search(r"[A-Z][a-z]+", answer)
        return ("on " if day else "in ") + answer
    return {"where": "in "}.get(asked, "") + answer


def verb_at(body):
    """The place of the main verb in base form, after at least one word of a subject."""

    def possible(n):
        return body[n].strip(",") in VERBS and body[n - 1].lower() not in NEVER_BEFORE_VERB

    for n in range(1, len(body)):
        if possible(n) and (n + 1 == len(body) or follows_verb(body[n + 1])):
            return n
    return next((n for n in range(len(body) - 1, 0, -1) if possible(n)), None)


def follows_verb(word):
    plain = word.lower() in AFTER_VERB or word.endswith("ly")
    return plain or word[:1].isupper() or word[:1].isdigit()


def upper(text):
    return text[:1].upper() + text[1:]


def statement(question, answer):
    """The question and its answer as one sentence in the indicative, or None."""
    asked = parts(question.strip().rstrip("?").strip(), answer.strip().rstrip(".,;:"))
    if asked is None:
        return None
    head = asked.words[0].lower()
    if head in DO:
        declared = with_do(asked, head)
    elif head in (*BE, *HAVE, *MODAL):
        declared = with_auxiliary(asked, head)
    else:
        declared = about_subject(asked)
    if declared is None:
        return None
    declared = re.sub(r"\s+", " ", declared).strip(" ,")
    if re.match(r"(?:be|been|being|not|is|are|was|were|did|does)\b", declared, re.IGNORECASE):
        return None
    return upper(declared) + "." if 3 <= len(declared.split()) <= 45 else None


def parts(question, answer):
    if not question or not answer or len(answer.split()) > 12 or len(question) > 160:
        return None
    match = None if UNFIT.search(question) else QUESTION.match(question)
    if not match:
        return None
    wh, noun, rest = match[2].lower(), "", match[3].strip()
    if wh in ("what", "which", *COUNTED) and (found := NOUN.match(rest)):
        noun, rest = found[1].strip(), found[2] + found[3]
    rest = rest.split()
    return Asked((match[1] or "").lower(), wh, noun, rest, answer) if rest else None


def with_do(asked, head):
    """When did he leave → he left in 1987."""
    body = asked.words[1:]
    at = verb_at(body)
    if at is None:
        return None
    verb = body[at].strip(",")
    form = {"did": past, "does": third, "do": str}[head](verb)
    if asked.wh in OBJECT and not asked.preposition and asked.kind != "year":
        return " ".join([*body[:at], form, asked.filled, *body[at + 1 :]])
    return " ".join([*body[:at], form, *body[at + 1 :], asked.complement])


def with_auxiliary(asked, head):
    body = asked.words[1:]
    if not body:
        return None
    begun, rest = bool(PARTICIPLE.match(body[0])), " ".join(body)
    counted = asked.wh in ("what", "which", *COUNTED)
    if asked.noun and counted and not asked.preposition and head in BE and begun:
        return f"{asked.filled} {head} {rest}"  # what year was chosen → 1987 was chosen
    if asked.wh in ("who", "what", "which") and not asked.noun:
        if begun and head != "have":
            return f"{asked.answer} {' '.join(asked.words)}"  # who was elected in 2019
        ends = body[-1].lower() in ENDING or any(PARTICIPLE.match(w) for w in body[1:][-1:])
        if not asked.preposition and head in BE and not ends:
            named = body[0].lower() in ("the", "a", "an", "another", "one")
            named = named or body[0][:1].isupper() or "'s" in rest
            return f"{rest} {head} {asked.answer}" if named else None  # the capital of X is …
    at = participle_at(body)
    if at is None and head in MODAL:
        at = verb_at(body)
    if at is None:
        return None
    return " ".join([*body[:at], head, *body[at:], asked.complement])


def participle_at(body):
    for n in range(1, len(body)):
        if PARTICIPLE.match(body[n].strip(",")) and body[n - 1].lower() not in NEVER_BEFORE_VERB:
            return n
    return None


def about_subject(asked):
    """Who won the cup → the team won the cup."""
    if asked.wh not in ("who", "what", "which", *COUNTED) or asked.preposition:
        return None
    first, rest = asked.words[0], " ".join(asked.words)
    if asked.wh in COUNTED:
        repeated = first.lower() in asked.answer.lower()
        return f"{asked.answer} {' '.join(asked.words[1:]) if repeated else rest}"
    if asked.wh == "who" or is_form(r"\w+(?:ed|s|es)$", first):
        return f"{asked.answer} {rest}"
    for n in range(1, min(5, len(asked.words))):  # which team won → the answer won
        if is_form(r"\w+(?:ed|es|s)$", asked.words[n]):
            return f"{asked.answer} {' '.join(asked.words[n:])}"
    return None


def is_form(ending, word):
    return bool(re.match(ending, word)) or word in IRREGULAR.values()


def shape(answer):
    if re.search(r"\d", answer):
        return "number"
    begun = 1 if answer[:4].lower() == "the " else 0
    return "name" if re.search(r"[A-Z]", answer[begun:]) else "words"


def claims(rows, rng, without, limit=40000):
    """`without(context, start, end)` is the context less the sentence of these characters."""
    by_context, made = collections.defaultdict(list), []
    for row in rows:
        if row.get("answer"):
            by_context[row["context"]].append(row)
    for context, own in by_context.items():
        for row in own:
            declared = statement(row["question"], row["answer"])
            if declared and len(made) < 3 * limit:
                made += declared_rows(declared, context, row, own, rows, without, rng)
    rng.shuffle(made)
    return made[: 3 * limit]


def declared_rows(declared, context, row, own, rows, without, rng):
    answer, start = row["answer"], row["start"]
    place = (start, start + len(answer))

    def nli(claim, evidence, label, kind):
        row = {"claim": claim, "evidence": evidence, "label": label}
        keep = place if evidence is context else None
        return {**row, "source": f"declared:{kind}", "keep": keep}

    yield nli(declared, context, "supported", "as answered")
    others = [o["answer"] for o in own if rivals(o, row)]
    if others and rng.random() < 0.8:
        false = statement(row["question"], rng.choice(others))
        if false:
            yield nli(false, context, "contradicted", "another answer")
    elif rng.random() < 0.7:
        far = stranger(row, context, rows, rng)
        if far is None:
            return
        false = statement(row["question"], far)
        if false:
            yield nli(false, context, "contradicted", "a stranger's answer")
    if rng.random() < 0.35:
        left = without(context, *place)
        if left and answer.lower() not in left.lower():
            yield nli(declared, left, "neutral", "sentence removed")


def rivals(other, row):
    """Answers of one shape to questions that begin alike, neither of which holds the other."""
    one, two = other["answer"].lower(), row["answer"].lower()
    return alike(other, row) and one not in two and two not in one


def alike(other, row):
    begin = row["question"].split()[:1]
    return shape(other["answer"]) == shape(row["answer"]) and other["question"].split()[:1] == begin


def stranger(row, context, rows, rng):
    """An answer to a like question about another passage, that this passage lacks."""
    far = rng.choice(rows)
    for _ in range(20):
        if far.get("answer") and alike(far, row) and far["answer"].lower() not in context.lower():
            return far["answer"]
        far = rng.choice(rows)
    return None
