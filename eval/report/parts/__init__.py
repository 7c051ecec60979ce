"""The parts of a report, one file each: from the content to blocks. A part that has nothing to show is None."""

from eval.report.parts.comparisons import comparisons_section
from eval.report.parts.confidence import confidence_section
from eval.report.parts.figures import figures_section
from eval.report.parts.gate import gate_section, gate_verdict
from eval.report.parts.groups import kinds_section, languages_section
from eval.report.parts.headline import headline_section
from eval.report.parts.method import method_section
from eval.report.parts.speed import speed_section
from eval.report.parts.worst import worst_section

__all__ = [
    "comparisons_section",
    "confidence_section",
    "figures_section",
    "gate_section",
    "gate_verdict",
    "headline_section",
    "kinds_section",
    "languages_section",
    "method_section",
    "speed_section",
    "worst_section",
]
