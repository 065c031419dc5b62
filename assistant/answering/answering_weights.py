"""Every weight and threshold of answering: ranking, confidence, conflict, search by report.

Each says what it does. What is called a guess is a round number that no command reproduces.
"""

# ranking of sentences

QUESTION_LENGTH = 35.0
"""Weight of content words, some six rare ones, that covers a longer question too. A guess."""
CARRIED = 0.5
"""What a content word counts that a follow-up carries over, beside its own. A guess."""
OWN_WORDS = 0.7
"""The share of the question's content words in the sentence. A guess."""
WORDS_BEFORE = 0.3
"""The same share with the sentence before it added. A guess."""
BIGRAMS = 0.3
"""The share of the question's bigrams in the sentence. A guess."""
TYPE_MATCH = 0.5
"""Whether the sentence holds a mention of the answer type. A guess."""
NUMBERS = 0.4
"""The share of the question's numbers in the sentence. A guess."""
NUMBER_NEAR = 0.5
"""What a number counts that stands in the sentence's passage alone. A guess."""
OTHER_YEAR = 0.4
"""Taken off where the sentence has years, none of them the question's. A guess."""
A_QUESTION = 0.5
"""Taken off where the sentence is a question itself. A guess."""
SECOND_SENTENCE = 0.05
"""Taken off a pair of sentences whose second could stand alone. A guess."""
FRAME_ALONE = 0.15
"""Taken off an item, row or clause that adds no word of the question to what it stands under: all
that stands there answers rather than one of it. A guess."""
ONE_ITEM = 0.3
"""Taken off a list of which one item holds all that the question names in it. A guess."""
COLUMNS_ALONE = 0.5
"""The same for a row of which the question has words of its columns' names alone. A guess."""
SPEAKER = 0.4
"""A turn of the speaker whom the question names. A guess."""
PASSAGE_SCORE = 0.3
"""The passage's score, as a share of the best passage's. A guess."""
PASSAGE_SIMILARITY = 0.5
"""The passage's cosine. A guess."""
RERANKING = 0.2
"""What a passage's best sentence counts beside the passage's own score. A guess."""
CANDIDATES = 16
"""Sentences that are embedded for a question: the best by everything else. A guess: 24
give the same first sentence 148 times in 150, and take half as long again."""
READ_QUOTES = 10
"""Quotes, best first, that the reader reads. A guess: 8 and 12 rank about as well."""
FIRST_CANDIDATES, FIRST_READ, READ_AT_ONCE = 8, 4, 2
"""Of these the candidates that are embedded, and the quotes that are read, before it is looked
whether one answers beyond doubt; and those that are read at a time after that. Guesses."""
BEYOND_DOUBT = 0.95
"""The reader's probability of the best quote from which no other is looked at. With it, and with
FAR_BEHIND, 346 questions in 346 had the same first quote with an earlier reader as where 12 are
read of each, 328 the same three."""
FAR_BEHIND = 0.8
"""The share of the best fit up to which a quote is not read beside one that surely answers."""
WHOLE_PASSAGES, POINTED = 5, 4
"""Passages that are read whole where no sentence surely answers, and quotes at most that are read
for what the reader points at in them. Guesses."""
READING = 1.4
"""The reader's probability that the quote answers. With .8 fewer first quotes are right on three
sets; with 2 one more in a hundred, and fewer disagreements are found."""
QUOTES = 3
"""Quotes that an answer has at most. A guess."""
NEAR_BEST = 0.7
"""The share of the best quote's score below which a quote is left out. A guess."""
SURELY, HARDLY = 0.7, 0.2
"""The reader's probability from which the first quote surely answers, and that below which another
beside it hardly does: it is left out. Guesses."""
ALIKE = 0.8
"""The share of common stems (Jaccard) above which two quotes say the same. A guess."""

# how far a mention matches the answer type, from 0 to 1

