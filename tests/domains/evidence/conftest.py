"""The pack in the database, for every test here."""

from tests.pack_fixtures import pakistan, setup_actor

__all__ = ["pakistan", "setup_actor"]
