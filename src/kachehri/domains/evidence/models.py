"""Indicators, sources and observations: numbers that know where they come from."""

from django.db import models
from django.db.models import F, Q


class IndicatorConcept(models.Model):
    """What is measured, whatever the method. `name` is a message that gettext translates.

    `facet` is structure, process or outcome (OHCHR, HR/PUB/12/5); `target` is the value aimed at,
    in `unit`, and `target_note` says who set it; both are absent where nobody did.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=40)
    dimension = models.CharField(max_length=20)
    unit = models.CharField(max_length=20)
    decimals = models.PositiveSmallIntegerField(default=0)
    polarity = models.SmallIntegerField(default=0)
    sdg_target = models.CharField(max_length=10, blank=True)
    facet = models.CharField(max_length=10, default="outcome")
    target = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    target_note = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)


class IndicatorVersion(models.Model):
    """One definition of a concept. Values compare only within a comparability group."""

    concept = models.ForeignKey(IndicatorConcept, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    definition = models.CharField(max_length=500)
    universe = models.CharField(max_length=200, blank=True)
    formula = models.CharField(max_length=200, blank=True)
    comparability_group = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concept", "number"], name="version_number_once")
        ]


class Source(models.Model):
    """A published table or a record of one's own: publisher, title, year, table, page.

    `kind` is a key of `kinds.SOURCE_KINDS`. `collected_from` and `collected_to` say when the people
    were asked, `published_on` when the figures came out; null where the source does not say.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    publisher = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    table = models.CharField(max_length=100, blank=True)
    page = models.CharField(max_length=40, blank=True)
    licence = models.CharField(max_length=200)
    note = models.CharField(max_length=600, blank=True)
    address = models.CharField(max_length=200, blank=True)
    verified = models.BooleanField(default=False)
    rank = models.PositiveSmallIntegerField(default=50)
    collected_from = models.DateField(null=True)
    collected_to = models.DateField(null=True)
    published_on = models.DateField(null=True)


