"""Accounts, second factors, elevated sessions and system actors."""
