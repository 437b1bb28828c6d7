"""Bottega: a course site for people who learn together."""

__version__ = "0.1.0"
