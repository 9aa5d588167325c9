"""Each check of this folder is shown a planted breach and sees it, and nothing in its repair."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps.registry import Apps
from django.db import models

from . import documentation, file_roles, keys, looks, names_and_sizes, start_up, tracked, verbs
from .sources import Tree

LONG = "\n".join(f"    x{n} = {n}" for n in range(61))
# For each check: the file, a breach in it, and the breach repaired.
BREACHES: dict[Callable[[Tree], Iterator[str]], list[tuple[str, str, str]]] = {
    verbs.verbs_have_words: [
        (
            "domains/a/actions.py",
            "record(verb='a.closed', by=by)",
            "VERBS = {'a.closed': _('Closed')}\nrecord(verb='a.closed', by=by)",
        ),
        (
            "engines/a/actions.py",
            "def _record(verb, at):\n    record(verb=verb)\n_record('a.closed', at)",
            "VERBS = {'a.closed': _('Closed')}\n"
            "def _record(verb, at):\n    record(verb=verb)\n_record('a.closed', at)",
        ),
        ("domains/a/actions.py", "VERBS = {'a.closed': _('Closed')}", "VERBS = {}"),
        ("domains/a/actions.py", "record(verb='a.' + name)", "record(at=at)"),
    ],
    file_roles.actions_are_told_who_and_when: [
        (
            "domains/a/actions.py",
            "def load(path, *, by, at): ...",
            "def load(*, path, by, at): ...",
        ),
        ("domains/a/actions.py", "def load(*, by): ...", "def load(*, by, at): ..."),
        ("domains/a/actions.py", "def load(*, at): ...", "def _load(): ..."),
    ],
    file_roles.no_clock_is_read: [
        ("domains/a/rules.py", "timezone.now()", "at"),
        ("packs/a/b.py", "datetime.now(tz=UTC)", "datetime(2023, 1, 1)"),
        ("kernel/a.py", "date.today()", "today"),
        ("domains/a/queries.py", "Q(at__lt=Now())", "Q(at__lt=at)"),
    ],
    file_roles.models_hold_no_verbs: [
        (
            "domains/a/models.py",
            "class A:\n    def save(self): ...",
            "class A:\n    def due(self): ...",
        ),
        ("engines/a/models.py", "def close(self):\n    self.create(x=1)", "def close(self): ..."),
        (
            "domains/a/models.py",
            "class A:\n    class Meta:\n        ordering = ['x']",
            "class A:\n    class Meta:\n        indexes = ['x']",
        ),
    ],
    file_roles.readers_do_not_write: [
        ("domains/a/queries.py", "A.objects.filter(x=1).update(x=2)", "{}.update({1: 2})"),
        ("domains/a/rules.py", "row.save()", "row.saved"),
        ("interfaces/web/a.py", "A.objects.create(x=1)", "actions.make(x=1)"),
        ("domains/a/queries.py", "c.execute('delete from a')", "c.execute('select 1')"),
    ],
    file_roles.queries_answer_with_read_models: [
        (
            "domains/a/queries.py",
            "from .models import A\ndef one() -> A | None: ...",
            "from .models import A\ndef one() -> AView | None: ...",
        ),
    ],
    file_roles.kinds_are_frozen_vocabulary: [
        ("domains/a/kinds.py", "from django.db import models", "from decimal import Decimal"),
        ("domains/a/kinds.py", "class A: ...", "@dataclass(frozen=True)\nclass A: ..."),
        ("domains/a/kinds.py", "@dataclass\nclass A: ...", "class A(StrEnum): ..."),
    ],
    file_roles.http_stays_in_pages: [
        (
            "domains/a/actions.py",
            "from django.http import HttpRequest",
            "from django.db import models",
        ),
    ],
    file_roles.pages_call_one_domain: [
        ("domains/a/pages.py", "from kachehri.domains.b import queries", "from . import queries"),
        ("domains/a/pages.py", "from ..b import queries", "from ..a import queries"),
    ],
    file_roles.nothing_hangs_on_commit: [
        ("domains/a/actions.py", "transaction.on_commit(f)", "jobs.ask(f)"),
    ],
    file_roles.no_signals: [
        ("engines/a/apps.py", "from django.db.models.signals import post_save", "import django"),
        ("domains/a/apps.py", "from django.dispatch import receiver", "import django"),
    ],
    file_roles.no_generic_keys: [
        (
            "domains/a/models.py",
            "x = GenericForeignKey('a', 'b')",
            "x = ForeignKey('ledger.Thing')",
        ),
        ("domains/a/queries.py", "apps.get_model('a', 'B')", "A.objects"),
    ],
    file_roles.packs_declare: [
        ("packs/a/b.py", "from django.db import models", "from decimal import Decimal"),
        ("packs/a/b.py", "import kachehri.engines.a.models", "import kachehri.engines.a.kinds"),
        ("packs/a/b.py", "class A(models.Model): ...", "class A: ..."),
    ],
    file_roles.slow_libraries_wait: [
        ("engines/a/b.py", "import polars as pl", "def f():\n    import polars as pl"),
        ("domains/a/b.py", "import docx", "import kachehri.engines.documents.blocks"),
        (
            "engines/a/b.py",
            "if True:\n    from docx import Document",
            "if TYPE_CHECKING:\n    from docx import Document",
        ),
    ],
    names_and_sizes.modules_are_short: [
        ("kernel/a.py", "x = 1\n" * 401, "x = 1\n" * 398),
        ("site/settings.py", "x = 1\n" * 151, "x = 1\n" * 148),
    ],
    names_and_sizes.functions_are_short: [
        ("kernel/a.py", f"def f():\n{LONG}", f'def f():\n    """{LONG}"""'),
    ],
    names_and_sizes.half_of_the_functions_are_very_short: [
        ("kernel/a.py", "def f():\n" + "    x = 1\n" * 6, "def f():\n" + "    x = 1\n" * 5),
    ],
}
CASES = [(check, *breach) for check, breaches in BREACHES.items() for breach in breaches]


def plant(folder: Path, file: str, text: str) -> Tree:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n")
    return Tree(folder)


@pytest.mark.parametrize(
    ("check", "file", "breach", "repair"),
    CASES,
    ids=[f"{c[0].__name__}-{n}" for n, c in enumerate(CASES)],
)
def test_a_breach_is_seen(
    check: Callable[[Tree], Iterator[str]], file: str, breach: str, repair: str, tmp_path: Path
) -> None:
    assert list(check(plant(tmp_path / "breach", file, breach)))
    assert list(check(plant(tmp_path / "repair", file, repair))) == []


def test_a_slow_wrapper_loaded_at_the_start_is_seen(tmp_path: Path) -> None:
    plant(tmp_path, "engines/documents/docx.py", "import docx")
    tree = plant(tmp_path, "engines/documents/apps.py", "from .docx import write_docx")
    assert len(list(file_roles.slow_libraries_wait(tree))) == 1
    tree = plant(tmp_path, "engines/documents/apps.py", "def write():\n    from .docx import x")
    assert list(file_roles.slow_libraries_wait(tree)) == []


def test_every_check_has_a_breach() -> None:
    assert set(BREACHES) == {*file_roles.CHECKS, *names_and_sizes.CHECKS, *verbs.CHECKS}


@pytest.mark.parametrize("name", ["a/utils.py", "core/b.py", "text_helpers.py", "case_manager.py"])
def test_a_name_that_says_nothing_is_seen(name: str) -> None:
    assert list(names_and_sizes.names_say_something([Path(name)]))
    assert not list(names_and_sizes.names_say_something([Path("a/scores.py"), Path("recorder.py")]))


def table(name: str, app: str, **fields: models.Field) -> type[models.Model]:
    """A model class as if an app of ours had it."""
    meta = type("Meta", (), {"app_label": app.rsplit(".", 1)[-1], "apps": registry})
    module = f"kachehri.{app}.models"
    return type(name, (models.Model,), {"__module__": module, "Meta": meta, **fields})


registry = Apps()


def test_a_key_that_climbs_and_one_that_leaves_a_handle_are_seen() -> None:
    place = table("PlantedPlace", "domains.places")
    figure = table("PlantedFigure", "domains.evidence")
    climbs = table(
        "PlantedClimb",
        "domains.places",
        last=models.ForeignKey(figure, models.PROTECT, related_name="+"),
    )
    handle = table(
        "PlantedHandle", "domains.evidence", place=models.ForeignKey(place, models.PROTECT)
    )
    good = table(
        "PlantedGood",
        "domains.evidence",
        place=models.ForeignKey(place, models.PROTECT, related_name="+"),
    )
    assert list(keys.keys_point_down([climbs])) == ["PlantedClimb.last climbs to domains.evidence"]
    assert list(keys.keys_point_down([handle])) == [
        "PlantedHandle.place leaves a handle: related_name='+'"
    ]
    assert list(keys.keys_point_down([good])) == []


@pytest.mark.parametrize(
    ("breach", "repair"),
    [
        ("rows.filter(place__tier='x')", "rows.filter(place_id__in=ids)"),
        ("rows.order_by('-place__key')", "rows.order_by('-place_id')"),
        ("rows.values('versions__place__key')", "rows.values('versions__number')"),
        ("rows.select_related('place')", "rows.select_related('version')"),
        ("F('place__tier')", "F('place__isnull')"),
    ],
)
def test_a_look_up_across_a_key_is_seen(breach: str, repair: str, tmp_path: Path) -> None:
    names = {"place"}
    file = "domains/a/queries.py"
    assert list(keys.no_look_up_crosses(plant(tmp_path / "breach", file, breach), names))
    assert not list(keys.no_look_up_crosses(plant(tmp_path / "repair", file, repair), names))


@pytest.mark.parametrize(
    ("check", "file", "breach", "repair"),
    [
        (looks.stylesheets_are_small, "a.css", "x" * 20_481, "x" * 20_480),
        (
            looks.stylesheets_are_logical,
            "a.css",
            "p{margin-left:1em}",
            "p{margin-inline-start:1em}",
        ),
        (looks.stylesheets_are_logical, "a.css", "p{text-align: right}", "p{text-align: start}"),
        (looks.stylesheets_are_logical, "a.css", "p{left:0}", "p{inset-inline-start:0}"),
        (
            looks.templates_are_trimmed,
            "templates/a.html",
            "{% blocktranslate %}a{% endblocktranslate %}",
            "{% blocktranslate trimmed %}a{% endblocktranslate %}",
        ),
        (
            looks.templates_fetch_nothing_from_elsewhere,
            "templates/a.html",
            '<script src="https://cdn.example/x.js">',
            '<script src="/static/x.js">',
        ),
    ],
)
def test_a_breach_of_the_look_is_seen(
    check: Callable[[Path], Iterator[str]], file: str, breach: str, repair: str, tmp_path: Path
) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(breach)
    assert list(check(tmp_path))
    path.write_text(repair)
    assert list(check(tmp_path)) == []


@pytest.mark.parametrize(
    "text",
    [
        tracked.REGISTRIES[0],
        tracked.ABSOLUTE[0],
        tracked.WRITING_TOOLS[0],
        "-----BEGIN " + "PRIVATE KEY-----",
    ],
)
def test_what_no_file_may_hold_is_seen(text: str) -> None:
    assert list(tracked.problems("a.md", f"see {text} there".encode()))
    assert list(tracked.problems("a.md", b"see there")) == []
    assert list(tracked.problems("a.bin", b"x" * 700_000))


def test_what_is_not_documented_is_seen(tmp_path: Path) -> None:
    tree = plant(tmp_path, "domains/a/kinds.py", "class Novel: ...\nx = 'KACHEHRI_NOVEL'")
    assert documentation.kinds(tree) == {"Novel"}
    assert documentation.variables(tree) == {"KACHEHRI_NOVEL"}
    assert list(documentation.undocumented({"Novel"}, "Novella")) == ["Novel: not in docs/"]
    assert list(documentation.undocumented({"Novel"}, "a `Novel` here")) == []


def test_a_slow_library_at_the_start_is_seen(tmp_path: Path) -> None:
    assert start_up.slow_modules_loaded("import openpyxl", tmp_path) == ["openpyxl"]
