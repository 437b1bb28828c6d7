"""The author's desk: everything needed to write a course well, and no database."""
