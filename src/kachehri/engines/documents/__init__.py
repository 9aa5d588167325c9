"""Documents: what one says as blocks, and the writers that make files of it."""
