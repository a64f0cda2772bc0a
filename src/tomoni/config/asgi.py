"""Live editing, as granian starts it: one process, beside the pages, which stay WSGI."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tomoni.config.settings")
django.setup()

from tomoni.academy.workspaces.live.sockets import Live  # noqa: E402 - needs Django set up

application = Live()
