"""The pack in the database, for every test here."""

from tests.pack_fixtures import pakistan

__all__ = ["pakistan"]
