"""The meetings of the benchmark: a ressourceteam in every house, a year of its meetings held and two to come."""

import uuid
from collections import defaultdict
from datetime import datetime, time, timedelta

from django.utils.timezone import make_aware

from dialogmoeder.fristtyper import FORBEREDELSE
from dialogmoeder.models import (
    Deltager,
    Fagvalg,
    Moede,
    Moedestatus,
    Punkt,
    Punktart,
    Punktdeltager,
    Punktgrundlag,
    Punktstatus,
    Slags,
    Team,
    Teammedlem,
)
from opsporing.adgang.roller import Rolle
from opsporing.frister.actions import oejeblik
from opsporing.maaling.boern import NytBarn
from opsporing.maaling.huse import By, Hus, Stue
from opsporing.maaling.kopi import Kopi
from opsporing.models import Anledning, Ansaettelse, Barn, Enhed, Frist, Grundlag, Tilknytning
from opsporing.tid import dato

#: Weeks between the meetings, children talked about at each, and where the meetings are: two to come, the rest held.
UGER, PUNKTER = 6, 5
KOMMENDE = ((52, Moedestatus.PLANLAGT), (10, Moedestatus.INDKALDT))
HOLDTE = 8


class Moederne:
    """Remembers the children of each house, and writes its meetings when all are there."""

    def __init__(self, by: By, kopi: Kopi) -> None:
        self.by, self.kopi = by, kopi
        self.i_dag = dato(by.nu)
        self.boern: dict[int, list[tuple[Barn, Stue]]] = defaultdict(list)

    def skriv(self, nyt: NytBarn) -> None:
        """Note where the child is."""
        if nyt.ophold:
            stue = nyt.ophold[-1].stue
            self.boern[stue.hus.pk].append((nyt.barn, stue))

    def afslut(self) -> None:
        """The teams of all houses with their meetings."""
        for nr, hus in enumerate([*self.by.huse, self.by.lille, self.by.stor]):
            if self.boern[hus.enhed.pk]:
                self._hus(hus, self.by.ppr[nr % len(self.by.ppr)])

    def _hus(self, hus: Hus, ppr: Ansaettelse) -> None:
        oprettet = self._kl(-400)
        team = self.kopi.ny(
            Team,
            kommune=self.by.kommune,
            enhed=hus.enhed,
            slags=Slags.RESSOURCETEAM,
            navn=f"Ressourceteamet i {hus.enhed.navn}",
            tovholder=hus.leder.user,
            kadence_uger=UGER,
            tid=time(9),
            varer_minutter=120,
            punkt_minutter=20,
            smaa_minutter=40,
            oprettet_at=oprettet,
        )
        for hvem, fag in ((hus.leder, Fagvalg.DAGTILBUD), (ppr, Fagvalg.PPR)):
            self.kopi.ny(Teammedlem, kommune=self.by.kommune, team=team, ansaettelse=hvem, fag=fag, fra=dato(oprettet))
        holdte = [(10 - 7 * UGER * nr, Moedestatus.AFHOLDT) for nr in range(1, HOLDTE + 1)]
        boern = self.boern[hus.enhed.pk]
        for nr, (dage, status) in enumerate([*KOMMENDE, *holdte]):
            start = nr * PUNKTER % len(boern)
            paa = (boern[start:] + boern[:start])[:PUNKTER]
            self._moede(hus, team, ppr, dage, status, paa)

    def _moede(
        self, hus: Hus, team: Team, ppr: Ansaettelse, dage: int, status: Moedestatus, paa: list[tuple[Barn, Stue]]
    ) -> None:
        planlagt = self._kl(dage, 9)
        oprettet = self._kl(min(dage - 60, -1))
        indkaldt = self._kl(dage - 20) if status != Moedestatus.PLANLAGT else None
        afholdt = status == Moedestatus.AFHOLDT
        slut = planlagt + timedelta(hours=2) if afholdt else None
        et = self.kopi.ny(
            Moede,
            kommune=self.by.kommune,
            anledning=self._sag("dialogmoeder.moede", hus.enhed, None, oprettet),
            enhed=hus.enhed,
            slags=Slags.RESSOURCETEAM,
            team=team,
            moedeleder=hus.leder.user,
            planlagt_at=planlagt,
            varer_minutter=120,
            uid=uuid.uuid4(),
            status=status,
            oprettet_at=oprettet,
            indkaldt_at=indkaldt,
            begyndt_at=planlagt if afholdt else None,
            afsluttet_at=slut,
            afsluttet_by=hus.leder.user if afholdt else None,
        )
        self._aabn(et.anledning, None, ppr.enhed, oprettet, ansaettelse=ppr)
        med = {hus.leder: Fagvalg.DAGTILBUD, ppr: Fagvalg.PPR}
        med |= {stue.vurderere[0]: Fagvalg.DAGTILBUD for _, stue in paa}
        deltagere = {
            hvem: self.kopi.ny(
                Deltager,
                kommune=self.by.kommune,
                moede=et,
                ansaettelse=hvem,
                fag=fag,
                kommer=True if indkaldt else None,
                deltog=True if afholdt else None,
                tilfoejet_at=oprettet,
                indkaldt_at=indkaldt,
            )
            for hvem, fag in med.items()
        }
        for nr, (barn, stue) in enumerate(paa, 1):
            skriver = stue.vurderere[0]
            punkt = self._punkt(et, nr, barn, skriver)
            for hvem in (hus.leder, skriver, ppr):
                grund = Punktgrundlag.SSD if hvem is ppr else Punktgrundlag.EGEN
                aabnet = self._aabn(punkt.anledning, barn, hvem.enhed, oprettet, ansaettelse=hvem)
                self.kopi.ny(
                    Punktdeltager,
                    kommune=self.by.kommune,
                    punkt=punkt,
                    deltager=deltagere[hvem],
                    grundlag=grund,
                    begrundelse="Det er nødvendigt for at hjælpe i tide." if hvem is ppr else "",
                    givet_at=oprettet,
                    tilknytning=aabnet,
                )

    def _punkt(self, et: Moede, nr: int, barn: Barn, skriver: Ansaettelse) -> Punkt:
        sag = self._sag("dialogmoeder.punkt", et.enhed, barn, et.oprettet_at, lukket=True)
        self._aabn(sag, barn, et.enhed, et.oprettet_at, rolle=Rolle.DAGTILBUDSLEDER)
        afholdt = et.status == Moedestatus.AFHOLDT
        punkt: Punkt = self.kopi.ny(
            Punkt,
            kommune=self.by.kommune,
            moede=et,
            anledning=sag,
            nr=nr,
            art=Punktart.BARN,
            barn=barn,
            overskrift="Hvordan får vi ro om middagen?",
            minutter=20,
            status=Punktstatus.BEHANDLET if afholdt else Punktstatus.PAA_DAGSORDEN,
            forberedes_by=skriver.user,
            oprettet_at=et.oprettet_at,
            oprettet_by=skriver.user,
            begyndt_at=et.begyndt_at,
            behandlet_at=et.afsluttet_at,
        )
        if not afholdt:
            forfalder_at, heldag = oejeblik(dato(et.planlagt_at) - timedelta(days=7))
            self.kopi.ny(
                Frist,
                kommune=self.by.kommune,
                kode=FORBEREDELSE,
                anledning=sag,
                enhed=et.enhed,
                ansvarlig=skriver.user,
                forfalder_at=forfalder_at,
                heldag=heldag,
                oprettet_at=et.oprettet_at,
            )
        return punkt

    def _sag(self, kode: str, enhed: Enhed, barn: Barn | None, nu: datetime, *, lukket: bool = False) -> Anledning:
        felter = {"kode": kode, "ejer_enhed": enhed, "barn": barn, "lukket": lukket, "oprettet_at": nu}
        sag: Anledning = self.kopi.ny(Anledning, kommune=self.by.kommune, **felter)
        return sag

    def _aabn(
        self,
        sag: Anledning,
        barn: Barn | None,
        enhed: Enhed,
        nu: datetime,
        *,
        ansaettelse: Ansaettelse | None = None,
        rolle: str = "",
    ) -> Tilknytning:
        til: Tilknytning = self.kopi.ny(
            Tilknytning,
            kommune=self.by.kommune,
            barn=barn,
            enhed=enhed,
            grundlag=Grundlag.MOEDE,
            anledning=sag,
            ansaettelse=ansaettelse,
            rolle=rolle,
            fra=nu,
        )
        return til

    def _kl(self, dage: int, time_: int = 10) -> datetime:
        return make_aware(datetime.combine(self.i_dag + timedelta(days=dage), time(time_)))
