"""Whether a meeting may be held, written about, ended and told of; each check raises Denied with the reason."""

from datetime import datetime

from dialogmoeder import kreds
from dialogmoeder.models import Deltager, Moede, Moedestatus, Punkt, Punktart, Punktstatus, Referat
from dialogmoeder.permissions_punkt import er_inde
from dialogmoeder.rules.afholdelse import kan_begynde
from opsporing.adgang.permissions import Denied, Permission, har, kraev
from opsporing.models import User
from opsporing.orientering.actions import er_fortalt
from opsporing.tid import dato

#: Minutes are written of what is or has been talked about, until the meeting ends.
SKRIVES = frozenset({Punktstatus.PAA_DAGSORDEN, Punktstatus.BEHANDLET})


def leder(user: User, moede: Moede) -> bool:
    """Does the person lead this meeting: as its mødeleder, or as a leader of the house that holds it?"""
    if not har(user, Permission.MOEDE_LED):
        return False
    return user.pk == moede.moedeleder_id or user.ansat.enhed.journalenhed_id == moede.anledning.ejer_enhed_id


def er_med(user: User, moede: Moede) -> bool:
    """Does the person take part, under the employment she acts in now?"""
    return Deltager.objects.filter(moede=moede, ansaettelse=user.ansaettelse, fratraadt_at=None).exists()


def check_can_lede(user: User, moede: Moede, nu: datetime) -> None:
    """May the person hold this meeting?"""
    kraev(user, Permission.MOEDE_LED)
    if not leder(user, moede):
        raise Denied("Mødet ledes af en anden. Spørg mødelederen.")


def check_can_begynde(user: User, moede: Moede, nu: datetime) -> None:
    """May the meeting be begun? When it is called and its day has come."""
    check_can_lede(user, moede, nu)
    if moede.status == Moedestatus.PLANLAGT:
        raise Denied("Mødet er ikke indkaldt. Indkald først, så alle kan læse deres punkter.")
    if moede.status != Moedestatus.INDKALDT:
        raise Denied("Mødet er i gang, holdt eller aflyst.")
    if not kan_begynde(dato(moede.planlagt_at), dato(nu)):
        raise Denied("Mødets dag er ikke kommet.")


def check_er_i_gang(moede: Moede) -> None:
    """Is it being held now? Raises Denied with what it is instead."""
    if moede.status == Moedestatus.I_GANG:
        return
    if moede.status == Moedestatus.AFHOLDT:
        raise Denied("Mødet er afsluttet, og referatet er lukket. Skriv en rettelse, hvis noget er forkert.")
    raise Denied("Mødet er aflyst." if moede.status == Moedestatus.AFLYST else "Mødet er ikke begyndt.")


def check_can_styre(user: User, moede: Moede, nu: datetime) -> None:
    """May the person go from item to item, note who came, call somebody in?"""
    check_can_lede(user, moede, nu)
    check_er_i_gang(moede)


def check_can_skrive(user: User, punkt: Punkt, nu: datetime) -> None:
    """May the person write in the minutes of an item that is open to her? Those who take part, while it is held."""
    kraev(user, Permission.MOEDE_SE)
    check_er_i_gang(punkt.moede)
    if punkt.status not in SKRIVES:
        raise Denied("Punktet er udsat eller taget af, så der er ikke noget referat at skrive.")
    if not (leder(user, punkt.moede) or er_med(user, punkt.moede)):
        raise Denied("Referatet skrives af dem, der er med til mødet.")


def check_can_aftale(user: User, punkt: Punkt, nu: datetime) -> None:
    """May the person make agreements at the item, and say who tells the parents? Also after the meeting."""
    kraev(user, Permission.HANDLING_OPRET)
    if punkt.moede.status not in {Moedestatus.I_GANG, Moedestatus.AFHOLDT} or punkt.status not in SKRIVES:
        raise Denied("Aftaler laves, når I taler om punktet.")
    if not (leder(user, punkt.moede) or er_med(user, punkt.moede)):
        raise Denied("Aftaler laves af dem, der er med til mødet.")


def check_can_rette(user: User, referat: Referat, nu: datetime) -> None:
    """May the person add what was wrong or missing? When the minutes are closed."""
    moede = referat.punkt.moede
    kraev(user, Permission.MOEDE_SE)
    if referat.lukket_at is None:
        raise Denied("Referatet er ikke lukket. Ret i det selv.")
    if not (leder(user, moede) or er_med(user, moede)):
        raise Denied("Rettelser skrives af dem, der var med til mødet.")


def maa_ikke_vide(punkt: Punkt, nu: datetime) -> set[int] | None:
    """The custody holders (primary keys) who must not be told of the item; None when it is all of them.

    A switch on what it sprang from, or on the unit's common work about the child, holds here too.
    """
    return kreds.laes(punkt.moede, nu, punkt=punkt).om(punkt).maa_ikke


def hvorfor_ikke_foraeldre(punkt: Punkt, referat: Referat | None, nu: datetime) -> str:
    """Why the parents' version cannot be given now; empty when it can.

    By mouth before on paper is Aalborg's (Socialstyrelsen, 2022).
    """
    if punkt.art != Punktart.BARN:
        return "Punktet har ikke et barn med navn, så der er ingen forældre at give det til."
    if maa_ikke_vide(punkt, nu) is None:
        return "Der er mistanke eller tvivl om overgreb. Forældrene får intet, før myndigheden siger til."
    if referat is None or referat.lukket_at is None:
        return "Forældrene får deres udgave, når mødet er afsluttet og referatet lukket."
    if not er_fortalt(punkt.anledning):
        return "Fortæl forældrene det først, og notér samtalen. Så kan de få det på skrift."
    return ""


def check_er_inde(user: User, punkt: Punkt) -> None:
    """The child's own unit talks with the parents, and gives them what they get."""
    if not er_inde(user, punkt):
        raise Denied("Det er barnets egen enhed, der taler med forældrene og giver dem deres udgave.")


def check_can_give_foraeldre(user: User, punkt: Punkt, referat: Referat | None, nu: datetime) -> None:
    """May the person print the parents' version?"""
    kraev(user, Permission.ORIENTERING_REGISTRER)
    check_er_inde(user, punkt)
    if grund := hvorfor_ikke_foraeldre(punkt, referat, nu):
        raise Denied(grund)


def maa_foraeldre_faa(punkt: Punkt, nu: datetime) -> bool:
    """Is there a parent who may be told of the item?"""
    return punkt.barn_id is not None and maa_ikke_vide(punkt, nu) is not None


def hvem_laeser(punkt: Punkt) -> list[str]:
    """Who gets the minutes of an item, in words: the units of those who have part in it now."""
    her = punkt.anledning.ejer_enhed.navn
    andre = (
        Deltager.objects.filter(punkter__punkt=punkt, punkter__lukket_at=None, ansaettelse__isnull=False)
        .exclude(ansaettelse__enhed__journalenhed=punkt.anledning.ejer_enhed_id)
        .values_list("ansaettelse__enhed__navn", flat=True)
    )
    return [her, *sorted(set(andre) - {her})]
