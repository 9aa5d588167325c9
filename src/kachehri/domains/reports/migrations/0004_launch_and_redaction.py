from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_editions_live_and_records")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="because",
            field=models.CharField(blank=True, default="", max_length=400),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="edition",
            name="redacted_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"), ("review_on__gt", models.F("launched_on")), _connector="OR"
                ),
                name="edition_reviewed_later",
            ),
        ),
    ]
