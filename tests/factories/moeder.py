"""Teams, meetings, items with those who have part in them, and sparring: rows as the actions leave them."""

import uuid
from datetime import datetime, time, timedelta
from typing import Any

from dialogmoeder.actions.sparring import RAAD
from dialogmoeder.models import (
    Deltager,
    Fagvalg,
    Forslag,
    Moede,
    Punkt,
    Punktart,
    Punktdeltager,
    Punktgrundlag,
    Slags,
    Sparring,
    Sparringsgrundlag,
    Sparringsindlaeg,
    Team,
    Teammedlem,
)
from dialogmoeder.permissions_sparring import raadgiverroller
from opsporing import anledning as anledninger
from opsporing.adgang.roller import LEDER_AF, Rolle
from opsporing.models import Anledning, Barn, Enhed, Grundlag, Person, User
from opsporing.tid import dato

#: Whose eyes a role sees a child with.
FAG = {
    Rolle.SUNDHEDSPLEJERSKE: Fagvalg.SUNDHEDSPLEJE,
    Rolle.LEDENDE_SUNDHEDSPLEJERSKE: Fagvalg.SUNDHEDSPLEJE,
    Rolle.PPR: Fagvalg.PPR,
    Rolle.RAADGIVER: Fagvalg.RAADGIVER,
    Rolle.SOCIALRAADGIVER: Fagvalg.ANDRE,
    Rolle.MYNDIGHEDSLEDER: Fagvalg.ANDRE,
}


def _aabn(sag: Anledning, user: User, *, grundlag: Grundlag, nu: datetime, til: datetime | None = None) -> Any:
    return anledninger.aabn_for(
        anledning=sag,
        enhed=user.ansat.enhed,
        grundlag=grundlag,
        til=til,
        by=None,
        nu=nu,
        ansaettelse=user.ansat,
        haendelse="dialogmoeder.aabnet_for",
    )


def _aabn_for_lederen(sag: Anledning, *, grundlag: Grundlag, nu: datetime) -> None:
    rolle = LEDER_AF.get(sag.ejer_enhed.type)
    if rolle:
        anledninger.aabn_for(
            anledning=sag,
            enhed=sag.ejer_enhed,
            grundlag=grundlag,
            til=None,
            by=None,
            nu=nu,
            rolle=rolle,
            haendelse="dialogmoeder.aabnet_for",
        )


def team(enhed: Enhed, tovholder: User, *, nu: datetime, medlemmer: tuple[User, ...] = (), **felter: Any) -> Team:
    """A ressourceteam every six weeks, two hours of which forty minutes are the youngest's."""
    nyt = Team.objects.create(
        **{
            "kommune_id": enhed.kommune_id,
            "enhed": enhed,
            "slags": Slags.RESSOURCETEAM,
            "navn": f"Ressourceteamet i {enhed.navn}",
            "tovholder": tovholder,
            "kadence_uger": 6,
            "tid": time(9),
            "varer_minutter": 120,
            "punkt_minutter": 20,
            "smaa_minutter": 40,
            "oprettet_at": nu,
        }
        | felter
    )
    for user in medlemmer:
        Teammedlem.objects.create(
            kommune_id=enhed.kommune_id,
            team=nyt,
            ansaettelse=user.ansat,
            fag=FAG.get(Rolle(user.ansat.rolle), Fagvalg.DAGTILBUD),
            fra=dato(nu),
        )
    return nyt


def moede(enhed: Enhed, leder: User, *, nu: datetime, planlagt_at: datetime | None = None, **felter: Any) -> Moede:
    """A meeting in three weeks, planned and not called."""
    return Moede.objects.create(
        **{
            "kommune_id": enhed.kommune_id,
            "anledning": anledninger.opret(kode="dialogmoeder.moede", enhed=enhed, barn=None, nu=nu),
            "enhed": enhed,
            "slags": Slags.RESSOURCETEAM,
            "moedeleder": leder,
            "planlagt_at": planlagt_at or nu + timedelta(days=21),
            "varer_minutter": 120,
            "uid": uuid.uuid4(),
            "oprettet_at": nu,
        }
        | felter
    )


