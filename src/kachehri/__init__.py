"""Kachehri: where the people of a district, their organisations and the offices of the state meet."""
