"""How the checkers are run that are written in Java."""

JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""They live for seconds: code that is compiled best would not pay back half of what it costs."""
