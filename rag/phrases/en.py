"""English."""

from rag.phrases import Phrases

ENGLISH = Phrases(
    lead_one="This is what the article says about it:",
    lead_many="This is what the articles say about it:",
    not_in_articles="The articles in the library do not answer this question.",
    closest="The passages nearest to the subject are:",
    empty_library="There are no articles in the library yet. Add some with derek add FOLDER and ask again.",
    empty_question="Please type a question.",
    written_in={"ru": "in Russian", "kk": "in Kazakh", "en": "in English"},
    pages="p. {pages}",
    lines="lines {first}–{last}",
    openers=("and", "but", "so", "then", "what about", "how about", "or"),
    pointers=frozenset(
        [
            "he",
            "she",
            "it",
            "they",
            "him",
            "her",
            "them",
            "his",
            "hers",
            "its",
            "their",
            "theirs",
            "this",
            "that",
            "these",
            "those",
            "there",
            "then",
            "such",
            "one",
            "ones",
            "former",
            "latter",
            "second",
            "third",
            "same",
        ]
    )
    - {"that", "this", "second", "third", "same", "there", "one", "then"},
    closers=("too", "instead"),
)
