"""`manage.py indlaes_skemaer`: publish the forms that ship with the apps, where they have changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opsporing import tid
from opsporing.skemaer import actions
from opsporing.skemaer.definition import Skemafejl


class Command(BaseCommand):
    """Runs at every start; does nothing when no form has changed."""

    help = "Indlæs skemaerne fra apps' skemaer-mapper, og publicer dem, der er ændret."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            indlaest = actions.indlaes(nu=tid.nu())
        except Skemafejl as grund:
            raise CommandError(f"Skemaerne er ikke indlæst:\n{grund}") from grund
        for kode in indlaest.nye:
            self.stdout.write(f"Ny version: {kode}")
        self.stdout.write(f"{len(indlaest.nye)} nye versioner, {len(indlaest.uaendrede)} uændrede.")
