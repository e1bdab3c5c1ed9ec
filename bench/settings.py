"""The settings of production with the addresses of the bench, for the server that is measured."""

from lebak_catalog.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
