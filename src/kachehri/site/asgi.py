"""The ASGI entry."""

import os
import warnings
from importlib import import_module

from django.core.asgi import get_asgi_application

from kachehri.engines.pagekit.arriving import LARGEST_UPLOAD, LimitBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kachehri.site.settings")
# whitenoise streams files by a plain iterator, of which Django warns under ASGI.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume")

django = get_asgi_application()
# Known only now that the apps are ready: plain answers of phones go a short way, and what requests
# bring in is written together.
straight = import_module("kachehri.interfaces.api.openrosa_straight").Straight
application = LimitBodies(straight(django), LARGEST_UPLOAD)
import_module("kachehri.engines.jobs.together").begin()
