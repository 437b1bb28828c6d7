"""Companies of learners: dates, seats, enrollments and why they are open."""
