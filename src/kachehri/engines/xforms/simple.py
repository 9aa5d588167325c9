"""Whether a light page and text messages can ask a form, and why not."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, gettext_noop

from .expressions import Call, ExpressionProblem, Literal, Negative, Operation, Tree, Way, read
from .functions import FUNCTIONS
from .kinds import FormModel, Question
from .patterns import runs_away

FILES = frozenset(
    {"image", "audio", "video", "file", "barcode", "geotrace", "geoshape", "geopoint", "rank"}
    | {"background-audio"}
)
NOT_HERE = frozenset({"pulldata", "search"})
EVER_NEW = frozenset({"uuid", "random", "now"})
MOST_CHOICES = 300

REPEATS = gettext_noop("It asks the same questions again and again (“%(name)s”).")
NEEDS_DEVICE = gettext_noop("It must have a picture, a sound, a position or an order (“%(name)s”).")
OUTSIDE = gettext_noop("It takes its answers from a file (“%(name)s”).")
LONG_LIST = gettext_noop("It has a list of more than 300 answers (“%(name)s”).")
NOT_KNOWN = gettext_noop("It reckons with something that is not known here (“%(name)s”).")
SEALED = gettext_noop("Its answers are encrypted on the device.")


def is_simple(model: FormModel) -> tuple[str, ...]:
    """The reasons why a form is not simple; none where it is."""
    found = [(REPEATS, one.name) for one in model.repeats()]
    found += [(OUTSIDE, name) for name in model.external_lists]
    found += [(LONG_LIST, name) for name, items in model.lists.items() if len(items) > MOST_CHOICES]
    if model.public_key:
        found.append((SEALED, ""))
    for question in model.questions():
        found.extend(_against(question))
    return tuple(dict.fromkeys(gettext(reason) % {"name": name} for reason, name in found))


def changes_by_itself(expression: str) -> bool:
    """Whether an expression gives something else each time, whatever was answered."""
    return not EVER_NEW.isdisjoint(_called(read(expression)))


def _against(question: Question) -> Iterator[tuple[str, str]]:
    if question.type in FILES and question.required:
        yield NEEDS_DEVICE, question.name
    for expression in (
        question.relevant,
        question.constraint,
        question.calculation,
        question.required,
        question.choice_filter,
    ):
        if expression and not _is_known(expression):
            yield NOT_KNOWN, question.name


def _is_known(expression: str) -> bool:
    try:
        return all(one in FUNCTIONS and one not in NOT_HERE for one in _called(read(expression)))
    except ExpressionProblem:
        return False


def _is_costly(given: Sequence[Tree]) -> bool:
    return any(isinstance(one, Literal) and runs_away(str(one.value)) for one in given[1:2])


def _called(tree: Tree) -> Iterator[str]:
    """Every function that an expression asks for."""
    match tree:
        case Call(name, given):
            yield "" if name == "regex" and _is_costly(given) else name
            for one in given:
                yield from _called(one)
        case Operation(_, left, right):
            yield from _called(left)
            yield from _called(right)
        case Negative(of):
            yield from _called(of)
        case Way(start, moves, where):
            inner = [*where, *(one for move in moves for one in move.where)]
            inner += [start] if not isinstance(start, str | None) else []
            for one in inner:
                yield from _called(one)
        case Literal():
            return
