"""Grants, and rules read three ways: may I, which rows, why not."""
