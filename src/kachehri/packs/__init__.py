"""Declarations only: what a country adds."""