EXACT_DATE = 1.0
"""A day with its month and year, where a date is asked for. By definition."""
PARTIAL_DATE = 0.8
"""A day and month, or a month and year. A guess."""
BARE_YEAR = 0.6
"""A year, decade or century alone. A guess."""
VAGUE_DATE = 0.5
"""A month, weekday or a word such as "yesterday" alone. A guess."""
NO_DATE = 0.0
"""None of these. By definition."""
PARTIAL_MATCH = 0.5
"""What may be what is asked for: a surname, a plain number for an amount. A guess."""

# confidence that the library holds an answer

READ = 5.25
"""The reader's probability that one of the best quotes answers, in logits.
Rounded: `python -m benchmarks.calibration SET…`."""
LACK = 1.7
"""What is lost where the quotes lack or deny what the question names, in logits. As above."""
EVEN_EVIDENCE = 2.0
"""Evidence, in logits, at which confidence is 0.5. As above."""
READ_PASSAGES = 5
"""Passages in which the question's content words are looked for where it names the reports. A
guess."""
REPORTS_COVERED = 8.0
"""The share of the question's content words that a passage holds, in logits, there. A guess."""
REPORTS_EVEN = 0.5
"""That share at which confidence is 0.5 there. A guess."""
NEAR_MEANING = 0.3
"""The cosine of a passage and a question from which on a language model is asked. A guess."""
NEAR_WORDS = 0.3
"""The share of the question's content words in a passage, likewise. A guess."""
FOREIGN_COVERED, FOREIGN_EVEN = 8.0, 0.5
"""The same two for the best quotes of a question that the reader can't read. Guesses."""
FOREIGN_NEAR = 20.0
"""What a cosine above the embedder's `same_meaning` counts there, in logits. A guess."""
DIRECT = 0.5
"""The reader's probability from which words are given as the direct answer. A guess."""
AGAINST_REFUSAL = 0.93
"""Confidence from which quotes stand though a language model says that nothing answers. A guess."""
WORDS_AGAINST_REFUSAL = 0.7
"""The share of the question's content words in the best quote from which they stand where they
surely answer. A guess."""
UNSURE = 0.15
"""Confidence above the threshold up to which quotes are marked as perhaps no answer. A guess."""

# disagreement

COMPARED_QUOTES = 16
"""Quotes, best first, that are compared. A guess."""
ON_QUESTION = 0.6
"""The share of the best quote's score below which a quote is off the question. A guess."""
COVERAGE = 0.5
"""The share of the question's content words that a sentence must hold to be an answer. A guess."""
SAME_SUBJECT = 0.7
"""The share of stems in common, mentions aside, from which two sentences compare. A guess."""
SHARED_STEMS = 3
"""Stems that two sentences must have in common, mentions aside. A guess."""
ROLE_WINDOW = 2
"""Content words on either side of a mention that show its role. A guess."""
COPY = 0.8
"""The share of common stems (Jaccard) above which two passages are one report. A guess."""

# search by the reports that a question names

FUSION = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): theirs."""
REPORT_DEPTH = 60
"""Hits among which those of a named report are looked for. A guess."""
REPORT_PASSAGES = 3
"""Passages of named reports that join, shared out among them, at least one each: more would crowd
out what the question does not name. A guess."""
EVENT_TIME = 0.25
"""The rank among reports of a time, where the question says when things happened: a report may
come later than what it reports. A guess."""
RECENCY = 0.5
"""The rank by date, where the question asks for the latest. A guess."""

# which document is meant

TWINS = 0.33
"""The share of common stems (Jaccard) from which the openings of two documents are of one form: of
forms filled in twice, manuals of two models and versions of a policy .36 to .94 are common, of
others .19. A guess."""
TWIN_DEPTH = 50
"""Hits among whose documents twins are looked for: as deep as the search looks anyway. A guess."""
SECTION_DOCUMENTS = 3
"""Documents, those of the best hits, that are looked through for a section. A guess."""
SECTION_PASSAGES = 200
"""Passages of each that are looked at. A guess."""
