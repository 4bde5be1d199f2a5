"""The underretninger of the benchmark: some on the 24-hour clock, some open cases, most of them closed."""

from datetime import date, datetime, timedelta
from itertools import count, cycle

from opsporing.adgang.roller import Rolle
from opsporing.frister.actions import oejeblik
from opsporing.frosset import Afsnit, Frosset, Linje, Slags
from opsporing.maaling.boern import NytBarn
from opsporing.maaling.huse import By
from opsporing.maaling.kopi import Kopi
from opsporing.models import Anledning, Ansaettelse, Frist, Grundlag, Tilknytning
from opsporing.tid import dato
from underretning.actions.modtag import SAG
from underretning.fristtyper import AFGOER, KVITTER, TILBAGEMELD, VURDER
from underretning.models import Kanal, Modtaget, Pligt
from underretning.models.modtaget import Modtagetstatus, Udfald

#: One of so many children.
HVER = 20
#: Where one stands, in turns.
STANDE = (
    *(Modtagetstatus.LUKKET, Modtagetstatus.VURDERET, Modtagetstatus.MODTAGET, Modtagetstatus.AFGJORT),
    *(Modtagetstatus.LUKKET, Modtagetstatus.VURDERET, Modtagetstatus.LUKKET, Modtagetstatus.LUKKET),
)
SKREVET = Frosset(
    "Underretning",
    "Børnehuset",
    (
        Afsnit("Det er set", (Linje("I sidste uge", ("Kom tre dage uden madpakke og uden overtøj.",)),)),
        Afsnit("Barnets egne ord", (Linje("Ordret", ("Jeg fik ikke noget.",), Slags.CITAT),)),
    ),
)


class Underretningerne:
    """Writes the underretning of every twentieth child."""

    def __init__(self, by: By, kopi: Kopi) -> None:
        self.by, self.kopi = by, kopi
        self.nr = count(1)
        self.stande = cycle(STANDE)

    def skriv(self, nyt: NytBarn) -> None:
        """The one about the child, if it is its turn."""
        nr = next(self.nr)
        if nr % HVER or nyt.barn.foedt_den is None:
            return
        status = next(self.stande)
        ny = status == Modtagetstatus.MODTAGET
        kom = self.by.nu - (timedelta(hours=1 + nr // HVER % 22) if ny else timedelta(days=2 + nr % 300))
        hvem = self.by.modtagelse.ansatte[nr // HVER % len(self.by.modtagelse.ansatte)]
        self._opret(nyt, status, kom, hvem, f"{dato(kom).year}-M{nr:06}")

    def _opret(self, nyt: NytBarn, status: Modtagetstatus, kom: datetime, hvem: Ansaettelse, nummer: str) -> None:
        enhed, user = self.by.modtagelse.enhed, hvem.user
        vurderet = None if status == Modtagetstatus.MODTAGET else kom + timedelta(hours=9)
        afgjort = kom + timedelta(days=1) if status in {Modtagetstatus.AFGJORT, Modtagetstatus.LUKKET} else None
        lukket = kom + timedelta(days=2) if status == Modtagetstatus.LUKKET else None
        sag = self.kopi.ny(
            Anledning,
            kommune=self.by.kommune,
            ejer_enhed=enhed,
            barn=nyt.barn,
            kode=SAG,
            lukket=True,
            oprettet_at=kom,
            afsluttet_at=lukket,
        )
        self.kopi.ny(
            Modtaget,
            kommune=self.by.kommune,
            enhed=enhed,
            anledning=sag,
            barn=nyt.barn,
            kvitteringsnummer=nummer,
            status=status,
            kanal=Kanal.SYSTEM,
            modtaget_at=kom,
            registreret_at=kom,
            pligt=Pligt.FAGPERSON,
            underretter_kode="3",
            underretter_navn="En pædagog",
            indhold=SKREVET.til_data(),
            fingeraftryk=SKREVET.fingeraftryk,
            ansvarlig=user if vurderet else None,
            akut=False if vurderet else None,
            vurdering="Barnet er i sikkerhed, og vi taler med familien." if vurderet else "",
            vurderet_at=vurderet,
            vurderet_by=user if vurderet else None,
            udfald=Udfald.SCREENING if afgjort else "",
            afgoerelse="Vi ser på det samlede billede." if afgjort else "",
            afgjort_at=afgjort,
            afgjort_by=user if afgjort else None,
            lukket_at=lukket,
            lukket_by=user if lukket else None,
        )
        self._aabn(sag, nyt, kom, til=vurderet)
        self._aabn(sag, nyt, kom, rolle=Rolle.MYNDIGHEDSLEDER)
        if vurderet:
            self._aabn(sag, nyt, vurderet, ansaettelse=hvem)
        self._frister(sag, kom, vurderet, afgjort, lukket, hvem)

    def _frister(
        self,
        sag: Anledning,
        kom: datetime,
        vurderet: datetime | None,
        afgjort: datetime | None,
        lukket: datetime | None,
        hvem: Ansaettelse,
    ) -> None:
        den = dato(kom)
        profil = self.by.profil
        alle: tuple[tuple[str, date | datetime, datetime | None], ...] = (
            (VURDER, kom + timedelta(hours=24), vurderet),
            (KVITTER, den + timedelta(days=6), vurderet),
            (AFGOER, den + timedelta(days=profil.underretning_afgoer_dage), afgjort),
            (TILBAGEMELD, den + timedelta(days=profil.underretning_tilbagemelding_dage), lukket),
        )
        for kode, hvornaar, opfyldt in alle:
            forfalder_at, heldag = oejeblik(hvornaar)
            self.kopi.ny(
                Frist,
                kommune=self.by.kommune,
                kode=kode,
                anledning=sag,
                enhed=self.by.modtagelse.enhed,
                ansvarlig=hvem.user if vurderet else None,
                forfalder_at=forfalder_at,
                heldag=heldag,
                oprettet_at=kom,
                opfyldt_at=opfyldt,
                opfyldt_by=hvem.user if opfyldt else None,
            )

    def _aabn(
        self,
        sag: Anledning,
        nyt: NytBarn,
        fra: datetime,
        *,
        til: datetime | None = None,
        ansaettelse: Ansaettelse | None = None,
        rolle: str = "",
    ) -> None:
        self.kopi.ny(
            Tilknytning,
            kommune=self.by.kommune,
            barn=nyt.barn,
            enhed=self.by.modtagelse.enhed,
            grundlag=Grundlag.UNDERRETNING,
            anledning=sag,
            ansaettelse=ansaettelse,
            rolle=rolle,
            fra=fra,
            til=til,
        )
