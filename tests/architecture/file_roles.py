"""A file's name tells its job (ARCHITECTURE.md); these checks hold each file to it."""

import ast
import re
from collections.abc import Iterator

from .sources import Module, Tree, calls, dotted, functions, imports

CLOCKS = re.compile(
    r"(^|\.)(timezone\.(now|localtime|localdate)|datetime\.(now|utcnow|today)|date\.today|"
    r"time\.(time|monotonic)|Now|TransactionNow)$"
)
WRITES = re.compile(
    r"\.(save|create|acreate|bulk_create|bulk_update|get_or_create|update_or_create|delete)$"
)
STORED = re.compile(r"^\s*(insert|update|delete|truncate|alter|drop|create)\b", re.IGNORECASE)
HTTP = ("django.http", "django.shortcuts", "django.views", "django.urls")
FOR_PACKS = re.compile(
    r"^(kachehri\.kernel\.|kachehri\.packs\.|"
    r"kachehri\.(engines|domains)\.\w+\.(kinds|rules|roles|actions|queries|blocks)(\.|$)|"
    r"django\.(utils|apps|conf)\.|"
    r"(dataclasses|datetime|decimal|pathlib|collections|functools|enum|typing|csv|json|re|io|"
    r"itertools|importlib|tomllib|hashlib|zoneinfo)\b)"
)


def actions_are_told_who_and_when(tree: Tree) -> Iterator[str]:
    """A public function of a domain's actions is keyword-only and takes `by` and `at`."""
    for module in tree.of("domains", role="actions"):
        for node in public_functions(module):
            if node.args.args or node.args.posonlyargs:
                yield module.says(node, f"{node.name} takes positional arguments")
            names = {argument.arg for argument in node.args.kwonlyargs}
            for missing in sorted({"by", "at"} - names):
                yield module.says(node, f"{node.name} is not told `{missing}`")


def public_functions(module: Module) -> Iterator[ast.FunctionDef]:
    """Functions at the top of a module whose names have no leading underscore."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def no_clock_is_read(tree: Tree) -> Iterator[str]:
    """The kernel, domains (but for their pages and tasks) and packs are told the time."""
    for module in tree.of("kernel", "domains", "packs"):
        if module.role not in {"pages", "endpoints", "tasks"}:
            for call in calls(module.tree):
                if CLOCKS.search(dotted(call.func)):
                    yield module.says(call, f"reads the clock ({dotted(call.func)})")


def models_hold_no_verbs(tree: Tree) -> Iterator[str]:
    """Columns, constraints and query vocabulary: nothing that writes, no hidden ordering."""
    for module in tree.of("domains", "engines", role="models"):
        yield from (
            module.says(node, f"overrides {node.name}")
            for node in functions(module.tree)
            if node.name in {"save", "delete", "full_clean"}
        )
        yield from writing_calls(module)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and node.name == "Meta":
                yield from (
                    module.says(line, "sets Meta.ordering")
                    for line in node.body
                    if isinstance(line, ast.Assign) and dotted(line.targets[0]) == "ordering"
                )


def readers_do_not_write(tree: Tree) -> Iterator[str]:
    """Queries, rules, kinds and pages change nothing."""
    for module in tree.of("domains", "interfaces"):
        if (
            module.role in {"queries", "rules", "kinds", "pages", "endpoints"}
            or module.room == "interfaces/web"
        ):
            yield from writing_calls(module)


def writing_calls(module: Module) -> Iterator[str]:
    """Calls that change rows: of the ORM, or SQL in so many words."""
    for call in calls(module.tree):
        name = dotted(call.func)
        if WRITES.search(name) or (name.endswith(".update") and call.keywords and not call.args):
            yield module.says(call, f"writes ({name})")
        if name.endswith("execute") and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant) and STORED.match(str(first.value)):
                yield module.says(call, "writes (SQL)")


def queries_answer_with_read_models(tree: Tree) -> Iterator[str]:
    """No public query of a domain hands out a row of its tables."""
    for module in tree.of("domains", role="queries"):
        rows = {
            name.rsplit(".", 1)[-1]
            for _, name in imports(module)
            if ".models." in name and name.startswith("kachehri.")
        }
        for node in public_functions(module):
            told = (
                {n.id for n in ast.walk(node.returns or node) if isinstance(n, ast.Name)}
                if node.returns
                else set()
            )
            for name in sorted(told & rows):
                yield module.says(node, f"{node.name} hands out {name}")


def kinds_are_frozen_vocabulary(tree: Tree) -> Iterator[str]:
    """Every class of a kinds.py is a frozen dataclass or an enumeration; none knows the ORM."""
    for module in tree.of("domains", role="kinds"):
        for node, name in imports(module):
            if name.startswith("django.db") or ".models" in name:
                yield module.says(node, f"knows the ORM ({name})")
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and not is_vocabulary(node):
                yield module.says(node, f"{node.name} is not a frozen dataclass")


def is_vocabulary(node: ast.ClassDef) -> bool:
    """Frozen dataclasses, enumerations, protocols and problems."""
    bases = {dotted(base).rsplit(".", 1)[-1] for base in node.bases}
    if any(base in {"Protocol", "NamedTuple", "TypedDict"} or "Enum" in base for base in bases):
        return True
    if any(base.endswith(("Exception", "Error", "Problem")) for base in bases):
        return True
    return any(
        isinstance(made, ast.Call)
        and dotted(made.func).endswith("dataclass")
        and any(
            k.arg == "frozen" and getattr(k.value, "value", None) is True for k in made.keywords
        )
        for made in node.decorator_list
    )


def http_stays_in_pages(tree: Tree) -> Iterator[str]:
    """Only pages, endpoints and urls of a domain know HTTP."""
    for module in tree.of("domains"):
        if module.role not in {"pages", "endpoints", "urls"}:
            for node, name in imports(module):
                if name.startswith(HTTP):
                    yield module.says(node, f"knows HTTP ({name})")


def pages_call_one_domain(tree: Tree) -> Iterator[str]:
    """A domain's pages ask their own domain only; interfaces/web puts several together."""
    for module in tree.of("domains"):
        if module.role in {"pages", "endpoints"}:
            own = "kachehri." + module.room.replace("/", ".")
            for node, name in imports(module):
                if name.startswith("kachehri.domains.") and not name.startswith(own + "."):
                    yield module.says(node, f"asks another domain ({name})")


