"""Report kinds, editions and their documents."""
