"""The chapters of the District Human Security Report."""
