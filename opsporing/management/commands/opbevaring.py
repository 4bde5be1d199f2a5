"""`manage.py opbevaring`: what has been kept long enough, and deleting it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opsporing import tid
from opsporing.models import Kommune
from opsporing.opbevaring import actions
from opsporing.opbevaring.plan import Plan, laeg_plan
from opsporing.opbevaring.rules import saa_laenge


class Command(BaseCommand):
    """Runs as the application. Deleting asks for the number that a trial has just shown, as the page does."""

    help = "Viser, hvad der er gemt længe nok (--proev), eller sletter det (--slet ANTAL)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One municipality at a time: each is responsible for its own data."""
        parser.add_argument("--kommune", required=True, metavar="KODE", help="kommunekoden")
        hvad = parser.add_mutually_exclusive_group(required=True)
        hvad.add_argument("--proev", action="store_true", help="vis listen, og slet intet")
        hvad.add_argument("--slet", type=int, metavar="ANTAL", help="slet; antallet er det, --proev lige har vist")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what and why; delete only what was said."""
        try:
            kommune = Kommune.objects.select_related("profil").get(kode=options["kommune"])
        except Kommune.DoesNotExist as fejl:
            raise CommandError(f"Der er ingen kommune med koden {options['kommune']}.") from fejl
        nu = tid.nu()
        if options["proev"]:
            self._vis(laeg_plan(kommune, nu))
            return
        try:
            slettet = actions.slet(kommune=kommune, antal=options["slet"], by=None, nu=nu)
        except actions.PlanenErAendret as aendret:
            raise CommandError(
                f"Der er {aendret.plan.antal}, der kan slettes nu, ikke {options['slet']}. Kør --proev, og se efter."
            ) from aendret
        for hvad, antal in slettet.raekker.items():
            self.stdout.write(f"{antal:>8} {hvad}")
        self.stdout.write(f"Slettet: {slettet.antal}, og {slettet.historik} tidligere versioner.")

    def _vis(self, plan: Plan) -> None:
        for afsnit in plan.afsnit:
            if not (afsnit.gaar or afsnit.holdes or afsnit.venter):
                continue
            gemmes = f"{saa_laenge(afsnit.maaneder)} {afsnit.type.regnes_fra}"
            self.stdout.write(f"{len(afsnit.gaar):>8} kan slettes: {afsnit.type.hvad} ({gemmes})")
            if afsnit.venter:
                self.stdout.write(f"{afsnit.venter:>8} venter på andet, der skal gemmes længere")
            for raekke in afsnit.holdes:
                barn = f", barn nr. {raekke.barn_id}" if raekke.barn_id else ""
                self.stdout.write(f"         holdes tilbage: nr. {raekke.pk}{barn}: {' '.join(raekke.grunde)}")
        self.stdout.write(f"I alt {plan.antal} kan slettes, og {plan.antal_holdes} holdes tilbage.")
