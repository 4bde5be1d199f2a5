"""`manage.py klargoer`: bring the database to where the code expects it."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Runs as the owner: migrations, the table of the cache, and the rights of the application's role."""

    help = "Migrerer databasen, opretter mellemlagerets tabel og giver applikationens rolle sine rettigheder."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step is safe to repeat."""
        if not settings.SOM_EJER:
            raise CommandError("Kør kommandoen som ejer: OPSPORING_SOM_EJER=1 og DATABASE_OWNER_URL skal være sat.")
        verbosity = options["verbosity"]
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        call_command("rettigheder", verbosity=verbosity)
