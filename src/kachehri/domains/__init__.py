"""What Kachehri is about, low to high."""
