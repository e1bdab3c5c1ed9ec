"""All settings: read from the environment, refused when they are nonsense or insecure.

MODE decides the rest: `demo` (a stranger's machine, loopback only), `test`, or `production` (the default).
"""

import importlib.metadata
import sys
from pathlib import Path
from urllib.parse import unquote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from lebak_catalog.file_storage import storages
from lebak_catalog.limits import ACCOUNT_RATE_LIMITS  # noqa: F401  (allauth reads it here)
from lebak_catalog.logs import logging_to

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(str(BASE_DIR / ".env"))

MODE = env.str("MODE", "test" if "pytest" in sys.modules else "production")
if MODE not in ("production", "demo", "test"):
    raise ImproperlyConfigured(f"MODE must be production, demo or test, not {MODE!r}")
PRODUCTION, DEMO = MODE == "production", MODE == "demo"


def secret(name: str, least: int = 32) -> str:
    """A secret of at least `least` characters; outside production a fixed one stands in."""
    value = env.str(name, "" if PRODUCTION else f"{name.lower()}-for-{MODE}-only-".ljust(64, "x"))
    if len(value) < least:
        raise ImproperlyConfigured(f"{name} must be set to at least {least} random characters")
    return value


DEBUG = False
SECRET_KEY = secret("SECRET_KEY", 50)
# NIK and other secret fields: the first key encrypts, all of them decrypt (rotation); the hash key never rotates alone.
FIELD_KEYS = [secret("FIELD_KEY"), *env.list("OLD_FIELD_KEYS", default=[])]
HASH_KEY = secret("HASH_KEY")
if PRODUCTION and len({SECRET_KEY, FIELD_KEYS[0], HASH_KEY}) < 3:
    raise ImproperlyConfigured("SECRET_KEY, FIELD_KEY and HASH_KEY must differ")

SITE_URL = env.str("SITE_URL", "" if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
if PRODUCTION and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must be the public address and begin with https://")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
if PRODUCTION and (not ALLOWED_HOSTS or any(host.startswith((".", "*")) for host in ALLOWED_HOSTS)):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of this site, without * and no whole domain")
if DEMO and not set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]", "testserver"}:
    raise ImproperlyConfigured("MODE=demo opens every role to everybody: ALLOWED_HOSTS may name this machine only")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Whose portal this is: Kemendagri code of the regency, shown names, and the office that answers.
REGION_CODE = env.str("REGION_CODE", "36.02").replace(".", "")
if not (REGION_CODE.isdigit() and len(REGION_CODE) == 4):
    raise ImproperlyConfigured("REGION_CODE must look like 36.02")
if REGION_CODE != "3602" and not {"REGION_NAME", "OFFICE_NAME"} <= env.ENVIRON.keys():
    raise ImproperlyConfigured("another REGION_CODE needs its own REGION_NAME and OFFICE_NAME")
SITE_NAME = env.str("SITE_NAME", "Lebak Catalog")
REGION_NAME = env.str("REGION_NAME", "Kabupaten Lebak")
OFFICE_NAME = env.str("OFFICE_NAME", "Disperindag Kabupaten Lebak")
OFFICE_WHATSAPP = env.str("OFFICE_WHATSAPP", "")

DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / ".data" / MODE)))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "csp",
    "pgtrigger",
    "treebeard",
    "django_filters",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "lebak_catalog",
    "audit",
    "accounts",
    "jobs",
    "review",
    "registry",
    "clusters",
    "claims",
    "fieldwork",
    "certification",
    "catalog",
    "figures",
    "upkeep",
    "faults",
    "prints",
    "opendata",
    "demand",
    "publication",
    "privacy",
]

