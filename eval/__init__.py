"""Measuring Derek: speed, memory, and what survives a kill."""
