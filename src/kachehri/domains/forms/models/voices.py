"""Talks with people: who took part, what they agreed to, their sealed words, codes and quotes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Talk(models.Model):
    """An interview, a focus group or the like, at one place; without a word of what was said.

    `place_thing` is the Thing on which roles are asked. `kind`: interview, semi-structured,
    focus-group, key-informant, oral-history, observation, hearing, workshop. `topics` holds what
    it was about, a text for each language; `guide` the questions that were prepared. `language` is
    the one that was spoken. `state`: open, closed. `is_restricted`: read only by those who keep it.
    `is_made_up`: an example, which every page and file says. `version` goes up with every change.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_thing = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    topics = models.JSONField(default=dict)
    guide = models.TextField(blank=True)
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=5)
    not_heard = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="open")
    is_restricted = models.BooleanField(default=False)
    is_made_up = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    kept_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "closed"]), name="talk_state_known"
            )
        ]
        indexes = [models.Index(fields=["place", "id"], name="talk_of_place")]


class Participant(models.Model):
    """Somebody who took part, by number and profile: sex, age band, group; no name.

    `profile` is one key of a declared choice a field. `shown`: profile or name. A name is kept only
    where the person asked to be named: sealed with a key of its own (ring voices-people, by `id`).
    `withdrawn_at`: took everything back; then profile and name are gone and the number stays.
    """

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    profile = models.JSONField(default=dict)
    shown = models.CharField(max_length=10, default="profile")
    nonce = models.BinaryField(max_length=12, null=True)
    name = models.BinaryField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["talk", "number"], name="participant_once"),
            models.CheckConstraint(
                condition=Q(shown__in=["profile", "name"]), name="participant_shown_known"
            ),
        ]