MIDDLEWARE = [
    "audit.request_id.RequestIdMiddleware",
    "lebak_catalog.errors.DatabaseAwayMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lebak_catalog.private_pages.PrivatePagesMiddleware",
    "publication.pages.SharedPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "lebak_catalog.urls"
WSGI_APPLICATION = "lebak_catalog.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lebak_catalog.menu.shell",
            ],
            "builtins": [
                "accounts.templatetags.portal",
                "accounts.templatetags.fields",
                "accounts.templatetags.keep",
                "django.templatetags.l10n",
            ],
        },
    }
]
FORM_RENDERER = "lebak_catalog.form_renderer.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# A database that is away answers within 10 s: connecting 3 s, a statement 8 s, a lock 4 s.
DATABASES = {"default": env.db("DATABASE_URL", "postgres://127.0.0.1:1/set-DATABASE_URL")}
DATABASES["default"] |= {
    "ENGINE": "lebak_catalog.postgresql",
    "HOST": unquote(DATABASES["default"]["HOST"]),  # a socket folder is written %2Fvar%2Frun
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "connect_timeout": 3,
        # jit: compiling costs more than our longest list; Debian's PostgreSQL has it on
        "options": "-c jit=off -c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=60000"
        % (env.int("STATEMENT_TIMEOUT_MS", 8000), env.int("LOCK_TIMEOUT_MS", 4000)),
    },
}
if MODE == "test" and "TEST_TEMPLATE" in env.ENVIRON:  # a database with every migration applied (tests/template.py)
    DATABASES["default"]["TEST"] = {"TEMPLATE": env.str("TEST_TEMPLATE")}
if PRODUCTION and "DATABASE_URL" not in env.ENVIRON:
    raise ImproperlyConfigured("DATABASE_URL must be set, for example postgres://user:password@127.0.0.1/lebak")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # the limits below live here: culling early would forget them
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.Rights",
    "allauth.account.auth_backends.AuthenticationBackend",
]
SESSION_ENGINE = "accounts.sessions"  # knows whose a session is, so that a person can end her other ones
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:  # __Host-: no other site of the same domain can plant these
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lebak_catalog.errors.csrf_failure"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]  # asked by the machine itself, without nginx
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
# W021: preloading is the choice of the domain's owner, it cannot be taken back quickly. W045: tested in the database.
SILENCED_SYSTEM_CHECKS = ["security.W021", "models.W045"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

LANGUAGE_CODE = "id"  # no LocaleMiddleware: an English phone still gets Indonesian pages
TIME_ZONE = "Asia/Jakarta"
USE_I18N = USE_TZ = USE_THOUSAND_SEPARATOR = True

BOOTSTRAP = importlib.metadata.distribution("bootstrap-wrapper").locate_file("bootstrap")
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lebak_catalog.assets.BuiltFinder",
]
MEDIA_URL = "media/"  # public renditions only
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"  # originals and scans; never under a served folder
STORAGES = {
    **storages(env.str("FILES_AT", ""), PRIVATE_ROOT, production=PRODUCTION),
    # Tests look files up where they lie; everywhere else collectstatic gives each a name by its content.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        "OPTIONS": {"file_permissions_mode": 0o644},  # the web server of the machine may read these
    },
}
SHARED_PAGES = MODE != "test"  # pages for everybody are kept in memory (publication/pages.py)
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = MODE == "test"
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_PERMISSIONS = 0o640

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/pusat-usaha/"
HOME_OF_ROLE = {
    "reviewer": "/petugas/antrean/",
    "supervisor": "/petugas/antrean/",
    "field_officer": "/petugas/antrean/",
    "procurement_officer": "/produk/",
    "administrator": "/akun/peran/",
}
# Sign-in by a code of six digits, without passwords (docs/decisions/0009).
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account exists only after its contact was proven
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1 if PRODUCTION else 0)
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER, MFA_TOTP_TOLERANCE, MFA_ALLOW_UNVERIFIED_EMAIL = SITE_NAME, 1, True

# Texts (WhatsApp or SMS) leave through a gateway that takes {"to": "+62...", "text": "..."} with a bearer token.
MESSAGE_GATEWAY_URL = env.str("MESSAGE_GATEWAY_URL", "")
MESSAGE_GATEWAY_TOKEN = env.str("MESSAGE_GATEWAY_TOKEN", "")
if MESSAGE_GATEWAY_URL and PRODUCTION and not (MESSAGE_GATEWAY_URL.startswith("https://") and MESSAGE_GATEWAY_TOKEN):
    raise ImproperlyConfigured("MESSAGE_GATEWAY_URL must begin with https:// and needs MESSAGE_GATEWAY_TOKEN")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <noreply@localhost>")
EMAIL_TIMEOUT = 10
if "EMAIL_URL" in env.ENVIRON:
    vars().update(env.email("EMAIL_URL"))
elif PRODUCTION:
    raise ImproperlyConfigured("EMAIL_URL must be set, for example smtp+tls://user:password@mail.example:587")
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "outbox")

LOGGING = logging_to(DATA_DIR / "portal.log", console=not DEMO, level="INFO" if PRODUCTION else "WARNING")
