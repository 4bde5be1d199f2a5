"""`manage.py bench`: how fast the pages are with 10,000 children, beside bare Django pages over the same rows."""

import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.test import override_settings

from opsporing.maaling import indlaes
from opsporing.maaling.kald import FattesNoget
from opsporing.maaling.sider import sider
from opsporing.maaling.ur import HOEJST_FORHOLD, HOEJST_SPOERGSMAAL, ForkertSvar, Maaler, Maaling, percentil
from opsporing.models import Barn, Kommune
from trivsel.models import Vurdering

KOLONNER = ("side", "p50", "p95", "bar p50", "bar p95", "forhold", "forespørgsler", "lille", "stor")


class Command(BaseCommand):
    """Loads the municipality the first time, which takes a minute or two, and measures it as of that moment ever after.

    As the owner of the tables it only loads; the pages are measured as the application.
    """

    help = "Måler siderne i en stor kommune ved siden af bare Django-sider over de samme rækker. Kun i demo og test."

    def add_arguments(self, parser: CommandParser) -> None:
        """All have a default."""
        parser.add_argument("--boern", type=int, default=10_000, help="hvor mange børn der lægges ind (10000)")
        parser.add_argument("--gange", type=int, default=100, help="hvor mange gange hver side hentes (100)")
        parser.add_argument("--side", default="", help="kun sider med det her i navnet")
        parser.add_argument("--ny", action="store_true", help="tøm databasen, og læg ind på ny (kun som ejer)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing, measure, and say which aims are met."""
        if not (settings.DEMO or settings.TEST):
            raise CommandError("Målingen laves kun i demo og test (OPSPORING_TILSTAND=demo).")
        try:
            kommune = self._kommune(options["boern"], ny=options["ny"] and settings.SOM_EJER)
        except indlaes.IkkeTom as grund:
            raise CommandError(str(grund)) from grund
        if not settings.SOM_EJER:
            self._maal(kommune, options["gange"], options["side"])

    # ---- the municipality ------------------------------------------------------------------------------------------

    def _kommune(self, antal: int, *, ny: bool) -> Kommune:
        begyndt = time.monotonic()
        kommune = indlaes.fundet()
        if kommune and ny:
            indlaes.toem()
            call_command("indlaes_skemaer", verbosity=0, stdout=self.stdout)
            kommune = None
        if kommune is None:
            self.stdout.write(f"Lægger {antal} børn ind")
            kommune = indlaes.indlaes(antal, datetime.now(UTC), self.stdout.write)
            if settings.SOM_EJER:
                indlaes.analyser()
            self.stdout.write(f"Det tog {time.monotonic() - begyndt:.0f} sekunder")
        return kommune

    # ---- the pages -------------------------------------------------------------------------------------------------

    def _maal(self, kommune: Kommune, gange: int, kun: str) -> None:
        nu = indlaes.indlaest_at(kommune)
        boern, vurderinger = Barn.objects.count(), Vurdering.objects.count()
        self.stdout.write(f"{kommune}: {boern} børn, {vurderinger} vurderinger, som de stod {nu:%d.%m.%Y}")
        forskydning = (nu - datetime.now(UTC)).total_seconds()
        with override_settings(
            ROOT_URLCONF="opsporing.maaling.bare", TIDSFORSKYDNING=forskydning, DEBUG=False, ALLOWED_HOSTS=["localhost"]
        ):
            maaler = Maaler("localhost")
            try:
                maalinger = [maaler.maal(side, gange) for side in sider(kommune, nu) if kun in side.navn]
            except (FattesNoget, ForkertSvar) as grund:
                raise CommandError(str(grund)) from grund
        self._vis(maalinger, gange)

    def _vis(self, maalinger: list[Maaling], gange: int) -> None:
        raekker = [KOLONNER, *(_raekke(m) for m in maalinger)]
        bredder = [max(len(raekke[nr]) for raekke in raekker) for nr in range(len(KOLONNER))]
        self.stdout.write("")
        for raekke in raekker:
            navn, *tal = (f"{celle:>{bredde}}" for celle, bredde in zip(raekke, bredder, strict=True))
            self.stdout.write("  ".join([f"{navn.strip():<{bredder[0]}}", *tal]))
        self.stdout.write(
            f"\nMillisekunder, {gange} gange hver side, på skift med en bar Django-side over de samme rækker.\n"
            f"Forhold er p95 over den bare sides p95. Forespørgsler er talt med session, bruger og log.\n"
            f"Lille og stor er samme side i et hus med få og et med mange børn.\n"
            f"Mål: p95 højst {HOEJST_FORHOLD} gange den bare side, højst {HOEJST_SPOERGSMAAL} forespørgsler, og lige\n"
            f"mange i det lille og det store hus.\n"
        )
        mangler = [f"{m.side.navn}: {', '.join(m.mangler)}" for m in maalinger if m.mangler]
        naaet = [m.side.navn for m in maalinger if not m.mangler]
        self.stdout.write(f"Alle mål er nået: {', '.join(naaet) or 'ingen'}")
        for linje in mangler:
            self.stdout.write(f"Ikke nået: {linje}")


def _raekke(maaling: Maaling) -> tuple[str, ...]:
    tider = [percentil(tider, p) for tider in (maaling.vores, maaling.bare) for p in (50, 95)]
    return (
        maaling.side.navn,
        *(f"{tid:.1f}" for tid in tider),
        f"{maaling.forhold:.1f}",
        *("–" if antal is None else str(antal) for antal in (maaling.spoergsmaal, maaling.lille, maaling.stor)),
    )
