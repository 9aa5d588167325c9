"""One dialect: what PostgreSQL 15 knows, without extensions, with one order of text everywhere."""

import re

import pytest
from django.db import connection
from tests.database import migration_sources

# What came after 15, and what needs a library that not every build has.
NEWER = {
    "an extension": r"create\s+extension",
    "ICU": r"provider\s*=\s*icu|locale_provider|icu_locale",
    "a collation of its own": r"\bcollate\b|create\s+collation",
    "JSON_TABLE and its like (17)": r"\bjson_(table|value|query|exists)\s*\(",
    "SQL/JSON constructors (16)": r"\bjson_(array|object)(agg)?\s*\(|\bis\s+json\b",
    "any_value (16)": r"\bany_value\s*\(",
    "MERGE … RETURNING (17)": r"\bmerge\s+into\b[^;]*\breturning\b",
    "uuidv7 (18)": r"\buuidv[47]\s*\(",
    "virtual columns (18)": r"generated\s+always\s+as\s*\([^;]*\)\s*virtual",
    "OLD and NEW in RETURNING (18)": r"returning\s+(old|new)\.",
    "temporal keys (18)": r"without\s+overlaps",
    "not enforced constraints (18)": r"not\s+enforced",
    "COPY … ON_ERROR (17)": r"\bon_error\b",
    "random between (17)": r"\brandom\s*\(\s*\d",
    "array_shuffle, array_sample (16)": r"\barray_(shuffle|sample|sort|reverse)\s*\(",
}


@pytest.mark.parametrize("what", NEWER)
def test_no_migration_needs(what: str) -> None:
    pattern = re.compile(NEWER[what], re.IGNORECASE | re.DOTALL)
    ours = [path for path in migration_sources() if "engines/postgres" not in str(path)]
    assert ours
    assert [path.name for path in ours if pattern.search(path.read_text())] == []


@pytest.mark.parametrize(
    ("what", "planted"),
    [
        ("an extension", "CREATE EXTENSION IF NOT EXISTS pg_trgm"),
        ("any_value (16)", "select any_value(x) from t"),
        (
            "MERGE … RETURNING (17)",
            "merge into a using b on a.i = b.i\nwhen matched then delete returning i",
        ),
        ("virtual columns (18)", "n int generated always as (m * 2) virtual"),
    ],
)
def test_the_patterns_find_what_they_are_for(what: str, planted: str) -> None:
    assert re.search(NEWER[what], planted, re.IGNORECASE | re.DOTALL)


@pytest.mark.django_db
def test_the_migrated_database_has_no_extension_and_one_order_of_text() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select extname from pg_extension")
        assert cursor.fetchall() == [("plpgsql",)]
        cursor.execute(
            "select relname, attname from pg_attribute"
            " join pg_class on attrelid = pg_class.oid join pg_collation c on attcollation = c.oid"
            " where relnamespace = 'public'::regnamespace and collname <> 'default'"
            " and relkind in ('r', 'p')"
        )
        assert cursor.fetchall() == []
        cursor.execute("select 'Z' < 'a' and 'z' < 'آ'")
        assert cursor.fetchone() == (True,)
