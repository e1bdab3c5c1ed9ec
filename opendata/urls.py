"""Addresses of the open data: the calls behind their common door, and the page about them."""

from django.urls import URLPattern, path, re_path

from opendata.door import door
from opendata.views import docs
from opendata.views.api import api

app_name = "opendata"
CALLS = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
urlpatterns = [
    path("data/", docs.docs, name="docs"),
    path("api/v1/", docs.root, name="api-root"),
    *(path(f"api/v1/{one.pattern}", door(one.callback), name=one.name) for one in CALLS),
    re_path(r"^api/v1/.*$", door(docs.nothing), name="nothing"),
]
