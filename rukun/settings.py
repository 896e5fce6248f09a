"""All settings, read once from the environment. docs/settings.md lists them; a test compares the two."""

from __future__ import annotations

from pathlib import Path

from rukun.areas.zone import zone_in
from rukun.databases.addresses import POSTGRESQL, databases
from rukun.people.entering.provider import Provider
from rukun.people.rules import SECOND_FACTOR_ROLES, Role
from rukun.trail import note
from rukun.values import readers
from rukun.values.time import city_zone, live_by

REPOSITORY = Path(__file__).resolve().parent.parent

# Where the embedded database, media and keys live.
RUKUN_HOME = readers.folder("RUKUN_HOME", REPOSITORY / "var")
# The folders of cities, and the one this installation serves.
RUKUN_KOTA_FOLDER = readers.folder("RUKUN_KOTA_FOLDER", REPOSITORY / "kota")
RUKUN_KOTA = readers.text("RUKUN_KOTA", "jakarta")
if not (RUKUN_KOTA_FOLDER / RUKUN_KOTA).is_dir():
    raise readers.BadSetting("RUKUN_KOTA", RUKUN_KOTA, f"there is no such folder in {RUKUN_KOTA_FOLDER}")
live_by(zone_in(RUKUN_KOTA_FOLDER / RUKUN_KOTA))
# True shows simulated people whom anyone may sign in as. Set by `rukun demo`; never for real residents.
RUKUN_DEMO = readers.flag("RUKUN_DEMO", False)
RUKUN_DEBUG = readers.flag("RUKUN_DEBUG", False)
# `json`: one object a line, for programs that gather logs.
RUKUN_LOG_FORMAT = readers.choice("RUKUN_LOG_FORMAT", "text", ("text", "json"))
# Who shows this may read /metrics from another machine.
RUKUN_METRICS_TOKEN = readers.text("RUKUN_METRICS_TOKEN", "")
if RUKUN_METRICS_TOKEN and len(RUKUN_METRICS_TOKEN) < 20:
    raise readers.BadSetting("RUKUN_METRICS_TOKEN", "...", "it needs at least 20 characters")
