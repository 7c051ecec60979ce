"""Restrictions in English."""

from rag.phrases.scope import ScopeWords

ENGLISH = ScopeWords(
    only="only|solely|exclusively",
    places="in|from|within|among|according to",
    article="article|paper|source|text|publication|chapter",
    articles="articles|papers|sources|texts|publications|chapters|works|writings",
    collection="collections?",
    fillers="but|the|all|those|any|written|published|dated|issued|of|by|and|or|language|years?|authors?|with",
    before_author="by|of|and|or|authors?",
    author_follows_article=False,
    languages={
        "ru": "russian(?:-language)?",
        "kk": "kazakh(?:-language)?",
        "en": "english(?:-language)?",
    },
    years=(
        "(?:between|from) (?P<first>Y) (?:and|to|till|until|through) (?P<last>Y)",
        "(?P<first>Y) ?[-–—] ?(?P<last>Y)",
        "(?:from|since|as of) (?P<first>Y)(?: on(?:wards?)?| and later)?",
        "(?P<first>Y)(?: onwards?| and later| or later)",
        "(?:after|later than) (?P<after>Y)",
        "(?:before|earlier than) (?P<before>Y)",
        "(?:until|till|up to|through) (?P<last>Y)",
        r"\(?(?P<year>Y)\)?",
    ),
    name_endings=(("'s", ""), ("’s", ""), ("s'", "s"), ("s’", "s")),
    no_article="The library has no article with the id “{value}”.",
    no_author="The library has no article by “{value}”.",
    no_collection="The library has no collection “{value}”.",
    no_years="The library has no article of these years: {value}.",
    since="{year} or later",
    until="{year} or earlier",
    no_together="No article of the library meets all the conditions of the search at once. Leave one of them out.",
    no_language="There is no passage {value} in the articles that the search is restricted to.",
    either="or",
    has_articles="It has, among others: {value}.",
    has_authors="Its authors: {value}.",
    has_collections="Its collections: {value}.",
    has_years="Its articles are of these years: {value}.",
    has_no_collections="It has no collections yet.",
)
