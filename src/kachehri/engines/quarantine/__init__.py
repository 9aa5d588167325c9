"""Files that strangers sent: originals kept apart, copies rebuilt and passed by a person."""
