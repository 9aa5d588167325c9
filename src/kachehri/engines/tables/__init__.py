"""A list page and its export from declared columns."""
