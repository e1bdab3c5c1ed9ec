"""The OpenAPI document in the words of the people who read it: what our code says to developers is left out."""

from typing import Any

from ninja import NinjaAPI

from opendata.door import TITLES


class Api(NinjaAPI):
    """The calls with their document."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """The document, put into Indonesian; refusals have the type that they are sent with."""
        schema = super().get_openapi_schema(**kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation.pop("description", None)
                for status, answer in operation["responses"].items():
                    answer["description"] = TITLES.get(int(status), "Jawaban")
                    if int(status) >= 400:
                        answer["content"] = {"application/problem+json": answer["content"].pop("application/json")}
        for shape in schema["components"]["schemas"].values():
            shape.pop("description", None)
        return schema
