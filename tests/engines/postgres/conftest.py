"""Servers of their own for these tests."""

from tests.servers import launcher, rows

__all__ = ["launcher", "rows"]
