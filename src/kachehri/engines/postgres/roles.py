"""The three roles of a database, and what each may do in it.

The *owner* migrates and owns the database. The *application* reads and writes rows; it is neither
superuser nor owner, and cannot empty a table at a stroke. The *auditor* only reads. Grants come
from default privileges, so a table made by a later migration is covered from the moment it exists.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import psycopg
from psycopg import sql


@dataclass(frozen=True)
class Role:
    """A role that signs in: its name and its password."""

    user: str
    password: str


Roles = Mapping[str, Role]
"""The roles by Django's alias: "default" (the application), "owner", "auditor"."""

Admin = psycopg.Connection[tuple[object, ...]]
"""A connection of somebody who may make roles and databases, in autocommit."""

LOGIN = sql.SQL("login nosuperuser nocreaterole nocreatedb noreplication password {}")


def ensure_roles(admin: Admin, roles: Roles) -> list[str]:
    """Make missing roles and set the passwords of all; returns the names of the new ones."""
    new = [role.user for role in roles.values() if _ensure_role(admin, role)]
    read_only = "alter role {} set default_transaction_read_only = on"
    admin.execute(sql.SQL(read_only).format(sql.Identifier(roles["auditor"].user)))
    return new


def _ensure_role(admin: Admin, role: Role) -> bool:
    new = not admin.execute("select from pg_roles where rolname = %s", [role.user]).rowcount
    verb = sql.SQL("create" if new else "alter")
    rights = LOGIN.format(sql.Literal(role.password))
    admin.execute(sql.SQL("{} role {} {}").format(verb, sql.Identifier(role.user), rights))
    return new


def ensure_database(admin: Admin, name: str, roles: Roles) -> bool:
    """Make the database unless it exists; returns whether it is new.

    Text is UTF-8, and its order is that of the bytes.
    """
    if admin.execute("select from pg_database where datname = %s", [name]).rowcount:
        return False
    make = "create database {} owner {} template template0 encoding 'UTF8' {}"
    known = sql.SQL(_locale(admin))
    owner = roles["owner"].user
    with_membership(admin, owner)
    admin.execute(sql.SQL(make).format(sql.Identifier(name), sql.Identifier(owner), known))
    return True


def with_membership(admin: Admin, owner: str) -> None:
    """Let an administrator who is no superuser (a hosted server's) act for the owner."""
    row = admin.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
    if row and not row[0]:
        admin.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(owner)))


def _locale(admin: Admin) -> str:
    """The builtin provider from PostgreSQL 17 on, the C library's before."""
    if admin.info.server_version >= 170000:
        return "locale_provider builtin builtin_locale 'C.UTF-8' locale 'C.UTF-8'"
    return "locale_provider libc locale 'C.UTF-8'"


def admit(admin: Admin, name: str, roles: Roles) -> None:
    """Let the three roles in and nobody else. (A copy does not take this from its template.)"""
    _run(admin, ADMISSION, roles, database=name)


def grant(inside: Admin, roles: Roles) -> None:
    """Set what each role may do. `inside` is a connection to the database itself."""
    _run(inside, GRANTS, roles)


def _run(admin: Admin, lines: tuple[str, ...], roles: Roles, **more: str) -> None:
    names = {alias: role.user for alias, role in roles.items()} | more
    for line in lines:
        admin.execute(sql.SQL(line).format(**{k: sql.Identifier(v) for k, v in names.items()}))


ADMISSION = (
    "revoke all on database {database} from public",
    "grant connect on database {database} to {owner}, {default}, {auditor}",
    "grant temporary on database {database} to {owner}, {default}",
)
LATER = "alter default privileges for role {owner} grant"
GRANTS = (
    "revoke all on schema public from public",
    "grant usage, create on schema public to {owner}",
    "grant usage on schema public to {default}, {auditor}",
    f"{LATER} select, insert, update, delete on tables to {{default}}",
    f"{LATER} usage, select on sequences to {{default}}",
    f"{LATER} select on tables to {{auditor}}",
    f"{LATER} select on sequences to {{auditor}}",
)
