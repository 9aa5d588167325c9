"""The locked tray: what must not lie in the open, sealed with keys kept elsewhere."""
