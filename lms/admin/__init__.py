"""Staff pages, a file a noun, with no rules of their own."""
