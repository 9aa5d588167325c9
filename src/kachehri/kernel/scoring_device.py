"""The formulas by which a form works out a score on the telephone: the same as `scoring` says."""

from collections.abc import Iterator, Sequence

from .scoring import ByAnswer, BySize, Item, Score


def formulas(score: Score) -> Iterator[tuple[str, str]]:
    """Names of hidden questions with their formulas, the last one being the score itself.

    Formulas are those of XLSForm: `${name}` is the answer to a question.
    """
    name = f"score_{score.key}"
    if score.method == "mean":
        yield from _of_parts(name, score.parts)
        return
    if score.method == "highest":
        yield name, _worst(score.items)
        return
    yield f"{name}_got", " + ".join(_got(item) for item in score.items)
    yield f"{name}_of", " + ".join(f"if({_has(item)}, {item.most}, 0)" for item in score.items)
    got, of = f"${{{name}_got}}", f"${{{name}_of}}"
    total = sum(item.most for item in score.items)
    if score.method == "sum":
        missing = " + ".join(f"if({_has(item)}, 0, 1)" for item in score.items)
        yield f"{name}_missing", missing
        yield name, f"if(${{{name}_missing}} = 0, {got}, '')"
    else:
        share = f"int(100 * {got} div {of} + 0.5)"
        yield name, f"if({of} > 0 and 2 * {of} >= {total}, {share}, '')"


def _of_parts(name: str, parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    known = [f"${{score_{part}}}" for part in parts]
    yield f"{name}_got", " + ".join(f"if({one} != '', {one}, 0)" for one in known)
    yield f"{name}_of", " + ".join(f"if({one} != '', 1, 0)" for one in known)
    got, of = f"${{{name}_got}}", f"${{{name}_of}}"
    yield name, f"if({of} > 0 and 2 * {of} >= {len(parts)}, int({got} div {of} + 0.5), '')"


def _worst(items: Sequence[Item]) -> str:
    """The highest; -1 stands for not answered while it is sought."""
    each = ", ".join(f"if({_has(item)}, {_got(item)}, -1)" for item in items)
    some = " or ".join(_has(item) for item in items)
    return f"if({some}, max({each}), '')"


def _has(item: Item) -> str:
    """Whether the item was answered by something that has points."""
    asked = f"${{{item.question}}}"
    if isinstance(item, ByAnswer):
        test = f"selected({asked}, '%s')" if item.many else f"{asked} = '%s'"
        return "(" + " or ".join(test % answer for answer in item.points) + ")"
    if isinstance(item, BySize):
        if item.over:
            return f"({asked} != '' and ${{{item.over}}} != '' and ${{{item.over}}} != 0)"
        return f"({asked} != '')"
    harm, likely = f"${{{item.question}_harm}}", f"${{{item.question}_likely}}"
    known = f"({asked} = '{item.not_known}' or {likely} != '')"
    return f"({asked} = '{item.safe}' or ({asked} != '' and {harm} != '' and {known}))"


def _got(item: Item) -> str:
    """Its points; nothing where it was not answered."""
    asked = f"${{{item.question}}}"
    if isinstance(item, ByAnswer):
        return _chosen(asked, item)
    if isinstance(item, BySize):
        return _reached(asked, item)
    harm, likely = f"${{{item.question}_harm}}", f"${{{item.question}_likely}}"
    chance = f"if({asked} = '{item.not_known}', {item.unknown}, {likely})"
    return f"if({_has(item)}, if({asked} = '{item.safe}', 0, {harm} * {chance}), 0)"


def _chosen(asked: str, item: ByAnswer) -> str:
    given = {answer: points for answer, points in item.points.items() if points}
    if item.many:
        each = (f"if(selected({asked}, '{one}'), {points}, 0)" for one, points in given.items())
        return "(" + " + ".join(each) + ")" if given else "0"
    formula = "0"
    for answer, points in reversed(given.items()):
        formula = f"if({asked} = '{answer}', {points}, {formula})"
    return formula


def _reached(asked: str, item: BySize) -> str:
    size = f"100 * {asked} div ${{{item.over}}}" if item.over else asked
    formula = "0"
    for least, points in sorted(item.steps):
        formula = f"if({size} >= {least}, {points}, {formula})"
    return f"if({_has(item)}, {formula}, 0)"
