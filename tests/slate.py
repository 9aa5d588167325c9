"""What lies in the tables of a database: kept once, put back quickly and exactly.

A new clone takes a second of the disk's time. A test that commits changes a few rows of a few
tables, so those tables alone are filled again, as the administrator and without triggers, and
no sequence is ever set back: a number that was given once may still be known to files and caches.
What is not rows (a table, a trigger, a right) is noticed: then the caller
makes a new clone.
"""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

Mark = tuple[int, int]
"""How many rows a table shows, and which transaction wrote the latest of them."""


@dataclass(frozen=True)
class Contents:
    """The rows of the tables that have any, and the last number of each sequence."""

    rows: dict[str, bytes]
    sequences: dict[str, int]


class Slate:
    """The tables of one database, written on by tests and wiped after them."""

    def __init__(self, inside: psycopg.Connection[Any]) -> None:
        self.tables = [name for (name,) in inside.execute(TABLES).fetchall()]
        self.shape = shape(inside)
        self.marks = marks(inside, self.tables)
        self.now = self.read(inside)

    def read(self, inside: psycopg.Connection[Any]) -> Contents:
        """Everything that lies there, as what it is now known to hold."""
        self.marks = marks(inside, self.tables)
        filled = [name for name in self.tables if self.marks[name][0]]
        self.now = Contents({name: rows(inside, name) for name in filled}, sequences(inside))
        return self.now

    def put(self, inside: psycopg.Connection[Any], wanted: Contents) -> bool:
        """Let exactly these rows lie there; False where more than rows has changed."""
        inside.execute(ALONE)
        if shape(inside) != self.shape:
            return False
        found = marks(inside, self.tables)
        other = [
            name
            for name in self.tables
            if found[name] != self.marks[name] or self.now.rows.get(name) != wanted.rows.get(name)
        ]
        with inside.transaction():
            inside.execute("set local session_replication_role = replica")
            for name in other:
                fill(inside, name, wanted.rows.get(name))
            advance(inside, wanted.sequences)
        self.marks = found | marks(inside, other)
        self.now = wanted
        return True


def shape(inside: psycopg.Connection[Any]) -> list[Any]:
    """What changes with every table, column, constraint, function, trigger or right."""
    return inside.execute(SHAPE).fetchall()


def marks(inside: psycopg.Connection[Any], tables: list[str]) -> dict[str, Mark]:
    """The mark of each table: a row that came, went or was changed gives it another."""
    if not tables:
        return {}
    one = "select {}, count(*), coalesce(max(xmin::text::bigint), 0) from {}"
    asked = [sql.SQL(one).format(name, sql.SQL(name)) for name in tables]
    return {
        name: (count, latest)
        for name, count, latest in inside.execute(sql.SQL(" union all ").join(asked))
    }


def rows(inside: psycopg.Connection[Any], table: str) -> bytes:
    """Every row of a table, as COPY writes them."""
    with inside.cursor() as cursor, cursor.copy(f"copy {table} to stdout") as out:
        return b"".join(bytes(part) for part in out)


def fill(inside: psycopg.Connection[Any], table: str, wanted: bytes | None) -> None:
    """Put these rows in the place of all others."""
    inside.execute(sql.SQL("delete from {}").format(sql.SQL(table)))
    if wanted:
        with inside.cursor() as cursor, cursor.copy(f"copy {table} from stdin") as into:
            into.write(wanted)


def sequences(inside: psycopg.Connection[Any]) -> dict[str, int]:
    """The last number that each sequence gave, where it gave any."""
    return dict(inside.execute(SEQUENCES).fetchall())


def advance(inside: psycopg.Connection[Any], least: dict[str, int]) -> None:
    """Let no sequence give a number again that was given."""
    now = sequences(inside)
    for name, number in least.items():
        if now.get(name, 0) < number:
            inside.execute("select setval(%s, %s)", [name, number])


TABLES = """
    select oid::regclass::text from pg_class
    where relkind = 'r' and relpersistence = 'p'
      and relnamespace not in (select oid from pg_namespace where nspname ~ '^(pg_|information_)')
    order by 1
"""
SEQUENCES = """
    select format('%I.%I', schemaname, sequencename), last_value from pg_sequences
    where last_value is not null
"""
SHAPE = """
    select 'tables', count(*), max(xmin::text::bigint) from pg_class where relpersistence = 'p'
    union all select 'columns', count(*), max(xmin::text::bigint) from pg_attribute
    where attrelid in (select oid from pg_class where relpersistence = 'p')
    union all select 'defaults', count(*), max(xmin::text::bigint) from pg_attrdef
    union all select 'constraints', count(*), max(xmin::text::bigint) from pg_constraint
    union all select 'indexes', count(*), max(xmin::text::bigint) from pg_index
    union all select 'policies', count(*), max(xmin::text::bigint) from pg_policy
    union all select 'functions', count(*), max(xmin::text::bigint) from pg_proc
    union all select 'triggers', count(*), max(xmin::text::bigint) from pg_trigger
    union all select 'schemas', count(*), max(xmin::text::bigint) from pg_namespace
    where nspname !~ '^pg_'
"""
ALONE = """
    select pg_terminate_backend(pid, 10000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
"""
