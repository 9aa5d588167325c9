"""What is said when a form is not taken."""

from collections.abc import Sequence

from kachehri.engines.xforms.kinds import FormProblem


class FormRefused(ValueError):
    """The form is not taken, or not published: each problem says where and how to mend it."""

    def __init__(self, problems: Sequence[FormProblem]) -> None:
        super().__init__("; ".join(one.message for one in problems))
        self.problems = tuple(problems)

    @classmethod
    def because(cls, message: str, mend: str = "", **where: str) -> "FormRefused":
        """With a single problem."""
        return cls((FormProblem(message, mend, **where),))  # type: ignore[arg-type]


class FormChanged(ValueError):
    """Somebody else changed the form meanwhile."""
