"""Pages that bring several domains together, and those of no domain. One module a subject."""
