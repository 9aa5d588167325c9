"""Persons, the safe ways to reach them, and what they consented to."""
