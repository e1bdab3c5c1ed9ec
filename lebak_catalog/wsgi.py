"""What an application server loads."""

import os

from django.core.wsgi import get_wsgi_application

from lebak_catalog.strictness import strict

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lebak_catalog.settings")
application = strict(get_wsgi_application())
