"""The ASGI entry."""

import os
import warnings

from django.core.asgi import get_asgi_application

from kachehri.engines.pagekit.arriving import LARGEST_UPLOAD, LimitBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kachehri.site.settings")
# whitenoise streams files by a plain iterator, of which Django warns under ASGI.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume")

application = LimitBodies(get_asgi_application(), LARGEST_UPLOAD)
