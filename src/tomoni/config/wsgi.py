"""The web application, as granian starts it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tomoni.config.settings")

application = get_wsgi_application()
