"""Duty bearers: departments, offices, desks, officers with terms, service points."""
