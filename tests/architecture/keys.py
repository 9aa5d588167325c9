"""Foreign keys point down and leave no handle; no look-up walks across one."""

import ast
import re
from collections.abc import Iterable, Iterator
from configparser import ConfigParser

from django.db.models import Field, Model

from .sources import ROOT, Module, Tree, calls, dotted

FOLLOWS = re.compile(r"\.(select_related|prefetch_related|only|defer)$")
# After a key, these ask about the key itself and not about what it points at.
ABOUT_THE_KEY = {"id", "pk", "in", "isnull", "exact", "gt", "gte", "lt", "lte", "range"}


def floors() -> list[str]:
    """Every engine and domain from the lowest up, as the import contracts order them."""
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    found: list[str] = []
    for layer in ("engines", "domains"):
        lines = contracts[f"importlinter:contract:{layer}"]["layers"].split("\n")
        for line in reversed([line.strip() for line in lines if line.strip()]):
            found += [f"{layer}.{name.strip()}" for name in line.split("|")]
    return found


def floor_of(model: type[Model]) -> str:
    """The engine or domain of a model, as in `domains.places`; empty for other people's models."""
    module = model.__module__
    return ".".join(module.split(".")[1:3]) if module.startswith("kachehri.") else ""


def keys_across(models: Iterable[type[Model]]) -> Iterator[tuple[type[Model], Field, type[Model]]]:
    """Every foreign key from one of our apps into another: (model, field, target)."""
    for model in models:
        for field in model._meta.local_fields:
            target = field.related_model if field.is_relation else None
            if (
                isinstance(target, type)
                and floor_of(model)
                and floor_of(target) not in {"", floor_of(model)}
            ):
                yield model, field, target


def keys_point_down(models: Iterable[type[Model]]) -> Iterator[str]:
    """A foreign key points to a lower app and gives that app no handle on the higher one."""
    order = floors()
    for model, field, target in keys_across(models):
        if order.index(floor_of(target)) > order.index(floor_of(model)):
            yield f"{model.__name__}.{field.name} climbs to {floor_of(target)}"
        if not field.remote_field.hidden:
            yield f"{model.__name__}.{field.name} leaves a handle: related_name='+'"


def no_look_up_crosses(tree: Tree, names: set[str]) -> Iterator[str]:
    """No `place__name`, and no select_related, across a key into another app (`names`)."""
    crossing = (
        re.compile(rf"(?:^|__)-?({'|'.join(sorted(names))})__(\w+?)(?:__|$)") if names else None
    )
    for module in tree.modules:
        for node, text in words(module):
            found = crossing.search(text) if crossing else None
            if found and found[2] not in ABOUT_THE_KEY:
                yield module.says(node, f"looks across a key ({text})")
        for call in calls(module.tree):
            if FOLLOWS.search(dotted(call.func)):
                for argument in call.args:
                    if isinstance(argument, ast.Constant) and argument.value in names:
                        yield module.says(call, f"follows a key ({argument.value})")


def words(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Keyword names and short texts, in which a look-up may stand."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.keyword) and node.arg:
            yield node.value, node.arg
        elif isinstance(node, ast.Constant) and re.fullmatch(r"-?\w+", str(node.value)):
            yield node, str(node.value).lstrip("-")
