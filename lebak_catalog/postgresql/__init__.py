"""Django's backend for PostgreSQL with cheaper signs of life: the ENGINE of settings.DATABASES."""
