"""Who people are: registration, log-in, sessions, roles."""
