"""The report in English."""

from corpus.counting import Forms
from eval.report.strings.shape import FigureText, Strings

_FIGURES = {
    "hit@1": FigureText("Hit@1", "Share of questions whose first passage holds evidence."),
    "hit@3": FigureText("Hit@3", "Share of questions with evidence in at least one of the first 3 passages."),
    "hit@10": FigureText("Hit@10", "Share of questions with evidence in at least one of the first 10 passages."),
    "recall@5": FigureText("Recall@5", "Share of a question’s evidence that the first 5 passages hold together."),
    "recall@10": FigureText("Recall@10", "Share of a question’s evidence that the first 10 passages hold together."),
    "mrr@10": FigureText(
        "MRR@10", "Mean of 1/r, where r is the rank of the first passage with evidence; 0 if it is beyond 10."
    ),
    "ndcg@10": FigureText(
        "nDCG@10", "How close the order of the first 10 passages comes to the best one possible, which scores 1."
    ),
    "evidence@2000": FigureText(
        "Evidence@2000", "Share of the evidence that stands within the first 2,000 characters retrieved."
    ),
    "evidence@4000": FigureText(
        "Evidence@4000", "Share of the evidence that stands within the first 4,000 characters retrieved."
    ),
    "evidence@8000": FigureText(
        "Evidence@8000", "Share of the evidence that stands within the first 8,000 characters retrieved."
    ),
    "article@1": FigureText("Article@1", "Share of questions whose first passage comes from the right article."),
    "own_language@1": FigureText(
        "Own language@1",
        "Share of questions whose first passage is in the language of the question; where a collection says the same "
        "in several languages, each of them should have its fair share.",
    ),
    "cited_article": FigureText(
        "Right article cited", "Share of answerable questions whose answer cites the right article; a refusal scores 0."
    ),
    "cited_evidence": FigureText(
        "Evidence cited",
        "Share of answerable questions whose answer cites at least one piece of the evidence; a refusal scores 0.",
    ),
    "citation_precision": FigureText(
        "Citation precision", "Share of an answer’s citations whose passage holds evidence; refusals are left out."
    ),
    "citation_recall": FigureText(
        "Citation recall", "Share of a question’s evidence that the answer’s citations hold; a refusal scores 0."
    ),
    "locator": FigureText(
        "Locator accuracy", "Share of citations whose quote stands in the section and on the pages they name."
    ),
    "quote_fidelity": FigureText("Quote fidelity", "Share of all quotes that stand in an article letter for letter."),
    "key_facts": FigureText(
        "Key facts",
        "Share of the expected facts (numbers, dates, names) that open the answer or stand in its quotes; a refusal "
        "scores 0.",
    ),
    "token_f1": FigureText(
        "Token F1", "Words that the answer shares with the reference answer: harmonic mean of precision and recall."
    ),
    "chrf": FigureText(
        "chrF",
        "Likeness of the answer to the reference answer by the runs of 1 to 6 characters that they share; recall "
        "counts double.",
    ),
    "answer_language": FigureText(
        "Answer language", "Share of answers written in the language of the question; quotes are left out."
    ),
    "false_refusals": FigureText("False refusals", "Share of answerable questions that were refused."),
    "false_answers": FigureText("False answers", "Share of unanswerable questions that were answered all the same."),
    "auroc": FigureText(
        "AUROC",
        "Chance that an answerable question is given more confidence than an unanswerable one; 0.5 is no better than "
        "tossing a coin.",
    ),
    "aurc": FigureText("AURC", "Area under the risk–coverage curve: mean risk when the surest questions come first."),
    "gap_closed": FigureText(
        "Gap closed",
        "How much of what follow-up questions lose when asked alone comes back with the conversation: 1 is as good as "
        "a rewriting by hand, 0 no gain at all.",
    ),
    "topic_change_harm": FigureText(
        "Topic-change harm",
        "How much MRR@10 drops when a question on a new topic is asked after another one, not alone.",
    ),
}

