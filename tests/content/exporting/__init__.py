"""Courses that leave."""
