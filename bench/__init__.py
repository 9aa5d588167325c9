"""Measurements: one module a subject, one command for all of them (`make bench`)."""
