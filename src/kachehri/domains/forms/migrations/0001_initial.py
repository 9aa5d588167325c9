"""Projects, forms and their versions; enumerators; what came in, sealed."""

import django.db.models.deletion
from django.db import migrations, models

# Sealed words lie in partitions by year; those of a year that has none lie in the default one. Nothing that was
# sealed is compressed again by the database: it would not shrink.
PAYLOADS = """
CREATE TABLE forms_payload (
    submission_id bigint NOT NULL,
    what varchar(10) NOT NULL,
    received_at timestamptz NOT NULL,
    nonce bytea NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (submission_id, what, received_at)
) PARTITION BY RANGE (received_at);

ALTER TABLE forms_payload ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE forms_payload_default PARTITION OF forms_payload DEFAULT;

DO $$
BEGIN
    FOR year IN 2025..2045 LOOP
        EXECUTE format(
            'CREATE TABLE forms_payload_%s PARTITION OF forms_payload FOR VALUES FROM (%L) TO (%L)',
            year, make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC'),
            make_timestamptz(year + 1, 1, 1, 0, 0, 0, 'UTC')
        );
    END LOOP;
END
$$;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0002_things"),
        ("people", "0001_initial"),
        ("places", "0004_lineage_after"),
    ]

    operations = [
        migrations.RunSQL(
            PAYLOADS,
            "DROP TABLE forms_payload",
            state_operations=[
                migrations.CreateModel(
                    name="Payload",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "submission_id",
                                "what",
                                "received_at",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("submission_id", models.BigIntegerField()),
                        ("what", models.CharField(max_length=10)),
                        ("received_at", models.DateTimeField()),
                        ("nonce", models.BinaryField(max_length=12)),
                        ("content", models.BinaryField()),
                    ],
                ),
            ],
        ),
        migrations.CreateModel(
            name="Form",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("titles", models.JSONField(default=dict)),
                ("state", models.CharField(default="draft", max_length=10)),
                ("is_public", models.BooleanField(default=False)),
                ("is_sensitive", models.BooleanField(default=False)),
                ("is_simple", models.BooleanField(default=False)),
                ("keyword", models.CharField(blank=True, max_length=20)),
                ("sampling", models.CharField(default="none", max_length=12)),
                ("keep_days", models.PositiveIntegerField(null=True)),
                ("consent", models.CharField(blank=True, max_length=300)),
                ("place_question", models.CharField(blank=True, max_length=300)),
                ("instrument", models.SlugField(blank=True, max_length=60)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
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
            name="FormVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("label", models.CharField(blank=True, max_length=120)),
                ("xform", models.BinaryField()),
                ("md5", models.CharField(max_length=32)),
                ("source", models.BinaryField(null=True)),
                ("source_name", models.CharField(blank=True, max_length=200)),
                ("model", models.JSONField(default=dict)),
                ("warnings", models.JSONField(default=list)),
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
            ],
        ),
        migrations.CreateModel(
            name="FormMedia",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(blank=True, max_length=100)),
                ("content", models.BinaryField(null=True)),
                ("md5", models.CharField(blank=True, max_length=32)),
                ("size", models.PositiveIntegerField(default=0)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.formversion",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="form",
            name="draft",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forms.formversion",
            ),
        ),
        migrations.AddField(
            model_name="form",
            name="published",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forms.formversion",
            ),
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                ("names", models.JSONField(default=dict)),
                ("is_archived", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
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
            model_name="form",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forms.project"
            ),
        ),
        migrations.CreateModel(
            name="Collector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("username", models.CharField(blank=True, max_length=60)),
                ("secret", models.CharField(blank=True, max_length=64)),
                ("quota", models.PositiveIntegerField(default=500)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.project",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("instance", models.CharField(max_length=120)),
                ("root", models.CharField(max_length=120)),
                ("replaces", models.CharField(blank=True, max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("device", models.CharField(blank=True, max_length=120)),
                ("channel", models.CharField(default="collect", max_length=10)),
                ("received_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("state", models.CharField(default="raw", max_length=10)),
                ("problem", models.CharField(blank=True, max_length=400)),
                ("review", models.CharField(blank=True, max_length=10)),
                ("files_expected", models.PositiveSmallIntegerField(default=0)),
                ("files_present", models.PositiveSmallIntegerField(default=0)),
                ("is_complete", models.BooleanField(default=True)),
                ("is_encrypted", models.BooleanField(default=False)),
                ("is_edited", models.BooleanField(default=False)),
                ("is_test", models.BooleanField(default=False)),
                (
                    "collector",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.collector",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.form",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.formversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("instance", models.CharField(blank=True, max_length=120)),
                ("reason", models.CharField(max_length=20)),
                ("received_at", models.DateTimeField()),
                ("nonce", models.BinaryField(max_length=12)),
                ("content", models.BinaryField()),
                ("settled", models.CharField(blank=True, max_length=10)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "collector",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.collector",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.form",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(blank=True, max_length=100)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("path", models.CharField(blank=True, max_length=255)),
                ("state", models.CharField(default="awaited", max_length=10)),
                ("problem", models.CharField(blank=True, max_length=200)),
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
        migrations.AddConstraint(
            model_name="formversion",
            constraint=models.UniqueConstraint(fields=("form", "number"), name="form_version_once"),
        ),
        migrations.AddConstraint(
            model_name="formversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("published_at__isnull", False)),
                fields=("form", "label"),
                name="form_label_published_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="formmedia",
            constraint=models.UniqueConstraint(fields=("version", "name"), name="form_media_once"),
        ),
        migrations.AddConstraint(
            model_name="form",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "published", "retired"])),
                name="form_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="form",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sampling__in", ["none", "purposive", "quota", "census", "probability"])
                ),
                name="form_sampling_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="form",
            constraint=models.UniqueConstraint(
                condition=models.Q(("keyword", ""), _negated=True),
                fields=("keyword",),
                name="form_keyword_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="collector",
            constraint=models.UniqueConstraint(
                condition=models.Q(("username", ""), _negated=True),
                fields=("username",),
                name="collector_username_once",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["form", "id"], name="submission_of_form"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("state", "raw")), fields=["id"], name="submission_raw"
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["form", "root"], name="submission_root"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["form", "place", "id"], name="submission_of_place"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["collector", "received_at"], name="submission_of_collector"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("form", "instance"), name="submission_once"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["raw", "read", "unreadable", "erased", "moved"])),
                name="submission_state_known",
            ),
        ),
        migrations.AddIndex(
            model_name="conflict",
            index=models.Index(
                condition=models.Q(("settled", "")), fields=["id"], name="conflict_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("submission", "name"), name="attachment_once"
            ),
        ),
    ]
