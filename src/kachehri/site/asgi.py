"""The ASGI entry."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kachehri.site.settings")
# whitenoise streams files by a plain iterator, of which Django warns under ASGI.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume")

application = get_asgi_application()
