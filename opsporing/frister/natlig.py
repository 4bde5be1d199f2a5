"""What the core tidies at night."""

from datetime import datetime
from importlib import import_module

from django.conf import settings


def ryd_sessioner(*, nu: datetime) -> None:
    """Forget sign-ins that have ended. They end by the wall clock, which the demo's offset does not move."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
