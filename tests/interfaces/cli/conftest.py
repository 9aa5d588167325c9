"""Servers of their own for these tests."""

from tests.servers import launcher

__all__ = ["launcher"]
