"""Sindh: the tree of places that this province adds."""
