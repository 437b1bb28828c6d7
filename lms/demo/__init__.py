"""The demo school: people, cohorts, talk and orders, made through everybody's actions."""