def nothing_hangs_on_commit(tree: Tree) -> Iterator[str]:
    """What must happen after a change is a row of the same transaction, not a callback."""
    for module in tree.of("domains", "packs"):
        for call in calls(module.tree):
            if dotted(call.func).endswith("on_commit"):
                yield module.says(call, "hangs something on on_commit")


def no_signals(tree: Tree) -> Iterator[str]:
    """Our apps do not talk by signals."""
    for module in tree.modules:
        for node, name in imports(module):
            if name.startswith(
                ("django.dispatch", "django.db.models.signals", "django.core.signals")
            ):
                yield module.says(node, f"uses signals ({name})")


def no_generic_keys(tree: Tree) -> Iterator[str]:
    """*About anything* is a key to ledger.Thing; models are imported, not looked up by name."""
    for module in tree.modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute | ast.Name | ast.alias):
                name = getattr(node, "attr", getattr(node, "id", getattr(node, "name", "")))
                if str(name).startswith("GenericForeignKey"):
                    yield module.says(node, "uses a generic foreign key")
        for call in calls(module.tree):
            if dotted(call.func).endswith("apps.get_model"):
                yield module.says(call, "looks a model up by name (apps.get_model)")


def packs_declare(tree: Tree) -> Iterator[str]:
    """A pack imports vocabulary, and the actions and queries that it wires; no machinery."""
    for module in tree.of("packs"):
        for node, name in imports(module):
            if not FOR_PACKS.match(name):
                yield module.says(node, f"imports {name}")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and any(
                "Model" in dotted(base) for base in node.bases
            ):
                yield module.says(node, f"makes a table ({node.name})")


SLOW = {"polars", "vl_convert", "typst", "docx", "openpyxl", "python_calamine"}


WRAPPERS = ("engines/charts", "engines/documents", "engines/tables")


def slow_libraries_wait(tree: Tree) -> Iterator[str]:
    """A slow library is imported inside the function that needs it.

    A wrapper may import one at its top if nothing but another such wrapper imports it at its own.
    """
    at_the_top = {m.name: list(imports(m, iter(top_level(m.tree)))) for m in tree.modules}
    slow = {
        "kachehri." + name.replace("/", ".")
        for name, found in at_the_top.items()
        if any(imported.split(".")[0] in SLOW for _, imported in found)
    }
    for module in tree.modules:
        own = "kachehri." + module.name.replace("/", ".")
        for node, name in at_the_top[module.name]:
            if name.split(".")[0] in SLOW and module.room not in WRAPPERS:
                yield module.says(node, f"loads {name.split('.')[0]} when the program starts")
            elif own not in slow and slow & {name, name.rpartition(".")[0]}:
                yield module.says(node, f"loads the wrapper {name} when the program starts")


def top_level(tree: ast.Module) -> list[ast.AST]:
    """What runs when a module is imported: everything outside functions and TYPE_CHECKING."""
    found: list[ast.AST] = []
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        found.append(node)
        typing_only = isinstance(node, ast.If) and dotted(node.test).endswith("TYPE_CHECKING")
        if not typing_only and not isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
        ):
            waiting.extend(ast.iter_child_nodes(node))
    return found


CHECKS = (
    actions_are_told_who_and_when,
    no_clock_is_read,
    models_hold_no_verbs,
    readers_do_not_write,
    queries_answer_with_read_models,
    kinds_are_frozen_vocabulary,
    http_stays_in_pages,
    pages_call_one_domain,
    nothing_hangs_on_commit,
    no_signals,
    no_generic_keys,
    packs_declare,
    slow_libraries_wait,
)
