"""The visit at an overgang in the demo: agreed on or declined, held or not, and the meeting some months after it."""

from datetime import datetime, timedelta
from functools import partial

from opsporing.demo import besvarelse, tekster
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.tilfaelde import andel, heltal, valg
from opsporing.demo.verden import Verden
from opsporing.models import Barn, Enhed, User
from opsporing.samtykke import indehavere
from opsporing.tid import dato
from overgange import deltagere
from overgange.actions import besoeg as actions
from overgange.models import Art, Besoeg, Besoegsstatus, Overgang, Side, Status, Sted

#: The share of families that decline the visit, of visits that could not be held, and of those that meet again.
NEJ_TAK, IKKE_MULIGT, IGEN = 0.1, 0.03, 0.25


def hent(pk: int, *, afsluttet: bool = False) -> Overgang | None:
    """The overgang with what its actions look at, while it is open (`afsluttet`: and when it has ended well)."""
    alle = Overgang.objects.exclude(status=Status.AFLYST) if afsluttet else Overgang.objects.aabne()
    return (
        alle.select_related(
            "barn", "anledning", "kommune__profil", "fra_enhed__journalenhed", "til_enhed__journalenhed"
        )
        .filter(pk=pk)
        .first()
    )


def her(verden: Verden, enhed: Enhed, barn: Barn, nu: datetime) -> User | None:
    """The colleague who has the child, or the leader where nobody does."""
    mulige = verden.kolleger.paa(enhed, nu)
    return valg(mulige, "overgang", besvarelse.noegle(barn)) if mulige else verden.kolleger.leder(enhed, nu)


def ord_om(om: str, barn: Barn) -> str:
    """Some of the words there are for it, about the child."""
    tekst = valg(tekster.ord_om(f"overgang_{om}"), om, besvarelse.noegle(barn))
    return tekster.udfyld(tekst, barn.kaldenavn, barn.koen)


def _besoeget(
    verden: Verden, pk: int, nr: int, status: Besoegsstatus, nu: datetime
) -> tuple[Overgang, Besoeg, User] | None:
    en = hent(pk, afsluttet=nr != actions.FOERSTE)
    besoeg = en.besoeg.filter(nr=nr, status=status).first() if en else None
    by = her(verden, en.fra_enhed, en.barn, nu) if en else None
    return (en, besoeg, by) if en and besoeg and by else None


def aftal(verden: Verden, pk: int, nr: int, nu: datetime, *, nej_tak: bool | None = None) -> None:
    """The family is called, and most find a day."""
    fundet = _besoeget(verden, pk, nr, Besoegsstatus.TILBUDT, nu)
    leder = deltagere.moedeledere(fundet[0], nu).first() if fundet else None
    if fundet is None or leder is None:
        return
    en, besoeg, by = fundet
    noegle = besvarelse.noegle(en.barn)
    if nr == actions.FOERSTE and (andel("besøg", noegle) < NEJ_TAK if nej_tak is None else nej_tak):
        nej = actions.Udfald(Besoegsstatus.AFSLAAET, grund=ord_om("nej_tak", en.barn))
        actions.afslut_besoeg(besoeg=besoeg, udfald=nej, by=by, nu=nu)
        return
    modtagere = list(deltagere.modtagere(en, nu)[:1])
    hvem = [actions.Deltager(Side.FAMILIE, navn=p.navn, rolle="forælder") for p in indehavere(en.barn, nu)]
    hvem += [actions.Deltager(Side.AFGIVER, user=by)]
    hvem += [actions.Deltager(Side.MODTAGER, user=user) for user in modtagere]
    hjemme = en.art == Art.HJEM_DAGTILBUD and nr == actions.FOERSTE
    aftale = actions.Aftale(
        planlagt_at=arbejdstid(dato(nu) + timedelta(days=heltal(9, 13, "besøg", noegle)), noegle, "besøg").replace(
            minute=0
        ),
        varer_minutter=60,
        sted=Sted.HJEMME if hjemme else Sted.INSTITUTION,
        moedeleder=leder,
        deltagere=hvem,
    )
    actions.planlaeg_besoeg(besoeg=besoeg, aftale=aftale, by=by, nu=nu)


def moedes(
    verden: Verden, pk: int, nr: int, nu: datetime, *, muligt: bool | None = None, igen: bool | None = None
) -> None:
    """The visit is held on its day, or cannot be (`muligt`); some agree to meet again (`igen`)."""
    fundet = _besoeget(verden, pk, nr, Besoegsstatus.AFTALT, nu)
    if fundet is None or fundet[1].planlagt_at is None:
        return
    en, besoeg, by = fundet
    planlagt_at = fundet[1].planlagt_at
    if nu < planlagt_at:
        senere = partial(moedes, verden, pk, nr, muligt=muligt, igen=igen)
        verden.dagsorden.tilfoej(planlagt_at + timedelta(hours=1), senere)
        return
    noegle = besvarelse.noegle(en.barn)
    if andel("holdt", noegle, nr) < IKKE_MULIGT if muligt is None else not muligt:
        udfald = actions.Udfald(Besoegsstatus.IKKE_MULIGT, grund=ord_om("ikke_muligt", en.barn))
        actions.afslut_besoeg(besoeg=besoeg, udfald=udfald, by=by, nu=nu)
        return
    svar = {
        "foraeldrene": ord_om("foraeldrene", en.barn),
        "kan": ord_om("glad", en.barn),
        "hjaelper": ord_om("hjaelper", en.barn),
        "starten_aftale": ord_om("start" if nr == actions.FOERSTE else "opfulgt", en.barn),
    }
    actions.gem_besoeg(besoeg=besoeg, aendringer=svar, set_rev=besoeg.rev, by=by, nu=nu)
    kom = frozenset(besoeg.deltagere.values_list("pk", flat=True))
    udfald = actions.Udfald(Besoegsstatus.HOLDT, dato(planlagt_at), kom)
    actions.afslut_besoeg(besoeg=besoeg, udfald=udfald, by=by, nu=nu)
    if nr == actions.FOERSTE and (andel("igen", noegle) < IGEN if igen is None else igen):
        actions.foelg_op_paa_besoeg(besoeg=besoeg, by=by, nu=nu + timedelta(minutes=2))
