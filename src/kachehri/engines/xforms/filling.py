"""A simple form, asked question by question without a script: by web page or by text message.

`Filling` holds the record as it is now: after every answer it works out what is relevant, what is
calculated, and which choices are left. What is typed is checked as the form says. Nothing is kept
here: `values` is all that has to be kept to go on later.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext

from .asking import JR, Bind, Control, Document, opened, part, paths, preloaded
from .evaluating import Surroundings, evaluate
from .expressions import ExpressionProblem
from .kinds import FormModel
from .outside import local
from .simple import changes_by_itself, is_simple
from .typing_in import CHOICES, NotUnderstood, look_of, typed
from .valuing import Value, is_true, text

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Asked", "Filling", "NotFinished", "Step", "is_simple"]

MOST_ROUNDS = 40
"""So often calculations are worked out anew until nothing changes."""


@dataclass(frozen=True)
class Asked:
    """One question as it stands now. `look`: line, words, number, date, time, one, several,
    agree, note. `choices` are (value, label).
    """

    path: str
    look: str
    label: str
    hint: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    value: str = ""


@dataclass(frozen=True)
class Step:
    """What stands on one page: the headings of the groups around, and the questions."""

    key: str
    headings: tuple[str, ...]
    asked: tuple[Asked, ...]


class NotFinished(ValueError):
    """Something is missing or wrong: path → what to say."""

    def __init__(self, problems: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class Filling:
    """One record that is being filled. `values` are the answers so far, by path, as text.

    `at` is the time on the wall of whoever fills it; `language` the code of theirs.
    """

    def __init__(
        self,
        xform: bytes,
        model: FormModel | None,
        values: Mapping[str, str],
        language: str,
        at: datetime,
    ) -> None:
        self.document: Document = opened(xform)
        self.root = deepcopy(self.document.root)
        self.root.tail = None
        self.own: set[_Element] = set()
        self.spoken, self.language, self.at = self.document.language(language), language, at
        self.values = dict(values)
        self.nodes = dict(paths(self.root))
        self.controls = {one.path: one for one in self.document.controls if self.is_asked(one)}
        self.around = Surroundings(
            root=self.root,
            instances={**self.document.instances},
            at=at,
            choice_name=self._choice_name,
            itext=lambda key: self._written(self.document.text(key, self.spoken), self.root),
            version=str(self.root.get("version") or (model.version if model else "")),
        )
        self._begin()
        self._settle()

    def is_asked(self, control: Control) -> bool:
        """Whether a question can be asked here: no files, no positions."""
        return look_of(control, self.bind(control.path)) != "" and control.path in self.nodes

    def bind(self, path: str) -> Bind:
        """The rules of a value."""
        return self.document.binds.get(path) or Bind(path)

    def is_relevant(self, path: str) -> bool:
        """Whether a value is asked for, as things stand."""
        return path in self.nodes and self.nodes[path] not in self.around.hidden

    def steps(self) -> tuple[Step, ...]:
        """What is to be asked, as things stand; notes stand before the question that follows."""
        found: list[tuple[str, list[Control]]] = []
        notes: list[Control] = []
        for control in self.controls.values():
            if not self.is_relevant(control.path):
                continue
            if self.look(control) == "note" and not control.page:
                notes.append(control)
            elif control.page and found and found[-1][0] == control.page:
                found[-1][1].append(control)
            else:
                found.append((control.page or control.path, [*notes, control]))
                notes = []
        if notes:
            found.append((notes[0].path, notes))
        return tuple(self._step(key, controls) for key, controls in found)

    def current(self) -> Step | None:
        """The first step that was not answered yet; None where all were."""
        return next((one for one in self.steps() if not self.is_done(one)), None)

    def is_done(self, step: Step) -> bool:
        """Whether somebody has gone over a step."""
        return all(one.path in self.values for one in step.asked)

    def seen(self, step: Step) -> None:
        """Notes have nothing to answer: they were read."""
        for one in step.asked:
            if one.look == "note":
                self.values[one.path] = ""

    def answer(self, path: str, given: str) -> tuple[str, ...]:
        """Take an answer over. Says what is wrong with it; then the old one stays."""
        control, node = self.controls[path], self.nodes[path]
        if self.look(control) == "note":
            self.values[path] = ""
            return ()
        with translation.override(self.language):
            try:
                known = typed(control, self.bind(path), given, self.choices(control))
            except NotUnderstood as problem:
                return (str(problem),)
            before, node.text = node.text, known
            self._settle(keep=path)
            problems = self.problems(path)
            if problems:
                node.text = before
                self._settle()
                return problems
        self.values[path] = known
        return ()

    def problems(self, path: str) -> tuple[str, ...]:
        """What is wrong with a value as it stands."""
        bind, node = self.bind(path), self.nodes[path]
        if not self.around.content(node):
            if bind.required and self._holds(bind.required, path):
                said = self._message(bind.required_message, node)
                return (said or gettext("Please fill this in."),)
            return ()
        if bind.constraint and not self._holds(bind.constraint, path):
            said = self._message(bind.constraint_message, node)
            return (said or gettext("This cannot be right. Please look at it again."),)
        return ()

    def wrong(self) -> dict[str, tuple[str, ...]]:
        """All that is missing or wrong, by path."""
        with translation.override(self.language):
            found = {
                path: self.problems(path)
                for path in self.controls
                if self.is_relevant(path) and self.look(self.controls[path]) != "note"
            }
        return {path: said for path, said in found.items() if said}

    def finish(self) -> bytes:
        """The record as a device would send it. Raises NotFinished."""
        from lxml import etree

        if wrong := self.wrong():
            raise NotFinished(wrong)
        for bind in self.document.binds.values():
            if (bind.preload, bind.params) == ("timestamp", "end"):
                self._put(bind.path, self.at.isoformat(timespec="milliseconds"))
        self._settle()
        record = deepcopy(self.root)
        hidden = [path for path in self.nodes if not self.is_relevant(path)]
        there = dict(paths(record))
        for path in hidden:
            node = there[path]
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
        for node in record.iter():
            node.attrib.pop(f"{JR}template", None)
        etree.cleanup_namespaces(record)
        return bytes(etree.tostring(record, encoding="utf-8", xml_declaration=True))

    def choices(self, control: Control) -> tuple[tuple[str, str], ...]:
        """What can be chosen now: (value, label)."""
        node = self.nodes[control.path]
        itemset = part(control.element, "itemset")
        if itemset is None:
            items = [one for one in control.element if local(one.tag) == "item"]
            return tuple(
                ((value.text or "").strip() if (value := part(one, "value")) is not None else "",
                 self._label(one, node))
                for one in items
            )  # fmt: skip
        found = evaluate(str(itemset.get("nodeset")), self.around, node)
        value, label = part(itemset, "value"), part(itemset, "label")
        wanted = str(value.get("ref")) if value is not None else "name"
        said = str(label.get("ref")) if label is not None else "label"
        items = found if isinstance(found, list) else []
        return tuple((self._text(wanted, one), self._text(said, one)) for one in items)

    def look(self, control: Control) -> str:
        """How a question is asked."""
        bind = self.bind(control.path)
        is_fixed = bind.calculate or (bind.readonly and self._holds(bind.readonly, control.path))
        return "note" if is_fixed else look_of(control, bind)

    def label(self, path: str) -> str:
        """The label of a question as it stands now."""
        return self._label(self.controls[path].element, self.nodes[path])

    def shown(self, path: str) -> str:
        """An answer as a person reads it."""
        control = self.controls[path]
        value = self.around.content(self.nodes[path])
        if self.look(control) not in CHOICES:
            return value
        labels = dict(self.choices(control))
        return ", ".join(labels.get(one, one) for one in value.split())

    # --- inside -------------------------------------------------------------------------------

    def _step(self, key: str, controls: list[Control]) -> Step:
        headings = tuple(
            said
            for group in controls[-1].groups
            if (said := self._label(group, self.nodes.get(str(group.get("ref")), self.root)))
        )
        return Step(key, headings, tuple(self._asked(one) for one in controls))

    def _asked(self, control: Control) -> Asked:
        bind, look = self.bind(control.path), self.look(control)
        hint = part(control.element, "hint")
        node = self.nodes[control.path]
        return Asked(
            path=control.path,
            look=look,
            label=self._label(control.element, node),
            hint=self._written(hint, node) if hint is not None else "",
            required=bool(bind.required) and self._holds(bind.required, control.path),
            choices=self.choices(control) if look in CHOICES else (),
            value=self.around.content(node),
        )

    def _begin(self) -> None:
        """Values of a new record: what is preloaded, and what was answered before."""
        for bind in self.document.binds.values():
            begins = preloaded(bind, self.at)
            if begins and bind.path in self.nodes:
                self.values.setdefault(bind.path, begins)
        for path, said in self.values.items():
            self._put(path, said)
        for path, expression in self.document.firsts:
            if path in self.nodes and path not in self.values:
                self._put(path, self._text(expression, self.nodes[path]))

    def _put(self, path: str, said: str) -> None:
        node = self.nodes.get(path)
        if node is not None and len(node) == 0:
            node.text = said

    def _settle(self, keep: str = "") -> None:
        """Work out what is relevant and what is calculated until nothing changes any more."""
        for _round in range(MOST_ROUNDS):
            changed = [self._settled(bind) for bind in self.document.binds.values()]
            if not any(changed) and not self._without_lost_choices(keep):
                return
        raise ExpressionProblem("the calculations of this form go round in circles")

    def _settled(self, bind: Bind) -> bool:
        node = self.nodes.get(bind.path)
        if node is None:
            return False
        changed = bool(bind.relevant) and self._hide(
            node, not self._holds(bind.relevant, bind.path)
        )
        if bind.calculate and node not in self.around.hidden and len(node) == 0:
            changed = self._calculated(bind, node) or changed
        return changed

    def _calculated(self, bind: Bind, node: "_Element") -> bool:
        """Work a value out; what differs each time (`uuid()`, `now()`) once for the record."""
        is_once = changes_by_itself(bind.calculate)
        if is_once and node.text:
            return False
        found = self._text(bind.calculate, node)
        if found == (node.text or ""):
            return False
        node.text = found
        if is_once:
            self.values[bind.path] = found
        return True

    def _hide(self, node: "_Element", is_hidden: bool) -> bool:
        """Mark a node and all in it. What lies in a hidden group stays hidden."""
        if (node in self.own) == is_hidden:
            return False
        if is_hidden:
            self.own.add(node)
            self.around.hidden.update(node.iter())
        else:
            self.own.discard(node)
            self.around.hidden.clear()
            for one in self.own:
                self.around.hidden.update(one.iter())
        return True

    def _without_lost_choices(self, keep: str) -> bool:
        """An answer that can no longer be chosen is taken back."""
        changed = False
        for path, control in self.controls.items():
            said = self.nodes[path].text
            if not said or path == keep or control.kind not in ("select", "select1"):
                continue
            itemset = part(control.element, "itemset")
            if itemset is None or "[" not in str(itemset.get("nodeset")):
                continue
            known = {value for value, _label in self.choices(control)}
            left = " ".join(one for one in said.split() if one in known)
            if left != said:
                self.nodes[path].text, changed = left, True
                self.values.pop(path, None)
        return changed

    def _holds(self, expression: str, path: str) -> bool:
        return is_true(evaluate(expression, self.around, self.nodes[path]), self.around)

    def _text(self, expression: str, node: "_Element") -> str:
        found: Value = evaluate(expression, self.around, node)
        return text(found, self.around)

    def _label(self, element: "_Element", node: "_Element") -> str:
        label = part(element, "label")
        return self._written(label, node) if label is not None else ""

    def _message(self, written: str, node: "_Element") -> str:
        """A message of the form: a text by its key, or the words themselves."""
        if not written.startswith("jr:itext("):
            return written
        found = self._text(written, node)
        return "" if found == "-" else found

    def _written(self, element: "_Element | None", node: "_Element") -> str:
        """The words of a label, with values where the form puts them."""
        if element is None:
            return ""
        reference = str(element.get("ref") or "")
        if reference.startswith("jr:itext("):
            key = reference.removeprefix("jr:itext(").rstrip(")").strip("'\" ")
            return self._written(self.document.text(key, self.spoken), node)
        words = [element.text or ""]
        for output in element:
            words.append(self._text(str(output.get("value") or "''"), node))
            words.append(output.tail or "")
        return " ".join("".join(words).split())

    def _choice_name(self, chosen: str, path: str) -> str:
        control = next((one for one in self.document.controls if one.path == path), None)
        return dict(self.choices(control)).get(chosen, "") if control is not None else ""
