"""The public district and the desk."""
