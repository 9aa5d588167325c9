"""Every setting, on one page. What differs by installation comes from the environment."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kachehri.engines.accounts.counting import COUNTING, RATE_LIMITS
from kachehri.engines.pagekit import languages
from kachehri.engines.postgres.addresses import database_addresses, secret_key

VAR = Path(os.environ.get("KACHEHRI_VAR", Path.cwd() / "var")).resolve()
PACKAGE = Path(__file__).resolve().parent.parent
WEB_PARTS = Path(os.environ.get("KACHEHRI_WEB_PARTS", PACKAGE.parents[1] / "node_modules"))

DEBUG = os.environ.get("KACHEHRI_DEBUG") == "1"
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = os.environ.get("KACHEHRI_HOSTS", "127.0.0.1,localhost").split(",")
ROOT_URLCONF = "kachehri.site.urls"
ASGI_APPLICATION = "kachehri.site.asgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_linear_migrations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "kachehri.engines.ledger",
    "kachehri.engines.accounts",
    "kachehri.engines.access",
    "kachehri.engines.jobs",
    *(f"kachehri.engines.{name}" for name in ("flow", "post", "quarantine", "vault")),
    *(f"kachehri.engines.{name}" for name in ("tables", "pagekit", "documents")),
    *(f"kachehri.domains.{name}" for name in ("places", "evidence", "people", "bodies")),
    *(f"kachehri.domains.{name}" for name in ("forms", "cases", "reports")),
    "kachehri.packs.pakistan",
    *(f"kachehri.interfaces.{name}" for name in ("api", "sms", "email", "web")),
]
PACKS = ["kachehri.packs.pakistan"]
# The key of the district that this site is of.
HOME_PLACE = os.environ.get("KACHEHRI_PLACE", "larkana")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kachehri.engines.pagekit.middleware.SafetyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "kachehri.engines.pagekit.middleware.ReaderMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kachehri.engines.accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kachehri.engines.pagekit.context.layout",
                "kachehri.interfaces.web.navigation.site",
            ],
        },
    }
]

# "default" is the application's role; "owner" migrates; "auditor" only reads.
DATABASES = database_addresses(VAR)

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["kachehri.engines.accounts.backends.PasswordBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "kachehri.engines.accounts.adapters.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = RATE_LIMITS
CACHES = {"default": COUNTING}
# How many proxies stand before the site: the address of a visitor is read from behind them.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KACHEHRI_PROXIES", "0"))
MFA_ADAPTER = "kachehri.engines.accounts.adapters.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1
LOGIN_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24

# Cookies travel over HTTPS only, except on this very machine, which has none.
ON_THIS_MACHINE = set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]", "testserver"}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not (DEBUG or ON_THIS_MACHINE)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ur", _("Urdu")), ("sd", _("Sindhi"))]
LANGUAGES_BIDI = languages.install()
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LOCALE_PATHS = [PACKAGE.parents[1] / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Karachi"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kachehri.engines.pagekit.parts.PartsFinder",
]
STORAGES = {"staticfiles": {"BACKEND": "kachehri.engines.pagekit.parts.HashedStorage"}}
WHITENOISE_USE_FINDERS = True
FILES_ROOT = VAR / "files"
# Where the site stands: links in files that people keep lead there.
SITE_URL = os.environ.get("KACHEHRI_URL", "http://127.0.0.1:8000")
# Collect sends up to 102 parts in one request.
DATA_UPLOAD_MAX_NUMBER_FILES = 200
API_REQUESTS_A_MINUTE = int(os.environ.get("KACHEHRI_API_REQUESTS", "300"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CSRF_FAILURE_VIEW = "kachehri.engines.pagekit.pages.forged"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365  # sent over HTTPS only
