"""Reads a file of children or staff: `manage.py indlaes boern fil.csv --kommune 0101 --udfoer`."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, Self

from django.core.management.base import BaseCommand, CommandError

from opsporing import tid
from opsporing.indlaesning import actions
from opsporing.indlaesning.kolonner import Art
from opsporing.models import Indlaesning, Indlaesningsstatus, Kommune


class Command(BaseCommand):
    help = "Prøver en fil med børn eller medarbejdere og viser, hvad den ville gøre. Gemmer den kun med --udfoer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("art", choices=[a.value for a in Art])
        parser.add_argument("fil", type=Path)
        parser.add_argument("--kommune", required=True, metavar="KODE", help="kommunens kode på fire cifre")
        parser.add_argument("--udfoer", action="store_true", help="gennemfør, hvis der hverken er fejl eller spørgsmål")
        parser.add_argument(
            "--fuld-liste", action="store_true", help="filen er hele listen: den, der mangler, afsluttes"
        )
        parser.add_argument("--ophoer", type=date.fromisoformat, metavar="ÅÅÅÅ-MM-DD", help="deres sidste dag (i dag)")
        parser.add_argument("--nul-foran", action="store_true", help="sæt det nul på igen, som et regneark har fjernet")
        parser.add_argument(
            "--svar", action="append", default=[], metavar="LINJE=SVAR", help="svar på et spørgsmål, som det er vist"
        )

    def handle(self, *args: Any, **valg: Any) -> None:
        """Try the file, tell what was found, and carry it out if asked to; without that nothing of it is kept."""
        indlaesning = self._opret(valg)
        try:
            indlaesning = self._arbejd(indlaesning)
            svar = dict(del_.split("=", 1) for del_ in valg["svar"] if "=" in del_)
            if svar and indlaesning.status == Indlaesningsstatus.VENTER_PAA_SVAR:
                actions.svar(indlaesning=indlaesning, svar=svar, by=None, nu=tid.nu())
                indlaesning = self._arbejd(indlaesning)
            self._fortael(indlaesning)
            if indlaesning.status != Indlaesningsstatus.PROVET:
                raise CommandError("Filen er ikke gemt. Ret det, der står ovenfor, og prøv igen.")
            if valg["udfoer"]:
                actions.udfoer(indlaesning=indlaesning, aftryk=indlaesning.aftryk, by=None, nu=tid.nu())
                indlaesning = self._arbejd(indlaesning)
                if indlaesning.status != Indlaesningsstatus.UDFOERT:
                    raise CommandError("Filen er ikke gemt. Noget blev ændret imens; prøv igen.")
                self.stdout.write("Gennemført.")
            else:
                self.stdout.write("Kun prøvet. Intet er gemt. Tilføj --udfoer for at gennemføre.")
        finally:
            indlaesning.refresh_from_db(fields=["status"])
            if not indlaesning.er_afsluttet:
                actions.kasser(indlaesning=indlaesning, by=None, nu=tid.nu())

    def _opret(self, valg: dict[str, Any]) -> Indlaesning:
        kommune = Kommune.objects.filter(kode=valg["kommune"]).first()
        if kommune is None:
            raise CommandError(f"Der er ingen kommune med koden {valg['kommune']}.")
        try:
            data = valg["fil"].read_bytes()
        except OSError as fejl:
            raise CommandError(f"Filen kan ikke læses: {fejl.strerror}.") from fejl
        try:
            return actions.opret(
                kommune=kommune,
                art=valg["art"],
                filnavn=valg["fil"].name,
                data=data,
                fuld_liste=valg["fuld_liste"],
                ophoer_den=valg["ophoer"],
                nul_foran=valg["nul_foran"],
                by=None,
                nu=tid.nu(),
            )
        except actions.Denied as afslag:
            raise CommandError(str(afslag)) from afslag

    def _arbejd(self, indlaesning: Indlaesning) -> Indlaesning:
        faerdig = actions.arbejd(
            indlaesning_id=indlaesning.pk, nu=tid.nu(), maaler=lambda pk: _Skaerm(self.stderr, self.stderr.isatty())
        )
        if faerdig.arbejder:
            raise CommandError("En anden fil bliver indlæst i kommunen lige nu. Prøv igen om lidt.")
        return faerdig

    def _fortael(self, indlaesning: Indlaesning) -> None:
        resultat = indlaesning.resultat or {}
        if indlaesning.fejl:
            self.stderr.write(indlaesning.fejl)
        for fejl in resultat.get("fejl", []):
            sted = f", {fejl['kolonne']}" if fejl["kolonne"] else ""
            self.stderr.write(f"Linje {fejl['linje']}{sted}: {fejl['grund']}")
        for spoergsmaal in resultat.get("spoergsmaal", []):
            self.stderr.write(f"Linje {spoergsmaal['linje']}: {spoergsmaal['tekst']}. Er det samme barn som:")
            for kandidat in spoergsmaal["kandidater"]:
                self.stderr.write(f"  --svar {spoergsmaal['linje']}={kandidat['vaerdi']}  {kandidat['tekst']}")
            self.stderr.write(f"  --svar {spoergsmaal['linje']}=andet  et andet barn")
        for note in resultat.get("bemaerkninger", []):
            self.stdout.write(note)
        tal = indlaesning.sammendrag
        if tal:
            self.stdout.write(
                f"{tal['linjer']} linjer: {tal['oprettes']} oprettes, {tal['rettes']} rettes, {tal['afsluttes']} "
                f"afsluttes, {tal['uaendrede']} uændrede, {tal['fejl']} fejl, {tal['spoergsmaal']} spørgsmål."
            )


class _Skaerm:
    """Tells on the screen how far it is, on one line that is written over."""

    def __init__(self, ud: Any, levende: bool) -> None:
        self.ud, self.levende, self.skridt = ud, levende, ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fejl: object) -> None:
        if self.levende and self.skridt:
            self.ud.write("")

    def __call__(self, skridt: str, naaet: int, i_alt: int) -> None:
        if self.levende:
            self.ud.write(f"\r{skridt}: {naaet}{f' af {i_alt}' if i_alt else ''}    ", ending="")
        elif skridt != self.skridt:
            self.ud.write(f"{skridt} …")
        self.skridt = skridt
