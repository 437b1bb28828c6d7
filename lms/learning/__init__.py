"""Reading a course: lessons, quizzes, progress."""
