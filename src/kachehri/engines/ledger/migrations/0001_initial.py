"""Things, and the log of what was done to them, in partitions by year that nobody but the owner can change."""

from django.db import migrations, models
from django.db.models.deletion import PROTECT

EVENT_TABLE = """
CREATE SEQUENCE ledger_event_id_seq AS bigint;

CREATE TABLE ledger_event (
    id bigint NOT NULL DEFAULT nextval('ledger_event_id_seq'),
    at timestamptz NOT NULL,
    verb varchar(60) NOT NULL,
    refs jsonb NOT NULL,
    actor_id bigint NOT NULL REFERENCES ledger_thing (id) DEFERRABLE INITIALLY DEFERRED,
    thing_id bigint NOT NULL REFERENCES ledger_thing (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);

ALTER SEQUENCE ledger_event_id_seq OWNED BY ledger_event.id;

CREATE INDEX ledger_event_actor ON ledger_event (actor_id, id);
CREATE INDEX ledger_event_thing ON ledger_event (thing_id, id);

CREATE TABLE ledger_event_default PARTITION OF ledger_event DEFAULT;
"""

# An event's row is what an auditor relies on: whoever was granted more than reading and adding loses it,
# role by role, since an installation names its own. Of the log itself (`adding` holds its columns) others than
# the owner may add rows, but not choose an event's id; to a partition nobody adds directly.
PROTECT_TABLE = """
CREATE FUNCTION ledger_protect(relation regclass, adding text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    entry record;
BEGIN
    FOR entry IN
        SELECT acl.grantee, bool_or(acl.privilege_type = 'INSERT') AS adds
        FROM pg_class AS c, aclexplode(c.relacl) AS acl
        WHERE c.oid = relation AND acl.grantee <> c.relowner
        GROUP BY acl.grantee
    LOOP
        EXECUTE format(
            'REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON %s FROM %s',
            relation,
            CASE entry.grantee WHEN 0 THEN 'PUBLIC' ELSE entry.grantee::regrole::text END
        );
        IF entry.adds AND adding <> '' THEN
            EXECUTE format(
                'GRANT INSERT (%s) ON %s TO %s', adding, relation,
                CASE entry.grantee WHEN 0 THEN 'PUBLIC' ELSE entry.grantee::regrole::text END
            );
        END IF;
    END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION ledger_protect(regclass, text) FROM PUBLIC;
"""

# Rows that came while a year had no partition lie in the default one; they move to the new one with it.
MAKE_PARTITION = """
CREATE FUNCTION ledger_make_partition(year integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    partition text := format('ledger_event_%s', year);
    first timestamptz := make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC');
    next timestamptz := make_timestamptz(year + 1, 1, 1, 0, 0, 0, 'UTC');
BEGIN
    IF NOT has_any_column_privilege(session_user, 'public.ledger_event', 'INSERT') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only who adds events makes their partitions';
    END IF;
    IF year NOT BETWEEN 2000 AND 2200 THEN
        RAISE EXCEPTION 'no events are kept for the year %', year;
    END IF;
    LOCK TABLE ledger_event IN SHARE ROW EXCLUSIVE MODE;
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE ledger_event INCLUDING DEFAULTS)', partition);
    EXECUTE format(
        'WITH moved AS (DELETE FROM ledger_event_default WHERE at >= %L AND at < %L RETURNING *)'
        ' INSERT INTO %I SELECT * FROM moved', first, next, partition
    );
    EXECUTE format(
        'ALTER TABLE ledger_event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        partition, first, next
    );
    PERFORM ledger_protect(partition::regclass, '');
    RETURN true;
END
$$;
"""

# The number of the transaction tells the sealing job when nobody can come in before an event any more.
QUEUE = """
CREATE FUNCTION ledger_queue_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO ledger_pending (event_id, event_at, xid)
    VALUES (NEW.id, NEW.at, pg_current_xact_id()::text::bigint);
    RETURN NULL;
END
$$;

CREATE TRIGGER ledger_event_queued AFTER INSERT ON ledger_event
FOR EACH ROW EXECUTE FUNCTION ledger_queue_event();
"""

RIGHTS = """
SELECT ledger_protect('ledger_event', 'at, verb, refs, actor_id, thing_id');
SELECT ledger_protect('ledger_event_default', '');
SELECT ledger_protect('ledger_leaf', 'index, event_id, event_at, digest');
SELECT ledger_protect('ledger_treehead', 'size, root, frontier, at, key_id, signature');

DO $$
DECLARE
    holder record;
BEGIN
    FOR holder IN
        SELECT acl.grantee::regrole::text AS name
        FROM pg_class AS c, aclexplode(c.relacl) AS acl
        WHERE c.oid = 'ledger_pending'::regclass AND acl.grantee <> c.relowner AND acl.grantee <> 0
          AND acl.privilege_type = 'INSERT'
    LOOP
        EXECUTE format('REVOKE INSERT, UPDATE, TRUNCATE ON ledger_pending FROM %s', holder.name);
    END LOOP;
END
$$;

SELECT ledger_make_partition(year) FROM generate_series(2025, 2030) AS year;
"""

UNDO = """
DROP TABLE ledger_event;
DROP FUNCTION ledger_make_partition(integer);
DROP FUNCTION ledger_protect(regclass, text);
DROP FUNCTION ledger_queue_event();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Thing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                ("event_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("event_at", models.DateTimeField()),
                ("xid", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField(unique=True)),
                ("event_at", models.DateTimeField()),
                ("digest", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="TreeHead",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
                ("frontier", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("key_id", models.CharField(max_length=16)),
                ("signature", models.BinaryField(max_length=64)),
            ],
        ),
        migrations.RunSQL(
            EVENT_TABLE + PROTECT_TABLE + MAKE_PARTITION + QUEUE + RIGHTS,
            UNDO,
            state_operations=[
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        ("verb", models.CharField(max_length=60)),
                        ("refs", models.JSONField(default=dict)),
                        (
                            "actor",
                            models.ForeignKey(
                                on_delete=PROTECT, related_name="+", to="ledger.thing"
                            ),
                        ),
                        (
                            "thing",
                            models.ForeignKey(
                                on_delete=PROTECT, related_name="+", to="ledger.thing"
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]