RUKUN_LOG_LEVEL = readers.choice("RUKUN_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))

# Whose desk opens only with a second factor.
RUKUN_SECOND_FACTOR_ROLES = readers.several(
    "RUKUN_SECOND_FACTOR_ROLES", sorted(SECOND_FACTOR_ROLES), among=sorted(set(Role) - {Role.WARGA})
)
# For how many hours it stays open in a session that showed one.
RUKUN_DESK_HOURS = readers.whole("RUKUN_DESK_HOURS", 12, least=1, most=720)
# How long an invitation to a seat is good.
RUKUN_INVITATION_DAYS = readers.whole("RUKUN_INVITATION_DAYS", 30, least=1, most=365)
# Whoever should answer a question is told when it has waited for so long.
RUKUN_QUESTION_DAYS = readers.whole("RUKUN_QUESTION_DAYS", 7, least=1, most=90)
# The city's own sign-in beside the local accounts (docs/single-sign-on.md).
RUKUN_OIDC = Provider(
    issuer=readers.issuer("RUKUN_OIDC_ISSUER"),
    client_id=readers.text("RUKUN_OIDC_CLIENT_ID", ""),
    client_secret=readers.text("RUKUN_OIDC_CLIENT_SECRET", ""),
    name=readers.text("RUKUN_OIDC_NAME", "SSO"),
    scopes=tuple(readers.listed("RUKUN_OIDC_SCOPES", ["openid", "profile", "email"])),
    acr=tuple(readers.listed("RUKUN_OIDC_ACR", [])),
    amr=tuple(readers.listed("RUKUN_OIDC_AMR", [])),
    hosts=tuple(readers.listed("RUKUN_OIDC_HOSTS", [])),
    ends_session=readers.flag("RUKUN_OIDC_END_SESSION", False),
    trusts_email=readers.flag("RUKUN_OIDC_TRUST_EMAIL", False),
)
# How many proxies of our own stand in front: so many entries of X-Forwarded-For are believed, from the right.
RUKUN_PROXIES = readers.whole("RUKUN_PROXIES", 0, least=0, most=5)


def _witnesses() -> list[str]:
    """Public keys of witnesses, each of which can be read: a mistake is told at start and not to the first visitor."""
    given = readers.listed("RUKUN_WITNESSES", [])
    for verifier in given:
        try:
            note.read_verifier(verifier, note.COSIGNATURE)
        except note.Forged as wrong:
            raise readers.BadSetting("RUKUN_WITNESSES", verifier, str(wrong)) from None
    return given


# Whose signatures under our seals are taken and shown, as `rukun trail witness` prints them.
RUKUN_WITNESSES = _witnesses()


SECRET_KEY = readers.secret("SECRET_KEY", RUKUN_HOME / "keys" / "secret-key")
# Keys before it: they open and recognise what was made with them, and make nothing any more.
SECRET_KEY_FALLBACKS = readers.earlier_secrets("SECRET_KEY_BEFORE")
DEBUG = RUKUN_DEBUG
ALLOWED_HOSTS = readers.listed("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = readers.listed("CSRF_TRUSTED_ORIGINS", [])
# How people reach the site: what e-mails and texts link to.
SITE_URL = readers.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
if not SITE_URL.startswith(("http://", "https://")):
    raise readers.BadSetting("SITE_URL", SITE_URL, "write https://HOST")
USE_HTTPS = readers.flag("RUKUN_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USE_HTTPS
# With https a cookie belongs to this very host: nobody on a neighbouring host of the same domain can plant one.
COOKIE_PREFIX = "__Host-" if USE_HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
# No script of ours reads it: the token stands in the page.
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if USE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = USE_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if USE_HTTPS else None
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Sessions of our own table: by the digest of their key, with whose they are and on which device.
SESSION_ENGINE = "rukun.people.entering.sessions"
SESSION_COOKIE_AGE = 90 * 86_400

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rukun.trail",
    "rukun.areas",
    "rukun.people",
    "rukun.penataan",
    "rukun.reports",
    "rukun.followup",
    "rukun.validation",
    "rukun.sosialisasi",
    "rukun.funds",
    "rukun.ranking",
    "rukun.notices",
    "rukun.following",
    "rukun.webhooks",
    "rukun.chats",
    "rukun.transparency",
    "rukun.operation",
    "rukun.channels.web",
]

MIDDLEWARE = [
    "rukun.channels.web.request.watched.Watched",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rukun.channels.web.request.middleware.Compressed",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rukun.channels.web.request.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rukun.channels.web.request.middleware.LanguageChosen",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "rukun.channels.web.request.closed.ClosedForWriting",
    "rukun.channels.web.request.wrote.Wrote",
    "rukun.channels.web.request.middleware.AskedBy",
    "rukun.channels.web.request.middleware.RefusalsAsPages",
    "rukun.channels.web.request.unkept.RefusesNul",
]

ROOT_URLCONF = "rukun.urls"
TAGS = "rukun.channels.web.templatetags"
TEMPLATES = [
    {
        "BACKEND": "rukun.channels.web.request.freed.Templates",
        "NAME": "django",
        "OPTIONS": {
            "loaders": [
                ("rukun.channels.web.drawing.still.Loader", ["django.template.loaders.app_directories.Loader"])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "rukun.channels.web.drawing.context.house",
            ],
            "builtins": [f"{TAGS}.{name}" for name in ("written", "numbers", "leading", "framing", "carded")],
            "libraries": {"i18n": f"{TAGS}.spoken"},
        },
    }
]
SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # that our `i18n` stands for Django's own is meant so

DATABASE_URL = readers.text("DATABASE_URL", f"sqlite:///{RUKUN_HOME / 'rukun.sqlite3'}")
if not DATABASE_URL.startswith(("sqlite:", *POSTGRESQL)):
    raise readers.BadSetting("DATABASE_URL", "...", "write sqlite:///FILE or postgresql://USER@HOST/NAME")
# The server itself, where DATABASE_URL leads to a pooler in transaction mode; that is for pages alone then.
DATABASE_DIRECT_URL = readers.text("DATABASE_DIRECT_URL", "")
# Standby servers that follow the primary: what strangers read may come from them.
DATABASE_REPLICA_URL = readers.listed("DATABASE_REPLICA_URL", [])
DATABASE_REPLICA_LAG = readers.whole("DATABASE_REPLICA_LAG", 2, least=1, most=60)
for _name, _urls in (("DATABASE_DIRECT_URL", [DATABASE_DIRECT_URL]), ("DATABASE_REPLICA_URL", DATABASE_REPLICA_URL)):
    if any(_urls) and not all(url.startswith(POSTGRESQL) for url in (DATABASE_URL, *_urls)):
        raise readers.BadSetting(_name, "...", "write postgresql://USER@HOST/NAME, as DATABASE_URL has to be, too")
DATABASES = databases(
    DATABASE_URL,
    pool=readers.whole("RUKUN_DATABASE_POOL", 8, least=1, most=200),
    direct=DATABASE_DIRECT_URL,
    replicas=DATABASE_REPLICA_URL,
    # No, where DATABASE_URL leads to a pooler and nothing else is known.
    keeps_plans=readers.flag("RUKUN_DATABASE_PLANS", True),
)
DATABASE_ROUTERS = ["rukun.databases.routing.Router"] if DATABASE_REPLICA_URL else []

# The public side as plain files, made anew each night where a folder is named (docs/mirror.md), and where it is hosted.
RUKUN_MIRROR = readers.text("RUKUN_MIRROR", "")
RUKUN_MIRROR_URL = readers.site("RUKUN_MIRROR_URL")
RUKUN_MIRROR_PHOTOS = readers.choice("RUKUN_MIRROR_PHOTOS", "320", ("none", "320", "800", "whole"))
RUKUN_MIRROR_REPORT_DAYS = readers.whole("RUKUN_MIRROR_REPORT_DAYS", 31, least=0, most=36_500)

# What programs that hand on reports know this city by, and whom they ask for a key (Open311).
OPEN311_JURISDICTION = readers.text("OPEN311_JURISDICTION", "")
OPEN311_CONTACT = readers.text("OPEN311_CONTACT", "")

# How many reads of /api/v1/ a network may ask each process for in a minute; 0: as many as it likes.
API_READS_PER_MINUTE = readers.whole("API_READS_PER_MINUTE", 600, least=0, most=1_000_000)

EMAIL_WAY = readers.mail_server("EMAIL_URL")
DEFAULT_FROM_EMAIL = readers.text("EMAIL_FROM", "Rukun <rukun@localhost>")
TEXT_URL = readers.text("TEXT_URL", "")
TEXT_TOKEN = readers.text("TEXT_TOKEN", "")
TEXT_ADAPTER = readers.text("TEXT_ADAPTER", "")
OUTSIDE_ALLOWED = readers.listed("OUTSIDE_ALLOWED", [])
# Networks of the city's own whose machines may be told of events, on any port.
WEBHOOK_NETWORKS = readers.networks("WEBHOOK_NETWORKS")

# Chats: the number and the app of WhatsApp's Cloud API, and a Telegram bot. A channel without all of its own is closed.
WHATSAPP_NUMBER_ID = readers.text("WHATSAPP_NUMBER_ID", "")
WHATSAPP_TOKEN = readers.text("WHATSAPP_TOKEN", "")
WHATSAPP_APP_SECRET = readers.text("WHATSAPP_APP_SECRET", "")
WHATSAPP_VERIFY_TOKEN = readers.text("WHATSAPP_VERIFY_TOKEN", "")
WHATSAPP_URL = readers.text("WHATSAPP_URL", "https://graph.facebook.com/v23.0").rstrip("/")
TELEGRAM_TOKEN = readers.text("TELEGRAM_TOKEN", "")
TELEGRAM_SECRET = readers.text("TELEGRAM_SECRET", "")
TELEGRAM_URL = readers.text("TELEGRAM_URL", "https://api.telegram.org").rstrip("/")
# Letters: the mailbox that is looked through, and whose word on their senders is believed.
RUKUN_INTAKE_IMAP = readers.mailbox("RUKUN_INTAKE_IMAP")
RUKUN_INTAKE_AUTHSERV = readers.text("RUKUN_INTAKE_AUTHSERV", "")
# A report that was begun and left is given up after so many hours; a conversation is forgotten after so many days.
RUKUN_CHAT_HOURS = readers.whole("RUKUN_CHAT_HOURS", 20, least=1, most=23)
RUKUN_CHAT_DAYS = readers.whole("RUKUN_CHAT_DAYS", 30, least=8, most=365)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
# The second is that of sessions from before the first.
AUTHENTICATION_BACKENDS = ["rukun.people.known.Known", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
CHECKS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{CHECKS}.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": f"{CHECKS}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("login", "name")}},
    {"NAME": f"{CHECKS}.CommonPasswordValidator"},
    {"NAME": f"{CHECKS}.NumericPasswordValidator"},
]
LOGIN_URL = "masuk"

