"""What instructors and mentors see of their courses and cohorts."""
