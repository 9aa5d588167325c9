"""Lists of areas, designs, samples that were drawn, what answers weigh, and what came of them."""

from django.db import models
from django.db.models import Q


class Frame(models.Model):
    """A list of areas from which samples are drawn: census blocks, or a table of one's own.

    `source` cites it; `is_made_up` says that no census counted it. `digest` is of its areas and
    their sizes. `areas` and `households` are their number and sum.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_thing = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300)
    is_made_up = models.BooleanField(default=False)
    areas = models.PositiveIntegerField()
    households = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")


class FrameArea(models.Model):
    """One area of a list. `place` is the smallest known place in which it lies."""

    frame = models.ForeignKey(Frame, on_delete=models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=120, blank=True)
    residence = models.CharField(max_length=10, blank=True)
    households = models.PositiveIntegerField()
    people = models.PositiveIntegerField(null=True)
    place = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["frame", "code"], name="frame_area_once")]


class SampleDesign(models.Model):
    """How people are chosen for a form.

    `chosen` as in `Form.sampling`: only probability has a frame and shows intervals. `strata`
    names what the list is divided by (part, residence). `areas` are drawn by `method` and spread by
    `allocation`; in each `per_area` households are visited, and of each `respondent` (household,
    adult) is asked. `asked_of` says in words who was asked, a text for each language. `margins` are
    known totals by which answers are weighed: dimension → value → [total, source]. `least` is the
    fewest households of an area of the list.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60, unique=True)
    titles = models.JSONField(default=dict)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_thing = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    chosen = models.CharField(max_length=12)
    frame = models.ForeignKey(Frame, null=True, on_delete=models.PROTECT, related_name="+")
    strata = models.JSONField(default=list)
    method = models.CharField(max_length=12, default="pps")
    allocation = models.CharField(max_length=12, default="proportional")
    areas = models.PositiveIntegerField(default=0)
    per_area = models.PositiveIntegerField(default=0)
    least = models.PositiveIntegerField(default=1)
    respondent = models.CharField(max_length=12, default="adult")
    asked_of = models.JSONField(default=dict)
    margins = models.JSONField(default=dict)
    is_made_up = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(chosen__in=["purposive", "quota", "census", "probability"]),
                name="design_chosen_known",
            ),
            models.CheckConstraint(
                condition=~Q(chosen="probability") | Q(frame__isnull=False),
                name="design_by_chance_has_a_frame",
            ),
        ]


class Sample(models.Model):
    """One draw of a design. `rules` are the design as it was when it was drawn.

    `digest` is of the areas with their chances: whoever draws the same list with the same seed gets
    it too. The newest draw of a design is the one that is used.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    design = models.ForeignKey(SampleDesign, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    rules = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    frame_digest = models.CharField(max_length=64)
    left_out_areas = models.PositiveIntegerField(default=0)
    left_out_households = models.PositiveIntegerField(default=0)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["design", "number"], name="sample_once")]


class SampleArea(models.Model):
    """An area that was drawn. `chance` is the exact fraction as text.

    `listed` is how many households were found on the ground, null while nobody has counted;
    `visits` which of them are visited, by their number in that listing.
    """

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    area = models.ForeignKey(FrameArea, on_delete=models.PROTECT, related_name="+")
    stratum = models.CharField(max_length=200)
    chance = models.CharField(max_length=60)
    listed = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "number"], name="sample_area_once"),
        ]


class Estimation(models.Model):
    """Answers of a form, weighed by a sample and counted once.

    `state`: made, published, withdrawn. `facts` are what the report says of it: asked, answered,
    refused, response, rounds of raking, spread of the weights, versions of the form. `source` and
    `load_id` lead to what evidence got of it.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey("forms.Form", on_delete=models.PROTECT, related_name="+")
    design = models.ForeignKey(SampleDesign, on_delete=models.PROTECT, related_name="+")
    sample = models.ForeignKey(Sample, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="made")
    people = models.PositiveIntegerField()
    asked_from = models.DateField()
    asked_to = models.DateField()
    facts = models.JSONField(default=dict)
    source = models.SlugField(max_length=60)
    load_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["design", "number"], name="estimation_once"),
            models.CheckConstraint(
                condition=Q(state__in=["made", "published", "withdrawn"]),
                name="estimation_state_known",
            ),
        ]


class Weight(models.Model):
    """What one answer counts, in three factors that are kept apart."""

    estimation = models.ForeignKey(
        Estimation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    submission = models.ForeignKey("forms.Submission", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(SampleArea, on_delete=models.PROTECT, related_name="+")
    base = models.FloatField()
    nonresponse = models.FloatField()
    calibration = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estimation", "submission"], name="weight_once")
        ]


class Estimate(models.Model):
    """One figure of an estimation: of everybody asked at a place, or of a group.

    `people` answered, `hits` of them counted in a share. `standing` says how far it carries (see
    `kernel.survey_estimates`), `mark` what may be shown: F shown, S too few, D hidden for the sake
    of others. The database refuses an interval of people who were not chosen by chance.
    """

    estimation = models.ForeignKey(
        Estimation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    indicator = models.SlugField(max_length=60)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    dims = models.JSONField(default=dict)
    dim_key = models.CharField(max_length=200, blank=True)
    value = models.FloatField()
    is_by_chance = models.BooleanField()
    standard_error = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    people = models.PositiveIntegerField()
    hits = models.PositiveIntegerField(null=True)
    design_effect = models.FloatField(null=True)
    freedom = models.PositiveIntegerField(null=True)
    standing = models.CharField(max_length=20)
    mark = models.CharField(max_length=1, default="F")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estimation", "indicator", "place", "dim_key"], name="estimate_once"
            ),
            models.CheckConstraint(
                condition=Q(is_by_chance=True)
                | Q(standard_error__isnull=True, low__isnull=True, high__isnull=True),
                name="an_interval_only_by_chance",
            ),
        ]