# Shared by all hosts: the worker's sign of life, later rate limits. No second kind of server to run.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "rukun_cache"}}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [REPOSITORY / "rukun" / "locale"]
# Days begin when they do in the city: its province tells.
TIME_ZONE = city_zone().calendar_name
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [REPOSITORY / "rukun" / "channels" / "web" / "static"]
MEDIA_ROOT, MEDIA_STORE = readers.media_store("MEDIA_URL", RUKUN_HOME / "media")
# Where telephones reach that store to send photos to it straight; "" where they send them here.
RUKUN_DIRECT_UPLOADS = readers.straight("RUKUN_DIRECT_UPLOADS", has_store=bool(MEDIA_STORE))
MEDIA = {"BACKEND": "rukun.reports.s3.S3Media", "OPTIONS": MEDIA_STORE}
STORAGES = {
    "default": MEDIA if MEDIA_STORE else {"BACKEND": "rukun.reports.storage.LocalMedia"},
    "staticfiles": {"BACKEND": "rukun.channels.web.drawing.built.BuiltFiles"},
}
WHITENOISE_USE_FINDERS = True
# A built file whose name holds the digest of its content never changes.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/built/.+-[0-9A-Z]{8}\.\w+$"

# Picture tiles under the map, from a server that the operator chose; without them it shows the city's own borders.
BASEMAP_URL = readers.tiles("RUKUN_BASEMAP")
BASEMAP_ATTRIBUTION = readers.text("RUKUN_BASEMAP_ATTRIBUTION", "")
# Where "the way there" leads the crew: the telephone's own map, unless the operator names another.
RUKUN_WAY_URL = readers.way("RUKUN_WAY_URL", "geo:{lat},{lon}?q={lat},{lon}")
# Where the documentation's site is served, if anywhere: what leads from a desk to its guide.
GUIDES_URL = readers.site("RUKUN_GUIDES_URL")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "rukun.channels.web.request.logs.ForPeople"},
        "json": {"()": "rukun.channels.web.request.logs.ForPrograms"},
    },
    "filters": {"broken": {"()": "rukun.channels.web.request.logs.Broken"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": RUKUN_LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": RUKUN_LOG_LEVEL},
    "loggers": {
        # It writes down every address it calls, and some providers want their token in the address.
        "httpx": {"level": "WARNING"},
        # What was answered is told by `rukun.request`; this one tells what broke.
        "django.request": {"level": "ERROR", "filters": ["broken"]},
    },
}

# What the files in deploy/ leave to be filled in, and what they name only for an example (`rukun check --deploy`).
LEFT_OPEN = readers.saying(words="ISI")
LEFT_AS_EXAMPLE = readers.saying(words="contoh.go.id")