class LoadQuerySet(models.QuerySet["Load"]):
    """The vocabulary of loads."""

    def standing(self) -> "LoadQuerySet":
        """Loads that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Load(models.Model):
    """One file that went in by one recipe."""

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    recipe = models.CharField(max_length=60)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    rows_read = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    superseded = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField(default=0)
    findings = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = LoadQuerySet.as_manager()


class Finding(models.Model):
    """Something that is wrong in a file: what, where, how to mend.

    `rule` is a key of `kinds.QUALITY_RULES`; `kind` says what was done about it (see
    `kernel.crosstab.Problem`); `message` is an English msgid which `params` fill. `row` 0 is the
    file as a whole; `place` is where it is known.
    """

    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="+")
    file = models.CharField(max_length=255)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField(default=0)
    column = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10)
    rule = models.CharField(max_length=40)
    message = models.CharField(max_length=400)
    params = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["rule", "id"], name="finding_rule"),
            models.Index(fields=["file", "id"], name="finding_file"),
        ]


class Coverage(models.Model):
    """How many current figures rest on a version and a source: kept by whoever loads or withdraws.

    Pages read this and never count observations.
    """

    version = models.ForeignKey(IndicatorVersion, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    figures = models.PositiveIntegerField()
    first_start = models.DateField()
    last_end = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "source"], name="coverage_once"),
        ]


SHOWN = "{0}.is_current and {0}.conf_status = 'F'"
"""`ObservationQuerySet.shown` as SQL, for a table of that name. A test holds the two together."""


class ObservationQuerySet(models.QuerySet["Observation"]):
    """The vocabulary of observations."""

    def current(self) -> "ObservationQuerySet":
        """Values that no correction has superseded."""
        return self.filter(is_current=True)

    def shown(self) -> "ObservationQuerySet":
        """What everybody may see: pages, files and the API begin here, and nowhere else.

        What the pack withholds is not in the table at all (see `rules.withholding`).
        """
        return self.current().filter(conf_status="F")


class Observation(models.Model):
    """One value of one indicator at one place in one period, by one source.

    `dims` holds only the dimensions that are not the total (absent means total); `dim_key` is their
    canonical form. `status` is a code of SDMX CL_OBS_STATUS (A normal, E estimated, P provisional,
    B break, M missing). A correction is a new row that `supersedes` the old one. `method` says how
    the number was got, `derivation` what was done to it after publication (see `kinds.Derivation`);
    `standard_error` and the interval are null unless the source gives them: a census has none.
    """

    version = models.ForeignKey(
        IndicatorVersion, on_delete=models.PROTECT, related_name="observations", db_index=False
    )
    place = models.ForeignKey(
        "places.Place", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    period_start = models.DateField()
    period_end = models.DateField()
    dims = models.JSONField(default=dict)
    dim_key = models.CharField(max_length=200, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    standard_error = models.DecimalField(max_digits=14, decimal_places=6, null=True)
    ci_low = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    ci_high = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    sample = models.PositiveIntegerField(null=True)
    method = models.CharField(max_length=12, default="census")
    derivation = models.CharField(max_length=20, default="published")
    status = models.CharField(max_length=1, default="A")
    conf_status = models.CharField(max_length=1, default="F")
    note = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="observations", db_index=False
    )
    cell = models.CharField(max_length=400)
    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    supersedes = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    is_current = models.BooleanField(default=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "place", "period_start", "period_end", "dim_key", "source"],
                condition=Q(is_current=True),
                name="one_current_value_a_source",
            ),
            models.CheckConstraint(
                name="period_ends_after_it_starts",
                condition=Q(period_end__gt=F("period_start")),
            ),
            models.CheckConstraint(
                name="a_value_or_its_absence",
                condition=Q(value__isnull=False) | Q(status="M"),
            ),
        ]
        indexes = [
            models.Index(fields=["place", "version", "dim_key"], name="observation_place_version"),
            models.Index(
                fields=["supersedes"],
                condition=Q(supersedes__isnull=False),
                name="observation_supersedes",
            ),
        ]


class SavedMapping(models.Model):
    """What the columns of a table of unknown making mean, kept by name: a recipe made at the desk.

    `mapping` is `kinds.TableMapping` as JSON.
    """

    name = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=200)
    mapping = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")


class Upload(models.Model):
    """A file that somebody gave to the desk, from its arrival to its load.

    The original lies in the folder of the installation under its checksum. `recipe` is the code of
    a recipe, or `mapping` says what the columns mean. `preview` is what a load would do, as JSON
    (see `queries.UploadView`). `job` is the work that was asked for last.
    """

    class State(models.TextChoices):
        """The life of an upload."""

        RECEIVED = "received"
        CHECKED = "checked"
        REFUSED = "refused"
        LOADED = "loaded"
        DROPPED = "dropped"

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    recipe = models.CharField(max_length=60, blank=True)
    mapping = models.JSONField(default=dict)
    encoding = models.CharField(max_length=20, blank=True)
    preview = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    job = models.PositiveBigIntegerField(null=True)
    load = models.ForeignKey(Load, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["received_by", "-id"], name="upload_received_by")]


class CodeEntry(models.Model):
    """The name of one value of an open dimension: a cost centre, a scheme of the annual plan.

    `facts` are further columns of the source, as text. A correction is a new row; the old one stays
    and is no longer current.
    """

    dimension = models.CharField(max_length=30)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    language = models.CharField(max_length=5, default="en")
    parent = models.CharField(max_length=60, blank=True)
    place = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    cell = models.CharField(max_length=400)
    recorded_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "code", "language"],
                condition=Q(is_current=True),
                name="code_entry_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["dimension", "place", "code"],
                condition=Q(is_current=True),
                name="code_entry_place",
            ),
        ]


class Publication(models.Model):
    """What the library keeps of a source beyond its citation: research, a report, a thesis, press.

    `sectors` and `dimensions` are keys of `kinds.SECTORS` and `kinds.DIMENSIONS`, `rights` a key of
    `kinds.library.RIGHTS`. `file_sha256` names the file in the installation's library folder; empty
    where there is none. `search_key` holds all that it can be found by, folded. `version` is the
    number of the newest version: who saves over another one is stopped by it.
    """

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="publication")
    authors = models.CharField(max_length=400)
    abstract = models.TextField(max_length=4000, blank=True)
    language = models.CharField(max_length=5)
    sectors = models.JSONField(default=list)
    dimensions = models.JSONField(default=list)
    rights = models.CharField(max_length=20)
    file_name = models.CharField(max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    file_type = models.CharField(max_length=10, blank=True)
    search_key = models.TextField()
    version = models.PositiveIntegerField(default=1)
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class PublicationPlace(models.Model):
    """A place that a publication is about."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "place"], name="publication_place_once")
        ]


class PublicationVersion(models.Model):
    """What an entry of the library said after one change; versions are only added."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    written_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "number"], name="publication_version_once"
            )
        ]
