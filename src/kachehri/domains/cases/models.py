"""Cases, their time-lines, who supports them, what was asked afterwards; open hearings."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q


class Case(models.Model):
    """One matter between a person and a body.

    (`kind`, `state`) is a composite key to `flow.State` in the database. `number` is what people
    say and type; `secret` opens what only the applicant may see. `place_thing` and `body_thing` are
    the Things on which roles are granted. `longitude` and `latitude` (degrees, WGS 84) are exact
    and never published: public pages show the union council.

    `hides_from_public`, `hides_from_authority` and `is_spoken_for` are the three switches of
    anonymity; `spoken_for_by` is the organisation. `is_private` keeps the whole matter from the
    public (police, landlords, employers start so), `embargo_until` for a time. `moderation`:
    waiting, passed, hidden. `entered_by` is whoever typed it; the author is the `applicant`.

    `due_at`, `basis` and `is_open` repeat the main clock and the state for lists; a moved `due_at`
    may lag (`DueMoved`). `rung` is the rung of the ladder on which it lies. `closed_as` is the
    office's outcome, `confirmed` what the citizen says of it (null: not asked or no answer).
    `version` goes up with every change.

    `places` are the place and all around it. `fingerprint` is a keyed digest of sender, place and
    words: the same thing sent twice is one case. `moved_at`: it lies in the locked tray, and
    nothing of it is here any more. A key without an index of its own begins one below.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    number = models.BigIntegerField(unique=True)
    secret = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    place = models.ForeignKey(
        "places.Place", db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    place_thing = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    spot = models.CharField(max_length=300, blank=True)
    sector = models.SlugField(max_length=40, blank=True)
    category = models.SlugField(max_length=60, blank=True)
    body = models.ForeignKey("bodies.Body", null=True, on_delete=models.PROTECT, related_name="+")
    body_thing = models.ForeignKey(
        "ledger.Thing", null=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    desk = models.ForeignKey("bodies.Desk", null=True, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        "bodies.Position", null=True, on_delete=models.PROTECT, related_name="+"
    )
    rung = models.PositiveSmallIntegerField(default=0)
    applicant = models.ForeignKey(
        "people.Person", null=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    spoken_for_by = models.ForeignKey(
        "bodies.Body", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=5)
    hides_from_public = models.BooleanField(default=True)
    hides_from_authority = models.BooleanField(default=False)
    is_spoken_for = models.BooleanField(default=False)
    is_private = models.BooleanField(default=False)
    embargo_until = models.DateField(null=True)
    moderation = models.CharField(max_length=10, default="waiting")
    title = models.CharField(max_length=200)
    words = models.TextField()
    facts = models.JSONField(default=dict)
    search_key = models.TextField(blank=True)
    places = ArrayField(models.BigIntegerField(), default=list)
    fingerprint = models.CharField(max_length=64, blank=True)
    moved_at = models.DateTimeField(null=True)
    basis = models.CharField(max_length=10)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    is_open = models.BooleanField(default=True)
    closed_as = models.CharField(max_length=40, blank=True)
    confirmed = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    parent = models.ForeignKey(
        "self", null=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    supporters = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(basis__in=["statutory", "charter", "courtesy"]),
                name="case_basis_known",
            ),
            models.CheckConstraint(
                condition=Q(moderation__in=["waiting", "passed", "hidden"]),
                name="case_moderation_known",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "id"], name="case_of_place"),
            models.Index(
                fields=["body_thing", "due_at", "number"],
                condition=Q(is_open=True),
                name="case_clock_of_body",
            ),
            models.Index(
                fields=["due_at", "number"], condition=Q(is_open=True), name="case_clock_of_all"
            ),
            models.Index(fields=["body_thing", "changed_at", "number"], name="case_changed"),
            models.Index(fields=["officer", "id"], condition=Q(is_open=True), name="case_officer"),
            models.Index(fields=["applicant", "id"], name="case_of_applicant"),
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="case_parent"),
            models.Index(
                fields=["closed_at", "id"], condition=Q(is_open=False), name="case_closed"
            ),
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="case_embargo",
            ),
            models.Index(
                fields=["fingerprint", "id"],
                condition=~Q(fingerprint=""),
                name="case_fingerprint",
            ),
        ]


