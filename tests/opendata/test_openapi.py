"""The description for machines is OpenAPI 3: checked piece by piece against the shape that the standard demands."""

import re

import pytest

from opendata.views.api import api

TYPES = {"string", "integer", "number", "boolean", "array", "object", "null"}


@pytest.fixture(scope="module")
def schema():
    return api.get_openapi_schema()


def parts(value, at="#"):
    """Every dictionary of the document with its place."""
    if isinstance(value, dict):
        yield at, value
        for key, one in value.items():
            yield from parts(one, f"{at}/{key}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from parts(one, f"{at}/{number}")


def test_the_document_has_what_the_standard_asks_for(schema):
    assert re.fullmatch(r"3\.[01]\.\d+", schema["openapi"])
    assert isinstance(schema["info"]["title"], str) and isinstance(schema["info"]["version"], str)
    assert set(schema) <= {"openapi", "info", "servers", "paths", "components", "security", "tags", "externalDocs"}
    assert all(path.startswith("/api/v1/") for path in schema["paths"])


def test_every_operation_has_parameters_and_answers_of_the_right_shape(schema):
    seen = set()
    for path, operations in schema["paths"].items():
        assert set(operations) == {"get"}, "read only"
        operation = operations["get"]
        seen.add(operation["operationId"])
        in_path = set(re.findall(r"{(\w+)}", path))
        assert {one["name"] for one in operation["parameters"] if one["in"] == "path"} == in_path
        for one in operation["parameters"]:
            assert one["in"] in ("path", "query") and one["name"] and one["schema"]
            assert one["in"] == "query" or one["required"] is True
        assert {"200", "400", "429", "503"} <= {str(code) for code in operation["responses"]}
        for status, answer in operation["responses"].items():
            sent_as = "application/json" if int(status) < 400 else "application/problem+json"
            assert answer["description"] and answer["content"][sent_as]["schema"]
        assert "description" not in operation and operation["summary"], "no English of our code"
    assert len(seen) == len(schema["paths"])


def test_every_reference_leads_somewhere_and_every_type_exists(schema):
    for at, one in parts(schema):
        if isinstance(one.get("$ref"), str):
            target = schema
            for step in one["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            assert target, at
        if isinstance(one.get("type"), str) and "properties" not in at.rpartition("/")[0][-11:]:
            assert one["type"] in TYPES, at


@pytest.mark.django_db
def test_it_is_served(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200 and answer.json()["openapi"].startswith("3.")
    assert answer["Access-Control-Allow-Origin"] == "*"
