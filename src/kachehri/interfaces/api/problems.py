"""What went wrong, as RFC 9457 says it: `application/problem+json`, in plain words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong with a request: where, and what to do."""

    where: str
    message: str


class ApiProblem(Exception):
    """Ends a request with a problem. `wrong` says which parameters to mend."""

    def __init__(self, status: int, detail: str, wrong: Sequence[Wrong] = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.wrong = tuple(wrong)


def not_found(what: str, code: object) -> ApiProblem:
    """404 for a thing that there is not."""
    return ApiProblem(404, f"There is no {what} {str(code)!r}.")


def refused(where: str, message: str) -> ApiProblem:
    """422 for a parameter that cannot be understood."""
    return ApiProblem(422, "The request cannot be answered as it is.", [Wrong(where, message)])


def answer(status: int, detail: str, wrong: Sequence[Wrong] = ()) -> HttpResponse:
    """The response."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if wrong:
        body["errors"] = [{"where": one.where, "message": one.message} for one in wrong]
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=CONTENT_TYPE
    )


def of_invalid(errors: Sequence[dict[str, Any]]) -> HttpResponse:
    """422 from what the checks of the parameters found."""
    wrong = [
        Wrong(
            str(one["loc"][-1] if isinstance(one["loc"][-1], str) else one["loc"][-2]), one["msg"]
        )
        for one in errors
    ]
    return answer(422, "The request cannot be answered as it is.", wrong)
