"""`manage.py slet_gammel_log`: the log has its time too, and only the owner of the tables can end it."""

from datetime import datetime
from typing import Any

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Exists, OuterRef
from pghistory.models import Context

from opsporing import log, tid
from opsporing.frister.kalender import doegn
from opsporing.models import Kommune, Log
from opsporing.opbevaring.rules import saa_laenge, skaeringsdag
from opsporing.profil import Praksisprofil, profil_for


class Command(BaseCommand):
    """Runs as the owner, for example once a month. What is deleted is noted in the log itself."""

    help = "Sletter de linjer i loggen, der er ældre, end kommunens praksisprofil siger."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each municipality by its own profile; lines of none by the longest."""
        if not settings.SOM_EJER:
            raise CommandError("Kør kommandoen som ejer: OPSPORING_SOM_EJER=1 og DATABASE_OWNER_URL skal være sat.")
        nu = tid.nu()
        laengst = Praksisprofil().opbevaring["log"]
        with transaction.atomic():
            for kommune in Kommune.objects.select_related("profil").order_by("kode"):
                maaneder = profil_for(kommune).opbevaring["log"]
                laengst = max(laengst, maaneder)
                antal = self._slet(str(kommune.pk), maaneder, nu)
                if antal:
                    log.record("opsporing.log_slettet", by=None, nu=nu, kommune=kommune, antal=antal)
                self.stdout.write(f"{kommune.navn}: {antal} linjer ældre end {saa_laenge(maaneder)} er slettet.")
            antal = self._slet("", laengst, nu)
            self.stdout.write(f"Uden kommune: {antal} linjer er slettet.")
            self._slet_hvem(doegn(skaeringsdag(tid.dato(nu), laengst))[0])

    def _slet(self, kommune: str, maaneder: int, nu: datetime) -> int:
        foer = doegn(skaeringsdag(tid.dato(nu), maaneder))[0]
        return Log.objects.filter(kommune=kommune, nu__lt=foer).delete()[0]

    def _slet_hvem(self, foer: datetime) -> None:
        """Forget who made changes, when the versions they made are deleted."""
        gamle = Context.objects.filter(created_at__lt=foer)
        for historik in pghistory.core.event_models():
            gamle = gamle.filter(~Exists(historik.objects.filter(pgh_context=OuterRef("pk"))))
        gamle.delete()
