"""The command `kachehri`."""
