"""Work in the field: who does how much and where, second visits, and what looks odd."""

from django.db import models
from django.db.models import Q


class Assignment(models.Model):
    """So many answered forms that a collector is to bring, in all and on a day, at a place.

    `cluster` is the number of the sample's area, where the form has a sample.
    """

    form = models.ForeignKey("forms.Form", on_delete=models.PROTECT, related_name="+")
    collector = models.ForeignKey("forms.Collector", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    cluster = models.PositiveIntegerField(null=True)
    target = models.PositiveIntegerField()
    a_day = models.PositiveIntegerField(default=0)
    from_day = models.DateField()
    until_day = models.DateField(null=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["form"], condition=Q(ended_at=None), name="assignment_open")
        ]


class BackCheck(models.Model):
    """A second visit: drawn by chance, done by somebody else, compared question by question.

    `seed` is what the draw can be repeated with. `asked`, `same` and `differing` (paths) hold no
    answer: whoever may read answers sees them side by side on the page.
    """

    form = models.ForeignKey("forms.Form", on_delete=models.PROTECT, related_name="+")
    submission = models.OneToOneField(
        "forms.Submission", on_delete=models.PROTECT, related_name="+"
    )
    collector = models.ForeignKey(
        "forms.Collector", null=True, on_delete=models.PROTECT, related_name="+"
    )
    second = models.ForeignKey(
        "forms.Submission", null=True, on_delete=models.PROTECT, related_name="+"
    )
    seed = models.BigIntegerField()
    drawn_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    differing = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["form", "id"], name="back_check_of_form")]


class Flag(models.Model):
    """Something odd about a submission, for a person to judge. It changes nothing by itself.

    `kind`: no-position, far, same-spot, short, night, overlap, clock, duplicate, alike, straight.
    `detail` holds numbers and no answer; `other` is the submission that it overlaps or equals.
    `verdict`: empty, fine, wrong.
    """

    form = models.ForeignKey("forms.Form", on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey("forms.Submission", on_delete=models.PROTECT, related_name="+")
    collector = models.ForeignKey(
        "forms.Collector", null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12)
    detail = models.JSONField(default=dict)
    other = models.ForeignKey(
        "forms.Submission", null=True, on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField()
    verdict = models.CharField(max_length=5, blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(
        "ledger.Thing", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "kind"], name="flag_once"),
            models.CheckConstraint(
                condition=Q(verdict__in=["", "fine", "wrong"]), name="flag_verdict_known"
            ),
        ]
        indexes = [
            models.Index(fields=["form", "id"], condition=Q(verdict=""), name="flag_open"),
        ]
