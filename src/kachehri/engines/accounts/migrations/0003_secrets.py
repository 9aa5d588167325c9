"""Who may only read the database reads no session, no password's hash and no second factor.

The key of a session is as good as its owner: an auditor of the database who could read it would act
as an administrator. Roles are found by their rights, since an installation names its own.
"""

from django.db import migrations

WITHHOLD = """
DO $$
DECLARE
    reader record;
BEGIN
    FOR reader IN
        SELECT c.relname, acl.grantee::regrole::text AS name
        FROM pg_class AS c, aclexplode(c.relacl) AS acl
        WHERE c.relnamespace = 'public'::regnamespace
          AND c.relname IN (
              'django_session', 'accounts_cache', 'accounts_account', 'mfa_authenticator'
          )
          AND acl.grantee <> c.relowner AND acl.grantee <> 0
        GROUP BY c.relname, acl.grantee
        HAVING bool_or(acl.privilege_type = 'SELECT') AND NOT bool_or(acl.privilege_type = 'INSERT')
    LOOP
        EXECUTE format('REVOKE SELECT ON %I FROM %s', reader.relname, reader.name);
        IF reader.relname = 'accounts_account' THEN
            EXECUTE format(
                'GRANT SELECT (id, thing_id, email, name, language, system_name, is_active,'
                ' created_at, last_login) ON accounts_account TO %s', reader.name
            );
        END IF;
    END LOOP;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_cache"),
        ("sessions", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunSQL(WITHHOLD, migrations.RunSQL.noop)]
