"""The faces of Kachehri: web and command line."""
