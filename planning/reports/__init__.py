"""Sums for pages and prints: frozen dataclasses from set-based queries, no rules."""
