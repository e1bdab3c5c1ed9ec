"""The portal's addresses with the demo's door, as MODE=demo has them."""

from django.urls import include, path

from lebak_catalog.urls import handler400, handler403, handler404, handler500  # noqa: F401
from lebak_catalog.urls import urlpatterns as portal

urlpatterns = [*portal, path("demo/", include("lebak_catalog.demo.urls"))]
