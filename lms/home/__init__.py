"""Pages made of several slices: the front page, today, site pages."""
