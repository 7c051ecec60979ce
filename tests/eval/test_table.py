from __future__ import annotations

from eval.comparison import Change, Comparison, Difference
from eval.gate import GateLine
from eval.summary import Estimate, Group, Latency, Summary
from eval.table import changes_table, comparison_table, figures_table, gate_table, groups_table, latency_table

SUMMARY = Summary(
    3,
    {"mrr@10": Estimate(0.5, 0.25, 0.75, 3), "auroc": Estimate(0.9, None, None, 3)},
    {"lang": (Group("kk", 2, {"mrr@10": 0.5, "key_facts": None}),)},
    latencies={"total": Latency(20.04, 31.96)},
)
COMPARISON = Comparison(
    "one", "two", ("q1", "q2"),
    (
        Difference("key_facts", 0.25, 0.75, 0.5, 0.25, 0.75, 0.01, 0.02, 2, 0, 0),
        Difference("auroc", 0.9, 0.8, -0.1, -0.3, 0.1, 0.5, 0.5, 0, 0, 0),
    ),
    (Change("q1", "key_facts", 0.0, 0.5), Change("q2", "key_facts", 0.5, 1.0)),
)  # fmt: skip


def test_figures_stand_with_their_intervals() -> None:
    lines = figures_table(SUMMARY).splitlines()
    assert lines[1].split() == ["mrr@10", "0.500", "0.250", "to", "0.750", "3"]
    assert lines[2].split() == ["auroc", "0.900", "-", "3"]
    assert len({len(line) for line in lines}) == 1


def test_what_a_group_lacks_is_a_dash() -> None:
    head, line = groups_table(SUMMARY).splitlines()
    found = dict(zip(head.split()[2:], line.split()[2:], strict=True))
    assert line.split()[:2] == ["lang=kk", "2"]
    assert (found["mrr@10"], found["key_facts"]) == ("0.500", "-")


def test_times_are_told_to_a_tenth() -> None:
    assert latency_table(SUMMARY).splitlines()[1].split() == ["total", "20.0", "32.0"]


def test_a_difference_is_never_bare() -> None:
    _, facts, auroc = comparison_table(COMPARISON).splitlines()
    assert facts.split() == [
        "key_facts", "0.250", "0.750", "+0.500", "+0.250", "to", "+0.750", "0.020", "*", "2", "0", "0",
    ]  # fmt: skip
    assert auroc.split() == ["auroc", "0.900", "0.800", "-0.100", "-0.300", "to", "+0.100", "0.500", "-", "-", "-"]


def test_changed_questions_stand_side_by_side_up_to_a_number() -> None:
    assert [line.split() for line in changes_table(COMPARISON).splitlines()[1:]] == [
        ["q1", "key_facts", "0.00", "0.50"],
        ["q2", "key_facts", "0.50", "1.00"],
    ]
    assert changes_table(COMPARISON, most=1).splitlines()[-1] == "… and 1 more; the report has them all"


def test_the_gate_tells_each_bound_and_its_side() -> None:
    verdicts = [
        GateLine("mrr@10", 0.7, 0.5, 0.4, 0.6, False),
        GateLine("false_answers", 0.5, 0.2, None, None, True),
        GateLine("auroc", 0.5, None, None, None, False),
    ]
    lines = [line.split() for line in gate_table(verdicts).splitlines()[1:]]
    assert lines == [
        ["mrr@10", "0.500", "0.400", "to", "0.600", "at", "least", "0.700", "FAILED"],
        ["false_answers", "0.200", "-", "at", "most", "0.500", "passed"],
        ["auroc", "-", "-", "at", "least", "0.500", "FAILED"],
    ]
