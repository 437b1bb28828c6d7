"""Courses: from folders of Markdown to what a lesson page shows."""
