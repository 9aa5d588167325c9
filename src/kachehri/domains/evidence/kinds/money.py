"""How a budget is read: one line a head, cost centre or scheme and year; a column a stage."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MoneyRecipe:
    """A table of money by year.

    Every file has the columns `place` (a code), `year` (2023-24, from July to June), `source` and,
    where it can, `cell`. `stages` are columns of amounts in rupees, each a value of the dimension
    `stage`; `dims` are columns that break them down. With `names` the lines are values of that open
    dimension: the columns `number` and `name` give code and name, `sector` its sector, and `facts`
    what else is kept of it.
    """

    code: str
    label: str
    indicator: str
    stages: tuple[str, ...]
    dims: tuple[str, ...] = ()
    names: str = ""
    facts: tuple[str, ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which the file is another one."""
        return ("place", "year", "source", *(("number", "name") if self.names else ()))
