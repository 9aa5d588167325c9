"""Things, append-only events and the sealed log over them."""
