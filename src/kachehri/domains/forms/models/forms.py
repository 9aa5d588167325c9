"""Projects, forms, their versions and the files that come with them."""

from django.db import models
from django.db.models import Q


class Project(models.Model):
    """Forms that belong together, at one place. `id` is the project's number for programs.

    `place_thing` is the Thing on which the roles of the project are granted. `names` holds a name
    for each language.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_thing = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    is_archived = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Form(models.Model):
    """A questionnaire. `key` is its form_id, the XForm's id, once in the whole installation.

    `state`: draft, published, retired. `published` is the version that is filled now, `draft` the
    one that is tried. `is_public`: everybody may fill it on the web; otherwise enumerators and
    people with a role. `is_sensitive`: answers are encrypted on the device, for a key that this
    server does not hold. `is_simple`: a light page and text messages can ask it; `keyword` is the
    word that begins it by text message. `sampling` says how people were chosen: none, purposive,
    quota, census, probability; only the last one ever shows an interval. `keep_days` is how long
    single answers are kept (null: while the project lasts), `consent` the path of the question by
    which people agree, `place_question` that of the question that says where. `instrument` is the
    key of the pack's declaration that it was made of. `version` goes up with every change.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120, unique=True)
    titles = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="draft")
    draft = models.ForeignKey("FormVersion", null=True, on_delete=models.PROTECT, related_name="+")
    published = models.ForeignKey(
        "FormVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_public = models.BooleanField(default=False)
    is_sensitive = models.BooleanField(default=False)
    is_simple = models.BooleanField(default=False)
    keyword = models.CharField(max_length=20, blank=True)
    sampling = models.CharField(max_length=12, default="none")
    keep_days = models.PositiveIntegerField(null=True)
    consent = models.CharField(max_length=300, blank=True)
    place_question = models.CharField(max_length=300, blank=True)
    instrument = models.SlugField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published", "retired"]), name="form_state_known"
            ),
            models.CheckConstraint(
                condition=Q(sampling__in=["none", "purposive", "quota", "census", "probability"]),
                name="form_sampling_known",
            ),
            models.UniqueConstraint(
                fields=["keyword"], condition=~Q(keyword=""), name="form_keyword_once"
            ),
        ]


class FormVersion(models.Model):
    """One version of a form: the bytes that devices get, and the spreadsheet that they came from.

    `xform` is never changed: `md5` is of exactly these bytes, since Collect finds the form by it.
    `label` is the version that the author wrote. `model` is what `engines.xforms.reading` read out
    of it; `warnings` what the conversion said.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=120, blank=True)
    xform = models.BinaryField()
    md5 = models.CharField(max_length=32)
    source = models.BinaryField(null=True)
    source_name = models.CharField(max_length=200, blank=True)
    model = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_once"),
            models.UniqueConstraint(
                fields=["form", "label"],
                condition=Q(published_at__isnull=False),
                name="form_label_published_once",
            ),
        ]


class FormMedia(models.Model):
    """A file that a version needs: a picture, a sound, an external list of choices.

    `content` is null while the file is awaited: the form names it and nobody brought it yet.
    """

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100, blank=True)
    content = models.BinaryField(null=True)
    md5 = models.CharField(max_length=32, blank=True)
    size = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="form_media_once")]
