"""The embedded PostgreSQL: finding its binaries, starting, stopping and mending it."""