class Found(models.Model):
    """Every word and fact by which a case is found, as lexemes (docs/adr/0181).

    Apart from the case, so that a changed due time does not touch the index of words.
    """

    number = models.BigIntegerField(primary_key=True)
    words = SearchVectorField()


class DueMoved(models.Model):
    """A due time that was reckoned again and that the case's row does not show yet.

    `subject` is the Thing of the case. Whoever applies it holds the case, and takes the line away.
    """

    subject = models.BigIntegerField()
    was = models.DateTimeField(null=True)
    becomes = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["subject"], name="due_moved_of")]


class Entry(models.Model):
    """One line of a case's time-line: a move, a message, a paper, a note. Lines are only added.

    `what` is the key of a move or one of: opened, message, note, call, paper, clock-moved, climbed,
    relocated, rerouted, assigned, joined, moderated, embargo, feedback, file. `content` holds the
    fields that the move asked for, and in `side` who it was: applicant, office, counter, program.
    `message` is a number of `post.Message`; for a moved clock: of its notice (null: not told yet).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    what = models.CharField(max_length=40)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    is_public = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    content = models.JSONField(default=dict)
    message = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="entry_of_case"),
            models.Index(fields=["id"], condition=Q(what="moderated"), name="entry_moderated"),
            models.Index(
                fields=["id"],
                condition=Q(what="clock-moved", message__isnull=True),
                name="entry_untold",
            ),
        ]


class Paper(models.Model):
    """A paper of a case: what went out or came in, with the numbers that offices give.

    `kind`: forwarding, reply, receipt, receipt-refused, acknowledgement, portal, letter. `number`
    is the diary, dispatch, registered-post or portal number, as `numbering` says.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20)
    numbering = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=80, blank=True)
    on = models.DateField()
    brought_by = models.CharField(max_length=120, blank=True)
    witness = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    file = models.BigIntegerField(null=True)
    entered_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()


class Tally(models.Model):
    """How many cases of a place, body, kind and category count for a `measure`.

    Every change of a case adds lines (`n` is 1 or -1); a job folds lines of a key into one. So a
    count is exact at every moment, and two officers never wait for one row.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("bodies.Body", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    category = models.SlugField(max_length=60, blank=True)
    measure = models.CharField(max_length=20)
    n = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["measure", "place", "kind", "category", "body", "n"], name="tally_counted"
            )
        ]


class Template(models.Model):
    """An answer that officers of a body write again and again, with placeholders.

    `names` and `words` are by language; `kind` empty: for every kind of matter.
    """

    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, blank=True)
    names = models.JSONField()
    words = models.JSONField()
    is_ended = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["body", "id"], name="template_of_body")]


class Support(models.Model):
    """Somebody says *me too*. `who` is a keyed digest of what tells them apart."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "who"], name="support_once")]


class Feedback(models.Model):
    """What the applicant was asked after closing, and what they said; no answer is counted, too.

    `relief`: full, part, none. `received` are keys of how they were received (shamed, mocked,
    asked-for-money, no-transport, no-ramp, not-in-my-language, well).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    channel = models.CharField(max_length=10)
    answered_at = models.DateTimeField(null=True)
    relief = models.CharField(max_length=10, blank=True)
    received = ArrayField(models.CharField(max_length=30), default=list)
    words = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="feedback_of_case")]


class Hearing(models.Model):
    """An open hearing (khuli kachehri) at a place and a day. `state`: called, open, closed."""

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(unique=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_thing = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    venue = models.JSONField()
    starts_at = models.DateTimeField()
    notice = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="called")
    minutes = models.JSONField(default=dict)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)


class Seat(models.Model):
    """A body that was invited to a hearing, and whether somebody came (null: not said yet)."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="seats")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    came = models.BooleanField(null=True)
    who = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hearing", "body"], name="seat_once")]


class Matter(models.Model):
    """One applicant in the queue of a hearing. `client` is the number that the hall's device gave.

    `state`: waiting, called, heard, left. `case` is the matter that was opened or taken up,
    `promise` the case of the officer's direction.
    """

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="matters")
    queue = models.PositiveIntegerField()
    client = models.UUIDField(unique=True)
    applicant = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey("bodies.Body", null=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    direction = models.TextField(blank=True)
    promised_for = models.DateField(null=True)
    state = models.CharField(max_length=10, default="waiting")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    promise = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hearing", "queue"], name="matter_queue_once")
        ]
