"""`manage.py demo`: make the demo municipality, or carry it forward to today."""

import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from opsporing import tid
from opsporing.demo import fremfoering

#: Two use two cores; more only wait for the database.
PROCESSER = 2


class Command(BaseCommand):
    """Runs at every start of `make run`. The first takes half a minute, the next ones as long as time has passed."""

    help = "Laver demokommunen, eller fører den frem til i dag. Kun i demo og test."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is missing, and say what was done."""
        if not (settings.DEMO or settings.TEST):
            raise CommandError("Demokommunen laves kun i demo og test (OPSPORING_TILSTAND=demo).")
        begyndt = time.monotonic()
        try:
            for besked in fremfoering.foer_frem(nu=tid.nu(), processer=PROCESSER):
                self.stdout.write(besked)
        except (fremfoering.IkkeDemo, fremfoering.HalvDemo) as grund:
            raise CommandError(str(grund)) from grund
        self.stdout.write(f"Fjordby er klar ({timedelta(seconds=round(time.monotonic() - begyndt))}).")
