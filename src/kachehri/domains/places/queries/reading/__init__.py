"""Reading files of places: what they say, and what is wrong with them."""
