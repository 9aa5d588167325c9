"""The OpenAPI document is what it says, and the API does what the document says."""

import jsonschema
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests import matters as sets
from tests import world as worlds

from kachehri.interfaces.api import answering
from kachehri.interfaces.api.limits import Buckets

PLAIN = {"Host": "localhost", "Accept-Encoding": "identity"}
EXAMPLES = 8


@pytest.fixture
def document(db):
    return Client().get("/api/v1/openapi.json").json()


def test_the_document_is_openapi_3_1(document):
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"]
    names = set()
    for address, methods in document["paths"].items():
        assert address.startswith("/api/v1/")
        assert set(methods) == ({"post"} if address == "/api/v1/complaints" else {"get"})
        for one in methods.values():
            assert one["operationId"] not in names
            names.add(one["operationId"])
            assert one["description"], address
            assert {"200", "422", "429"} <= {str(code) for code in one["responses"]}
            for name in (part[1:-1] for part in address.split("/") if part.startswith("{")):
                assert name in {p["name"] for p in one["parameters"] if p["in"] == "path"}


def test_every_shape_of_the_document_is_json_schema(document):
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def references(part):
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(part, list):
        for one in part:
            yield from references(one)


def test_every_reference_leads_somewhere(document):
    for one in set(references(document)):
        assert one.rpartition("/")[2] in document["components"]["schemas"], one


@pytest.fixture
def contract(transactional_db, monkeypatch):
    monkeypatch.setattr(answering, "buckets", Buckets(0))
    worlds.build()
    sets.build()
    application = get_wsgi_application()
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_api_keeps_its_contract(contract, mode):
    tried = []
    for found in contract.get_all_operations():
        operation = found.ok()
        try:
            strategy = operation.as_strategy(generation_mode=mode)
            holds(strategy)
        except Unsatisfiable:
            continue  # nothing can be wrong with an address without parameters
        tried.append(operation.label)
    assert len(tried) > 8


def holds(strategy):
    """Ask as the document allows (or does not): each answer is one that the document names.

    A code may have the right form and stand for nothing: that is refused, and rightly.
    """

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @seed(2023)
    @given(case=strategy)
    def asked(case):
        case.call_and_validate(headers=PLAIN, excluded_checks=[positive_data_acceptance])

    asked()
