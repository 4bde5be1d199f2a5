"""`manage.py rettigheder`: give the application's database role what it needs, and nothing more."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from opsporing import rettigheder


class Command(BaseCommand):
    """Runs as the owner of the tables, after every migration."""

    help = "Giver applikationens rolle i databasen de rettigheder den skal have, og kun dem."

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant, and say what was granted."""
        if not settings.SOM_EJER:
            raise CommandError("Kør kommandoen som ejer: OPSPORING_SOM_EJER=1 og DATABASE_OWNER_URL skal være sat.")
        try:
            with transaction.atomic():
                givet = rettigheder.grant(connection, settings.APP_ROLLE)
        except rettigheder.RolleFejl as fejl:
            raise CommandError(str(fejl)) from fejl
        kun_tilfoej = sum(1 for hvad in givet.values() if hvad == "SELECT, INSERT")
        self.stdout.write(
            f"Rollen {settings.APP_ROLLE} har adgang til {len(givet)} tabeller; {kun_tilfoej} kan den kun føje til."
        )
