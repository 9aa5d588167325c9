"""Every verb that goes into the ledger has words for people, declared beside the actions."""

import ast
from collections.abc import Iterator

from .sources import Module, Tree, calls, dotted, functions

Said = tuple[ast.expr, str | None]


def verbs_have_words(tree: Tree) -> Iterator[str]:
    """Each recorded verb stands in `VERBS` of its room's actions.py, and nothing else does."""
    known: dict[str, set[str]] = {}
    used: dict[str, set[str]] = {}
    for module in tree.of("engines", "domains", "packs", "interfaces"):
        known.setdefault(module.room, set()).update(declared(module))
        for node, verb in recorded(module):
            if verb is None:
                yield module.says(node, "no check can read which verb is recorded here")
            else:
                used.setdefault(module.room, set()).add(verb)
    for room, verbs in known.items():
        recorded_here = used.get(room, set())
        yield from (
            f"{room}: {verb!r} is recorded and has no words" for verb in recorded_here - verbs
        )
        yield from (
            f"{room}: {verb!r} has words and is never recorded" for verb in verbs - recorded_here
        )


def declared(module: Module) -> Iterator[str]:
    """The keys of `VERBS` at the top of an actions.py."""
    if module.role != "actions":
        return
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and [dotted(t) for t in node.targets] == ["VERBS"]:
            assert isinstance(node.value, ast.Dict)
            yield from (key.value for key in node.value.keys if isinstance(key, ast.Constant))


def recorded(module: Module) -> Iterator[Said]:
    """What `verb=` is in every call, followed through one function that passes it on."""
    if module.name == "engines/ledger/actions":
        return
    for call in calls(module.tree):
        for given in call.keywords:
            if given.arg == "verb":
                yield from spoken(module, given.value)


def spoken(module: Module, value: ast.expr) -> Iterator[Said]:
    """The verb itself, or those that callers of the function around it pass on."""
    if not isinstance(value, ast.Name):
        yield value, text_of(value)
        return
    passing = [f for f in functions(module.tree) if value in list(ast.walk(f))]
    if not passing:
        yield value, None
        return
    names = [arg.arg for arg in (*passing[-1].args.args, *passing[-1].args.kwonlyargs)]
    for call in calls(module.tree):
        if dotted(call.func) == passing[-1].name:
            given = {**dict(zip(names, call.args, strict=False))}
            given |= {k.arg: k.value for k in call.keywords if k.arg}
            verb = given.get(value.id)
            yield call, text_of(verb) if verb else None


def text_of(value: ast.expr) -> str | None:
    """A text that stands there as such."""
    plain = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return value.value if plain else None


CHECKS = (verbs_have_words,)
