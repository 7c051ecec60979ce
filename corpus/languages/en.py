"""English."""

from corpus.languages.data import LanguageData

ENGLISH = LanguageData(
    name="English",
    own_letters=frozenset(),
    stop_words=frozenset(
        """a about after all also am an and any are as at be because been before being between both but by can could did do
        does during each for from had has have having he her here him his how i if in into is it its just may me might more
        most much many must my no nor not of on once only or other our out over own same she should so some such than that
        the their them then there these they this those through to too under until up very was we were what when where
        which while who whom whose why will with would you your""".split()
    ),
    abbreviations=frozenset(
        """mr mrs ms dr prof st jr sr vs etc e.g i.e eg ie cf al fig figs tab eq no nos vol vols p pp ch sec ed eds trans
        approx ca est inc ltd co corp dept univ jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n sq cu mln bln
        km m art para resp""".split()
    ),
    abbreviations_before_name=frozenset("mr mrs ms dr prof st vs e.g i.e eg ie cf fig figs eq no nos vol p pp art sq cu".split()),
    section_names=frozenset(
        {
            "introduction", "background", "literature review", "methodology", "methods", "materials and methods",
            "theoretical framework", "results", "findings", "results and discussion", "discussion", "conclusion",
            "conclusions", "recommendations", "limitations", "foreword", "preface", "abstract", "summary",
            "acknowledgements", "acknowledgments", "funding", "appendix", "goals", "motivations", "analysis",
        }
    ),
    abstract_labels=frozenset({"abstract", "summary"}),
    keyword_labels=frozenset({"keywords", "key words"}),
    bibliography_names=frozenset(
        {"references", "bibliography", "literature", "works cited", "list of references", "sources"}
    ),
    caption_words=frozenset("table figure fig chart map note source".split()),
    affiliation_words=frozenset(
        """university institute academy faculty department professor doctor phd dr candidate lecturer student centre center
        director ministry school fellow researcher relations""".split()
    ),
)
