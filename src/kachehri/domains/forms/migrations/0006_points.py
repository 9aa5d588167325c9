"""Points of scorecards that are loaded here."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0005_unfinished"),
        ("ledger", "0002_things"),
    ]

    operations = [
        migrations.CreateModel(
            name="PointsTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("instrument", models.SlugField(max_length=60)),
                ("version", models.CharField(max_length=40)),
                ("points", models.JSONField()),
                ("source", models.CharField(max_length=400)),
                ("loaded_at", models.DateTimeField()),
                (
                    "loaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.thing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("instrument", "version"), name="points_version_once"
                    )
                ],
            },
        ),
    ]
