"""A Thing is made once and stays: nobody but the owner changes or removes what events speak of."""

from django.db import migrations

KEEP = "SELECT ledger_protect('ledger_thing', 'kind, created_at');"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, migrations.RunSQL.noop)]
