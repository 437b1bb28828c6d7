"""The tools every slice stands on; they know nothing of courses, people or money."""
