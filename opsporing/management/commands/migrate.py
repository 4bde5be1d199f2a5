"""`manage.py migrate`: Django's own, which leaves the history of rows as closed as it found it."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from opsporing import rettigheder


class Command(migrate.Command):
    """A migration that makes a trigger also makes anew the function that lets triggers be passed over."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, and close the history again."""
        super().handle(*args, **options)
        if not options["plan"]:
            rettigheder.close_history(connections[options["database"]])