class TalkConsent(models.Model):
    """A participant agreed, or did not, to one purpose; the newest line of a purpose counts.

    `purpose`: keep (words may be kept and coded), record (the sound may be kept), quote (words may
    be published without a name), name (with the name), contact (may be asked again).
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10)
    given = models.BooleanField()
    how = models.CharField(max_length=20)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["participant", "id"], name="talk_consent_of_participant")]


class Recording(models.Model):
    """The sound of a talk: a sealed file under `FILES_ROOT`, its key in the ring voices-sounds.

    `state`: kept, erased. `heard` are the numbers of the participants heard on it (empty: all).
    """

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=255, blank=True)
    heard = ArrayField(models.PositiveSmallIntegerField(), default=list)
    state = models.CharField(max_length=10, default="kept")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")


class Transcript(models.Model):
    """A text of a talk: `what` is transcript, translation or notes.

    A translation names its original by `of`; its turns have the numbers of the original's.
    """

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=12)
    language = models.CharField(max_length=5)
    of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    turns = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=["transcript", "translation", "notes"]),
                name="transcript_what_known",
            ),
            models.UniqueConstraint(
                fields=["of", "language"], name="translation_once", condition=Q(of__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["talk", "id"], name="transcript_of_talk")]


class Turn(models.Model):
    """What one person said in one go. `id` is the number of its key in the ring voices.

    `participant` null: whoever asked. `length` counts code points and stays when the words are
    erased, so that codes of others keep their place.
    """

    transcript = models.ForeignKey(Transcript, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.PROTECT, related_name="+"
    )
    length = models.PositiveIntegerField()
    nonce = models.BinaryField(max_length=12, null=True)
    content = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["transcript", "number"], name="turn_once")]


class Codebook(models.Model):
    """Codes that belong together. `guid` is its name in files of other tools."""

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    place_thing = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    guid = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class Code(models.Model):
    """A word for what people speak about. `path` is unique: parents' keys and its own, by dots.

    `is_codable` false: only holds others. `dimension` is that of human security where it has one.
    An ended code is no longer given; what was coded with it stays.
    """

    codebook = models.ForeignKey(Codebook, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)
    names = models.JSONField(default=dict)
    definition = models.TextField(blank=True)
    include = models.TextField(blank=True)
    exclude = models.TextField(blank=True)
    colour = models.CharField(max_length=7, blank=True)
    dimension = models.SlugField(max_length=40, blank=True)
    is_codable = models.BooleanField(default=True)
    guid = models.UUIDField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["codebook", "path"], name="code_path_once"),
            models.UniqueConstraint(fields=["codebook", "guid"], name="code_guid_once"),
        ]


class CodingTask(models.Model):
    """A coder's reading of one transcript with one codebook; nobody sees another's until both end.

    `number` 1 or 2 (or more): which coder. `ended_at`: said to be complete.
    """

    transcript = models.ForeignKey(Transcript, on_delete=models.PROTECT, related_name="+")
    codebook = models.ForeignKey(Codebook, on_delete=models.PROTECT, related_name="+")
    coder = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transcript", "codebook", "coder"], name="coding_task_once"
            ),
            models.UniqueConstraint(
                fields=["transcript", "codebook", "number"], name="coding_task_number_once"
            ),
        ]


class Coding(models.Model):
    """A code given to code points `start` to `end` (half-open) of a turn. Never a word of it.

    A memo is sealed with the key of the turn: it goes when the words go.
    """

    task = models.ForeignKey(CodingTask, on_delete=models.PROTECT, related_name="+")
    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="+")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    guid = models.UUIDField(unique=True)
    nonce = models.BinaryField(max_length=12, null=True)
    memo = models.BinaryField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="coding_not_empty"),
            models.UniqueConstraint(
                fields=["task", "turn", "code", "start", "end"], name="coding_once"
            ),
        ]
        indexes = [models.Index(fields=["code", "turn"], name="coding_of_code")]


class Quote(models.Model):
    """Words proposed for publication: a place in a turn, never a copy.

    `state`: proposed, approved, refused, withdrawn. `shown` are the fields of the profile that are
    printed with it; `place` the area that is named, never smaller than a tehsil without the name.
    `dimension` and `indicator` say beside what it stands. `decided_by` is never `proposed_by`.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    shown = ArrayField(models.CharField(max_length=20), default=list)
    dimension = models.SlugField(max_length=40)
    indicator = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, default="proposed")
    because = models.CharField(max_length=400, blank=True)
    proposed_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "ledger.Thing", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "approved", "refused", "withdrawn"]),
                name="quote_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")), name="quote_four_eyes"
            ),
        ]
        indexes = [models.Index(fields=["place", "state", "id"], name="quote_of_place")]


class QuotePart(models.Model):
    """Where the words of a quote lie, in one language: the original's first."""

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5)
    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    is_original = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quote", "language"], name="quote_language_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="quote_part_not_empty"),
        ]


class Knowledge(models.Model):
    """What a community knows of its own, with its holder's consent and attribution.

    `content` (MessagePack: titles, words for each language, the holder as it wants to be named) is
    sealed in the ring voices-knowledge by `id`. `terms` is what the holder allows: kept, community,
    public. `conditions` are the holder's own (not sold, asked again before new use). `state`:
    draft, approved, withdrawn.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_thing = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    talk = models.ForeignKey(Talk, null=True, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=20)
    terms = models.CharField(max_length=10)
    conditions = ArrayField(models.CharField(max_length=20), default=list)
    consent_how = models.CharField(max_length=20)
    consent_on = models.DateField()
    ask_again_on = models.DateField(null=True)
    nonce = models.BinaryField(max_length=12, null=True)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=10, default="draft")
    is_made_up = models.BooleanField(default=False)
    written_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        "ledger.Thing", null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "approved", "withdrawn"]),
                name="knowledge_state_known",
            ),
            models.CheckConstraint(
                condition=Q(terms__in=["kept", "community", "public"]),
                name="knowledge_terms_known",
            ),
        ]
        indexes = [models.Index(fields=["place", "state", "id"], name="knowledge_of_place")]
