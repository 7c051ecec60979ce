"""Searching alone, without answers: what each part of it is worth, and whether it holds among many other passages."""
