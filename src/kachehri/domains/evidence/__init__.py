"""Indicators, sources and observations."""
