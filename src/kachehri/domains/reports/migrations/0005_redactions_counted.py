from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_launch_and_redaction")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="redactions",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
