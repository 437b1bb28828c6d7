"""Pages made of several slices, and what every template may know."""

from lms.home.routes import choices, demo, front, site, today
from lms.home.routes.door import bp
from lms.home.routes.everywhere import in_templates

IN_TEMPLATES = (in_templates,)

__all__ = ["IN_TEMPLATES", "bp", "choices", "demo", "front", "site", "today"]
