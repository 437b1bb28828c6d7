"""What people see of the stand-in: the checkout page, a receipt, and the control page."""

from lms.standin.pages.checkout import bp as checkout
from lms.standin.pages.control import bp as control
from lms.standin.pages.words import say

__all__ = ["checkout", "control", "say"]
