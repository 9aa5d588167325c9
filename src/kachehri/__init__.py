"""Kachehri: where people, their organisations and the offices of the state meet."""