def deltager(et: Moede, hvem: User | Person | str, *, nu: datetime, **felter: Any) -> Deltager:
    """One who takes part; one from another unit sees the meeting from now on."""
    fag = Fagvalg.FORAELDRE
    if isinstance(hvem, User):
        valgt: dict[str, Any] = {"ansaettelse": hvem.ansat}
        fag = FAG.get(Rolle(hvem.ansat.rolle), Fagvalg.DAGTILBUD)
        if hvem.ansat.enhed.journalenhed_id != et.anledning.ejer_enhed_id:
            _aabn(et.anledning, hvem, grundlag=Grundlag.MOEDE, nu=nu)
    else:
        valgt = {"person": hvem} if isinstance(hvem, Person) else {"navn": hvem}
    return Deltager.objects.create(
        **{"kommune_id": et.kommune_id, "moede": et, "fag": fag, "tilfoejet_at": nu} | valgt | felter
    )


def punkt(et: Moede, barn: Barn | None, forberedes_by: User, *, nu: datetime, **felter: Any) -> Punkt:
    """An item about a child (or one without a name), open to the leader of the unit and to nobody else."""
    journal = et.enhed
    if barn is not None:
        journal = barn.tilknytninger.select_related("enhed").indskrivninger().get().enhed
    sag = anledninger.opret(kode="dialogmoeder.punkt", enhed=journal, barn=barn, nu=nu, lukket=True)
    _aabn_for_lederen(sag, grundlag=Grundlag.MOEDE, nu=nu)
    return Punkt.objects.create(
        **{
            "kommune_id": et.kommune_id,
            "moede": et,
            "anledning": sag,
            "nr": et.punkter.count() + 1,
            "art": Punktart.BARN if barn else Punktart.ANONYMT,
            "barn": barn,
            "overskrift": "Hvordan får vi ro om middagen?",
            "minutter": 20,
            "forslag": Forslag.VALGT,
            "forberedes_by": forberedes_by,
            "oprettet_at": nu,
            "oprettet_by": forberedes_by,
        }
        | felter
    )


def del_i(
    et: Punkt,
    hun: Deltager,
    grundlag: Punktgrundlag = Punktgrundlag.EGEN,
    *,
    nu: datetime,
    til: datetime | None = None,
    begrundelse: str = "",
) -> Punktdeltager:
    """Let a participant have part in an item, and open it to her, as when the meeting is called."""
    opslag = None
    if hun.ansaettelse is not None:
        opslag = _aabn(
            et.anledning, hun.ansaettelse.user.vaelg(hun.ansaettelse), grundlag=Grundlag.MOEDE, nu=nu, til=til
        )
    return Punktdeltager.objects.create(
        kommune_id=et.kommune_id,
        punkt=et,
        deltager=hun,
        grundlag=grundlag,
        begrundelse=begrundelse or ("Det er nødvendigt for at hjælpe i tide." if grundlag == "ssd" else ""),
        givet_at=nu,
        tilknytning=opslag,
    )


def sparring(
    spoerger: User, til_enhed: Enhed, barn: Barn | None = None, *, nu: datetime, tekst: str = "", **felter: Any
) -> Sparring:
    """A question that waits for its answer, open to the one who asks, her leader and the advisers."""
    enhed = spoerger.ansat.enhed
    sag = anledninger.opret(kode="dialogmoeder.sparring", enhed=enhed, barn=barn, nu=nu, lukket=True)
    _aabn(sag, spoerger, grundlag=Grundlag.SPARRING, nu=nu)
    _aabn_for_lederen(sag, grundlag=Grundlag.SPARRING, nu=nu)
    roller = sorted(raadgiverroller(til_enhed, nu))
    anledninger.aabn_for(
        anledning=sag,
        enhed=til_enhed,
        grundlag=Grundlag.SPARRING,
        til=None,
        by=None,
        nu=nu,
        rolle=roller[0] if roller else "",
        formaal=RAAD,
        haendelse="dialogmoeder.aabnet_for",
    )
    ny = Sparring.objects.create(
        **{
            "kommune_id": enhed.kommune_id,
            "anledning": sag,
            "barn": barn,
            "enhed": enhed,
            "til_enhed": til_enhed,
            "spoerger": spoerger,
            "grundlag": Sparringsgrundlag.SSD if barn else Sparringsgrundlag.ANONYMT,
            "begrundelse": "Vi ved ikke, hvad vi skal gøre." if barn else "",
            "alder_mdr": 30,
            "svar_senest": dato(nu + timedelta(days=7)),
            "oprettet_at": nu,
        }
        | felter
    )
    Sparringsindlaeg.objects.create(
        kommune_id=enhed.kommune_id,
        sparring=ny,
        tekst=tekst or "Et barn på to et halvt leger mest alene. Hvad kan vi prøve?",
        er_svar=False,
        skrevet_at=nu,
        skrevet_by=spoerger,
    )
    return ny
