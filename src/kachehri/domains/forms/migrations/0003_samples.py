"""Lists of areas, samples that are drawn from them, weights and estimates."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0002_voices"),
        ("ledger", "0002_things"),
        ("places", "0004_lineage_after"),
    ]

    operations = [
        migrations.CreateModel(
            name="Frame",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=300)),
                ("is_made_up", models.BooleanField(default=False)),
                ("areas", models.PositiveIntegerField()),
                ("households", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("brought_at", models.DateTimeField()),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.thing",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "place_thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.thing",
                    ),
                ),
                (
                    "thing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.thing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FrameArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("part", models.CharField(blank=True, max_length=120)),
                ("residence", models.CharField(blank=True, max_length=10)),
                ("households", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField(null=True)),
                (
                    "frame",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forms.frame",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("seed", models.BigIntegerField()),
                ("rules", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("frame_digest", models.CharField(max_length=64)),
                ("left_out_areas", models.PositiveIntegerField(default=0)),
                ("left_out_households", models.PositiveIntegerField(default=0)),
                ("drawn_at", models.DateTimeField()),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.thing",
                    ),
                ),
                (
                    "thing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.thing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SampleArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("stratum", models.CharField(max_length=200)),
                ("chance", models.CharField(max_length=60)),
                ("listed", models.PositiveIntegerField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.framearea",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.sample",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SampleDesign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                ("titles", models.JSONField(default=dict)),
                ("chosen", models.CharField(max_length=12)),
                ("strata", models.JSONField(default=list)),
                ("method", models.CharField(default="pps", max_length=12)),
                ("allocation", models.CharField(default="proportional", max_length=12)),
                ("areas", models.PositiveIntegerField(default=0)),
                ("per_area", models.PositiveIntegerField(default=0)),
                ("least", models.PositiveIntegerField(default=1)),
                ("respondent", models.CharField(default="adult", max_length=12)),
                ("asked_of", models.JSONField(default=dict)),
                ("margins", models.JSONField(default=dict)),
                ("is_made_up", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "frame",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.frame",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "place_thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.thing",
                    ),
                ),
                (
                    "thing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.thing",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="sample",
            name="design",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forms.sampledesign",
            ),
        ),
        migrations.CreateModel(
            name="Estimation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("state", models.CharField(default="made", max_length=10)),
                ("people", models.PositiveIntegerField()),
                ("asked_from", models.DateField()),
                ("asked_to", models.DateField()),
                ("facts", models.JSONField(default=dict)),
                ("source", models.SlugField(max_length=60)),
                ("load_id", models.BigIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.form",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.thing",
                    ),
                ),
                (
                    "thing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.thing",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.sample",
                    ),
                ),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.sampledesign",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Weight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("base", models.FloatField()),
                ("nonresponse", models.FloatField()),
                ("calibration", models.FloatField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.samplearea",
                    ),
                ),
                (
                    "estimation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forms.estimation",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Estimate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.SlugField(max_length=60)),
                ("dims", models.JSONField(default=dict)),
                ("dim_key", models.CharField(blank=True, max_length=200)),
                ("value", models.FloatField()),
                ("is_by_chance", models.BooleanField()),
                ("standard_error", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("people", models.PositiveIntegerField()),
                ("hits", models.PositiveIntegerField(null=True)),
                ("design_effect", models.FloatField(null=True)),
                ("freedom", models.PositiveIntegerField(null=True)),
                ("standing", models.CharField(max_length=20)),
                ("mark", models.CharField(default="F", max_length=1)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "estimation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forms.estimation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("estimation", "indicator", "place", "dim_key"), name="estimate_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_by_chance", True),
                            models.Q(
                                ("high__isnull", True),
                                ("low__isnull", True),
                                ("standard_error__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_interval_only_by_chance",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="framearea",
            constraint=models.UniqueConstraint(fields=("frame", "code"), name="frame_area_once"),
        ),
        migrations.AddConstraint(
            model_name="samplearea",
            constraint=models.UniqueConstraint(
                fields=("sample", "number"), name="sample_area_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sampledesign",
            constraint=models.CheckConstraint(
                condition=models.Q(("chosen__in", ["purposive", "quota", "census", "probability"])),
                name="design_chosen_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampledesign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("chosen", "probability"), _negated=True),
                    ("frame__isnull", False),
                    _connector="OR",
                ),
                name="design_by_chance_has_a_frame",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.UniqueConstraint(fields=("design", "number"), name="sample_once"),
        ),
        migrations.AddConstraint(
            model_name="estimation",
            constraint=models.UniqueConstraint(fields=("design", "number"), name="estimation_once"),
        ),
        migrations.AddConstraint(
            model_name="estimation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["made", "published", "withdrawn"])),
                name="estimation_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="weight",
            constraint=models.UniqueConstraint(
                fields=("estimation", "submission"), name="weight_once"
            ),
        ),
    ]
