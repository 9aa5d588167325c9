"""A new due time writes into every index of its clock: two that repeat others go."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Keeps (subject, id) and what is looked at next."""

    dependencies = [("flow", "0002_calendars_and_checks"), ("ledger", "0002_things")]

    operations = [
        migrations.RemoveIndex(model_name="clock", name="flow_clock_calendar"),
        migrations.AlterField(
            model_name="clock",
            name="subject",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.thing",
            ),
        ),
    ]
