"""Trains the ranker that comes with Derek: `python -m eval.ranker`."""
