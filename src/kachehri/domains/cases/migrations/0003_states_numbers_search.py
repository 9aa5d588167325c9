"""What the ORM cannot say: a case's state exists in its kind, numbers come from a sequence, words are found."""

from django.db import migrations

STATES = """
ALTER TABLE cases_case ADD CONSTRAINT case_state_known
    FOREIGN KEY (kind, state) REFERENCES flow_state (kind, key);
"""
NO_STATES = "ALTER TABLE cases_case DROP CONSTRAINT case_state_known;"

NUMBERS = "CREATE SEQUENCE cases_case_number AS bigint START 1001;"
NO_NUMBERS = "DROP SEQUENCE cases_case_number;"

SEARCH = "CREATE INDEX case_search ON cases_case USING gin (to_tsvector('simple', search_key));"
NO_SEARCH = "DROP INDEX case_search;"


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("cases", "0002_initial"), ("flow", "0001_initial")]

    operations = [
        migrations.RunSQL(STATES, NO_STATES),
        migrations.RunSQL(NUMBERS, NO_NUMBERS),
        migrations.RunSQL(SEARCH, NO_SEARCH),
    ]
