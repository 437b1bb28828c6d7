"""`python -m lms` is `lms`."""

from lms.start import main

main()
