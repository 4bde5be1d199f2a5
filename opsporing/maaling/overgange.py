"""The overgange of the benchmark: from home, to børnehave and to school, on their way and lately ended."""

from datetime import date, datetime, time, timedelta
from itertools import count

from django.utils.timezone import make_aware

from opsporing.frister.actions import oejeblik
from opsporing.maaling.boern import NytBarn
from opsporing.maaling.huse import BOERNEHAVE, VUGGESTUE, By
from opsporing.maaling.kopi import Kopi
from opsporing.models import Anledning, Enhed, Frist, Grundlag, Skemaversion, Tilknytning, User
from opsporing.skemaer.noegler import Felttype
from opsporing.skemaer.versioner import definition_for
from opsporing.tid import dato
from overgange.actions.besoeg import SKEMA as BESOEGSSKEMA
from overgange.actions.liv import KODE
from overgange.actions.skema import SKEMAER
from overgange.fristtyper import BESOEG, SKEMA
from overgange.models import Art, Besoeg, Overgang, Overgangsskema, Status

#: Ages in months at which a child is on its way: from home, to børnehave (it begins at 36), and to school.
HJEMMEFRA, TIL_BOERNEHAVE, TIL_SKOLE, BEGYNDT = range(8, 10), range(32, 36), range(66, 74), range(36, 38)
SKOLEALDER = 74
#: Answers of a form that has been begun.
BESVARET = 5


class Overgangene:
    """Writes the overgange of one child after the other."""

    def __init__(self, by: By, kopi: Kopi) -> None:
        self.by, self.kopi = by, kopi
        self.i_dag = dato(by.nu)
        self.skemaer = {art: _skema(kode, by) for art, kode in SKEMAER.items()}
        self.besoegsskema = _skema(BESOEGSSKEMA, by)
        self.svar = {art: _svar(version) for art, version in self.skemaer.items()}
        self.nr = count()

    def skriv(self, nyt: NytBarn) -> None:
        """The child's overgang, if it has one."""
        alder = nyt.alder
        if alder in HJEMMEFRA and nyt.distrikt:
            hus = self.by.huse[next(self.nr) % len(self.by.huse)]
            til = hus.stuer[VUGGESTUE][0].enhed
            self._opret(nyt, Art.HJEM_DAGTILBUD, nyt.distrikt.enhed, til, nyt.distrikt.ansat.user, 11 - alder)
        elif alder in TIL_BOERNEHAVE and nyt.ophold:
            her = nyt.ophold[-1].stue
            hus = self.by.huse[next(self.nr) % len(self.by.huse)]
            til = hus.stuer[BOERNEHAVE][0].enhed
            self._opret(nyt, Art.DAGTILBUD_BOERNEHAVE, her.enhed, til, her.vurderere[0].user, 36 - alder)
        elif alder in BEGYNDT and len(nyt.ophold) > 1:
            foer, nu = nyt.ophold[-2].stue, nyt.ophold[-1].stue
            self._opret(nyt, Art.DAGTILBUD_BOERNEHAVE, foer.enhed, nu.enhed, foer.vurderere[0].user, 36 - alder)
        elif alder in TIL_SKOLE and nyt.ophold:
            her = nyt.ophold[-1].stue
            self._opret(nyt, Art.BOERNEHAVE_SKOLE, her.enhed, None, her.vurderere[0].user, SKOLEALDER - alder)

    def _opret(self, nyt: NytBarn, art: Art, fra: Enhed, til: Enhed | None, hvem: User, maaneder: int) -> None:
        """One that begins in so many months; one that has begun has ended."""
        start = self.i_dag + timedelta(days=30 * maaneder + 5)
        slut = start < self.i_dag
        oprettet = _kl(min(start - timedelta(days=150), self.i_dag), 4)
        status = Status.AFSLUTTET if slut else Status.UDFYLDES if maaneder <= 2 else Status.PLANLAGT
        anledning = self.kopi.ny(
            Anledning,
            kommune=self.by.kommune,
            ejer_enhed_id=fra.journalenhed_id,
            barn=nyt.barn,
            kode=KODE,
            oprettet_at=oprettet,
            afsluttet_at=_kl(start, 10) if slut else None,
        )
        overgang = self.kopi.ny(
            Overgang,
            kommune=self.by.kommune,
            anledning=anledning,
            barn=nyt.barn,
            art=art,
            fra_enhed=fra,
            til_enhed=til,
            til_navn="" if til else "Skolen ved Åen",
            start_den=start,
            status=status,
            oprettet_at=oprettet,
            afsluttet_at=_kl(start, 10) if slut else None,
            udeladt_grund="Forældrene fortæller selv." if slut else "",
        )
        self.kopi.ny(
            Tilknytning,
            kommune=self.by.kommune,
            barn=nyt.barn,
            enhed=fra,
            grundlag=Grundlag.OVERGANG,
            anledning=anledning,
            fra=oprettet,
        )
        besoeg = {"kommune": self.by.kommune, "overgang": overgang, "oprettet_at": oprettet}
        self.kopi.ny(Besoeg, skemaversion=self.besoegsskema, **besoeg)
        if status == Status.UDFYLDES:
            self._begynd(overgang, art, hvem)
        if not slut:
            self._frist(overgang, SKEMA, start - timedelta(days=self.by.profil.overgang_skema_dage_foer))
            self._frist(overgang, BESOEG, start - timedelta(days=self.by.profil.overgang_besoeg_dage_foer))

    def _begynd(self, overgang: Overgang, art: Art, hvem: User) -> None:
        """The form with its first texts written."""
        svar, i_gaar = self.svar[art], _kl(self.i_dag - timedelta(days=1), 13)
        self.kopi.ny(
            Overgangsskema,
            kommune=self.by.kommune,
            overgang=overgang,
            begyndt_at=i_gaar,
            begyndt_by=hvem,
            skemaversion=self.skemaer[art],
            svar=svar,
            rev=len(svar),
            felt_rev={kode: [nr, ""] for nr, kode in enumerate(svar, 1)},
            gemt_at=i_gaar,
            gemt_by=hvem,
        )

    def _frist(self, overgang: Overgang, kode: str, den: date) -> None:
        forfalder_at, heldag = oejeblik(max(den, self.i_dag - timedelta(days=7)))
        self.kopi.ny(
            Frist,
            kommune=self.by.kommune,
            kode=kode,
            anledning=overgang.anledning,
            enhed=overgang.fra_enhed,
            forfalder_at=forfalder_at,
            heldag=heldag,
            oprettet_at=overgang.oprettet_at,
        )


def _svar(version: Skemaversion) -> dict[str, str]:
    tekster = [f.kode for f in definition_for(version).felter if f.type is Felttype.LANG_TEKST]
    return dict.fromkeys(tekster[:BESVARET], "Falder til ro, når der er tid, og en voksen sidder med.")


def _skema(kode: str, by: By) -> Skemaversion:
    version = Skemaversion.objects.gaeldende(kode, by.kommune)
    if version is None:
        raise Skemaversion.DoesNotExist("Skemaerne er ikke indlæst: kør indlaes_skemaer først.")
    return version


def _kl(dag: date, time_: int) -> datetime:
    return make_aware(datetime.combine(dag, time(time_)))
