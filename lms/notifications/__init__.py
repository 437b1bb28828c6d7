"""Reads the journal and tells those who should know."""
