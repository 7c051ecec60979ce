"""How sure a figure is, and whether two runs really differ. All of it is repeatable: every draw has a seed."""

from eval.statistics.bootstrap import Interval, interval, resamples, values_on_resamples
from eval.statistics.holm import holm
from eval.statistics.randomisation import randomisation_p

__all__ = ["Interval", "holm", "interval", "randomisation_p", "resamples", "values_on_resamples"]
