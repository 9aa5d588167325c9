"""Servers of their own for these tests."""

from tests.servers import launcher, rows, stopped

__all__ = ["launcher", "rows", "stopped"]
