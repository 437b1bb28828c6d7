"""Cohorts that talk: threads and posts."""
