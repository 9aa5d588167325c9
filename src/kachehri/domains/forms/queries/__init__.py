"""The only door to the rows of forms."""
