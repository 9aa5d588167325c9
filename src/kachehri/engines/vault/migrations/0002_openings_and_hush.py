"""What an opening was for, and the addresses that get no message any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="opening",
            name="what",
            field=models.CharField(default="read", max_length=10),
        ),
        migrations.CreateModel(
            name="Hush",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("since", models.DateTimeField()),
            ],
        ),
    ]
