"""Measuring Derek as it is used: speed, memory, and what survives a kill."""
