"""Backup and restore of database and files; keys are kept apart."""