STRINGS = Strings(
    language="en",
    decimal_mark=".",
    thousands_mark=",",
    thousands_from=1000,
    interval="[{low},\N{NO-BREAK SPACE}{high}]",
    date="{day} {month} {year}, {time}",
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    languages={"ru": "Russian", "kk": "Kazakh", "en": "English"},
    cell="{question} → {article}",
    questions=Forms("question", "questions", "questions"),
    articles=Forms("article", "articles", "articles"),
    passages=Forms("passage", "passages", "passages"),
    kicker="Evaluation report",
    contents="Contents",
    set_label="Question set",
    model_label="Model",
    library_label="Library",
    run_label="Run",
    gate_passed="Gate passed: {passed} of {total} bounds held",
    gate_failed="Gate not passed: {passed} of {total} bounds held",
    headline="At a glance",
    bar_note="The bar is the 95% confidence interval, the stroke the value itself.",
    headline_note="All of these lie between 0 and 1; CI is the confidence interval. Evidence means the verbatim "
    "pieces of an article that together suffice for the answer; they were marked for each question beforehand.",
    refusals_and_answers="False refusals and false answers",
    tiles={
        "evidence@4000": "share of the evidence within the first 4,000 characters retrieved",
        "mrr@10": "how high the first passage with evidence ranks (1 is the top)",
        "key_facts": "share of the expected facts that the answer gives",
        "cited_evidence": "share of questions whose answer cites evidence",
        "false_refusals": "refused, though the articles hold the answer",
        "false_answers": "answered, though the articles do not hold it",
        "answer_language": "share of answers in the language of the question",
    },
    weak_spots="Where it is weakest",
    asked_in={"ru": "questions in Russian", "kk": "questions in Kazakh", "en": "questions in English"},
    about_articles_in={
        "ru": "about articles in Russian", "kk": "about articles in Kazakh", "en": "about articles in English",
    },
    weakest_cell="Retrieval is weakest for {asked} {about} ({figure} {value}, {questions}) "
    "and strongest for {best_asked} {best_about} ({best_value}, {best_questions}).",
    weakest_kind="Of the kinds of question, “{kind}” comes out lowest ({figure} {value}, {questions}).",
    most_frequent_reason="The most frequent failure among the {worst} worst questions: {reason} ({count}).",
    figure="Figure",
    value="Value",
    interval_short="95%\N{NO-BREAK SPACE}CI {interval}",
    value_and_interval="Value, 95%\N{NO-BREAK SPACE}CI",
    no_interval="no interval",
    question_count="Questions",
    lower_is_better="lower is better",
    few_note="{mark} Fewer than {fewest} questions: too few to judge by.",
    missing_note="A dash stands where a figure does not apply.",
    gate="Gate",
    gate_note="A figure fails only if its whole interval lies on the wrong side of its bound, so that chance alone "
    "seldom fails one.",
    gate_table="Figures against their bounds",
    bound="Bound",
    outcome="Outcome",
    passed="held",
    failed="not held",
    all_figures="All figures",
    all_figures_note="Each figure with its 95% confidence interval and the number of questions it rests on.",
    families={
        "retrieval": "Retrieval",
        "citations": "Citations",
        "answers": "Answers",
        "refusals": "Refusals",
        "conversation": "Conversation",
    },
    figures=_FIGURES,
    by_language="By language",
    by_language_note="A question may be asked in one language and answered by an article in another; the assistant "
    "has to find the article all the same.",
    matrix="{figure} by the language of the question and of the article",
    matrix_alt="Heat map: {figure} by the language of the question and of the article. {cells}.",
    question_language="Language of the question",
    article_language="Language of the article",
    by_cell="Main figures by pair of languages",
    cell_label="Question → article",
    by_crossing="Main figures where question and article share a language, and where they do not",
    by_question_language="Main figures by language of the question",
    crossing_label="Question and article",
    crossing={"same": "in the same language", "other": "in different languages"},
    by_kind="By kind of question",
    kind_table="Main figures by kind of question",
    kind_label="Kind",
    kinds={
        "factoid": "fact",
        "number": "number",
        "list": "list",
        "definition": "definition",
        "reason": "reason",
        "comparison": "comparison",
        "viewpoint": "viewpoint",
        "conversation": "follow-up",
        "topic_change": "change of topic",
        "near_miss": "on topic, no answer",
        "off_topic": "off topic",
        "unanswerable": "no answer",
    },
    confidence="Confidence and refusals",
    confidence_note="The assistant refuses when its confidence is too low. If confidence is worth anything, it errs "
    "less often when it answers only the questions it is surest of.",
    curve="Risk and coverage",
    curve_note="The shaded area is the AURC: {area}. The dashed line is the risk over all questions, where the curve "
    "would run if confidence told nothing.",
    curve_alt="Risk–coverage curve. {points}.",
    coverage="Coverage: share of questions answered, surest first",
    risk="Risk: share of errors",
    curve_area="AURC {area}",
    curve_flat="all questions: {risk}",
    curve_table="Risk at ten levels of coverage",
    comparisons="Comparisons",
    comparisons_note="A difference is the second run minus the first, over the questions that both answered. Where "
    "lower is better, a difference below zero is a gain.",
    versus="“{first}” and “{second}”",
    shared_questions="Both runs answered {questions}.",
    no_differences="No figure can be computed on both runs.",
    difference="Difference, 95%\N{NO-BREAK SPACE}CI",
    p_value="p",
    p_holm="p (Holm)",
    tally="Questions better / same / worse",
    significant="significant",
    forest="Differences with their 95% confidence intervals",
    forest_alt="Forest plot of the differences between “{first}” and “{second}”. {items}.",
    forest_better="second better, significant",
    forest_worse="second worse, significant",
    forest_open="not significant",
    differences_table="“{first}” and “{second}”: differences between figures",
    changes="Questions that changed",
    improved="Better: {questions}",
    worsened="Worse: {questions}",
    change="{first} → {second}",
    side_by_side="The answers side by side",
    worst="Worst questions",
    worst_note="The questions with the lowest scores: what was asked, what should have been found, what was found, "
    "and what was answered. Open one to read it.",
    reasons_counted="Why they failed",
    reasons={
        "not_retrieved": "not found",
        "not_cited": "found but not cited",
        "facts_missing": "facts missing",
        "wrongly_refused": "refused wrongly",
        "wrongly_answered": "answered wrongly",
        "wrong_language": "wrong language",
    },
    reasons_told={
        "not_retrieved": "The evidence is missing, in whole or in part, from the beginning of what was retrieved.",
        "not_cited": "The evidence was retrieved, but no citation of the answer leads to it.",
        "facts_missing": "The evidence is cited, but the answer leaves out expected facts.",
        "wrongly_refused": "The articles hold the answer, but the assistant refused.",
        "wrongly_answered": "The articles do not hold the answer; the assistant should have refused.",
        "wrong_language": "The answer is not in the language of the question.",
    },
    score="score {value}",
    turns_before="Said before it",
    expected="What should have been found",
    expected_in="{article} (in {language})",
    expected_nothing="Nothing: the articles do not answer this question, so a refusal was right.",
    expected_documents="This set judges whole documents; the right ones among those retrieved are marked below.",
    reference="Reference answer",
    given="What the assistant answered",
    given_nothing="A refusal without a word.",
    retrieved="What was retrieved",
    retrieved_nothing="Nothing was retrieved.",
    holds_evidence="holds evidence",
    speed="Speed and memory",
    speed_note="Time for one question on the machine described below. Unlike all other figures it differs between "
    "equal runs.",
    latency="Time by stage, milliseconds",
    latency_alt="Bar chart of the time by stage: median and 95th percentile. {stages}.",
    stage="Stage",
    stages={
        "encode": "encoding the question",
        "search": "search",
        "answer": "writing the answer",
        "total": "in all",
    },
    median="Median",
    percentile="95th percentile",
    milliseconds="{number} ms",
    memory="Peak memory of the process: {number} MB.",
    method="How it was measured",
    figures_lead="Figures",
    how_figures="Every question is scored by itself. A figure is the mean over the questions it applies to, a ratio "
    "of two sums, or, for AUROC, AURC and the gap closed, a function of all scores.",
    intervals_lead="Intervals",
    how_intervals="Questions about one article are not independent, so whole articles are resampled with replacement, "
    "each with all its questions ({samples} resamples). The interval runs from the 2.5th to the 97.5th percentile of "
    "the figure (cluster bootstrap).",
    how_comparisons="Both runs are resampled together. The p value comes from a paired randomisation test ({rounds} "
    "rounds, the answers on one article change sides together) and is corrected by Holm’s method for the number of "
    "figures compared. A difference is called significant if the corrected p is below 0.05.",
    repeated_lead="Repeatability",
    how_repeated="All draws start from the seed {seed}, so the same answers give the same report.",
    settings="Settings",
    versions="Versions",
    machine="Machine",
    name_column="Name",
    value_column="Value",
    made_by="Written by Derek.",
)  # fmt: skip
