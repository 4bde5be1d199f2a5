"""Writing the minutes of an item, by several at once, and adding to them when they are closed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dialogmoeder import permissions_hold as permissions
from dialogmoeder.models import Moede, Punkt, Punktart, Referat
from dialogmoeder.rules.afholdelse import kendte
from dialogmoeder.rules.slags import TRE_KOLONNER
from opsporing import dansk, log
from opsporing.adgang.permissions import Denied
from opsporing.models import Skemaversion, Spaerringsgrund, User
from opsporing.profil import profil_for
from opsporing.skemaer.gem import Gemt, Loesning, gem_felter, loes_konflikt
from opsporing.skemaer.svar import valider
from opsporing.skemaer.versioner import uden_tekst
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato


def laas_moede(moede: Moede | int) -> Moede:
    """The row for an action, locked."""
    return (
        Moede.objects.select_for_update(of=("self",))
        .select_related("anledning__ejer_enhed", "enhed", "team", "moedeleder", "kommune__profil")
        .get(pk=moede if isinstance(moede, int) else moede.pk)
    )


def laas_punkt(punkt: Punkt) -> Punkt:
    """The row for an action, locked, with its meeting as it stands."""
    laast = (
        Punkt.objects.select_for_update(of=("self",))
        .select_related("anledning__ejer_enhed", "barn", "kommune__profil", "fortaeller")
        .get(pk=punkt.pk)
    )
    laast.moede = Moede.objects.select_related("anledning__ejer_enhed", "enhed", "team", "moedeleder").get(
        pk=laast.moede_id
    )
    return laast


def arket(punkt: Punkt) -> str:
    """The code of the sheet that items of the meeting are written on (`Praksisprofil.moeder`)."""
    return str(profil_for(punkt.kommune).moeder[punkt.moede.slags]["skema"])


def kendte_om(punkt: Punkt) -> dict[str, str]:
    """What the sheet's questions rest on: whose view has been at the table at any time of this meeting."""
    return kendte(set(punkt.moede.deltagere.values_list("fag", flat=True)))


def referat_for(punkt: Punkt, *, laas: bool = False) -> Referat | None:
    """The minutes of the item, if they are begun."""
    qs = Referat.objects.select_for_update(of=("self",)) if laas else Referat.objects.all()
    return qs.select_related("skemaversion", "lukket_by").defer(*uden_tekst("skemaversion")).filter(punkt=punkt).first()


def nyt_referat(punkt: Punkt, by: User, nu: datetime, *, ark: str = "") -> Referat:
    """Minutes that are only shown: looking begins nothing. Raises Denied when the sheet is not published."""
    version = Skemaversion.objects.gaeldende(ark or arket(punkt), punkt.kommune)
    if version is None:
        raise Denied("Arket til referatet er ikke publiceret. Sig det til administratoren.")
    return Referat(kommune_id=punkt.kommune_id, punkt=punkt, skemaversion=version, begyndt_at=nu, begyndt_by=by)


def _begyndt(punkt: Punkt, by: User, nu: datetime) -> Referat:
    """The minutes, locked; begun now where they were not."""
    referat = referat_for(punkt, laas=True)
    if referat is None:
        referat = nyt_referat(punkt, by, nu)
        referat.save()
        record("dialogmoeder.referat_begyndt", punkt, by, nu, objekt=referat)
    if referat.lukket_at:
        raise Denied("Referatet er lukket. Skriv en rettelse, hvis noget er forkert.")
    return referat


@transaction.atomic
def vaelg_ark(*, punkt: Punkt, tre_kolonner: bool, by: User, nu: datetime) -> Referat:
    """Take the sheet with three columns instead of the meeting's own, or go back to that, before anything is written.

    Raises Denied when something stands in the other sheet.
    """
    punkt = laas_punkt(punkt)
    permissions.check_can_skrive(by, punkt, nu)
    kode = TRE_KOLONNER if tre_kolonner else arket(punkt)
    referat = referat_for(punkt, laas=True)
    if referat is not None and referat.definition().kode == kode:
        return referat
    if referat is not None and (referat.lukket_at or any(referat.svar.values()) or referat.konflikter):
        raise Denied("Der er skrevet på arket. Gør det færdigt, så intet går tabt.")
    nyt = nyt_referat(punkt, by, nu, ark=kode)
    if referat is None:
        referat = nyt
        referat.save()
    else:
        referat.skemaversion = nyt.skemaversion
        referat.rev += 1
        referat.save(update_fields=["skemaversion", "rev"])
    record("dialogmoeder.ark_valgt", punkt, by, nu, objekt=referat)
    return referat


@transaction.atomic
def gem_referat(
    *, punkt: Punkt, aendringer: Mapping[str, Any], set_rev: int, by: User, nu: datetime, klient: str = ""
) -> Gemt:
    """Store the answers that changed (see `gem_felter`); the first of them begins the minutes."""
    punkt = laas_punkt(punkt)
    permissions.check_can_skrive(by, punkt, nu)
    referat = _begyndt(punkt, by, nu)
    gemt = gem_felter(referat, aendringer, set_rev, by=by, nu=nu, klient=klient)
    if gemt.aendrede:
        record("dialogmoeder.referat_gemt", punkt, by, nu, objekt=referat, felter=gemt.aendrede)
    return gemt


@transaction.atomic
def loes_referat(*, punkt: Punkt, konflikt_id: str, loesning: Loesning, by: User, nu: datetime) -> Gemt:
    """Choose between two texts that were written at the same time; see `loes_konflikt` for the errors."""
    punkt = laas_punkt(punkt)
    permissions.check_can_skrive(by, punkt, nu)
    referat = _begyndt(punkt, by, nu)
    gemt = loes_konflikt(referat, konflikt_id, loesning, by=by, nu=nu)
    record("dialogmoeder.referat_konflikt_loest", punkt, by, nu, objekt=referat, felter=gemt.aendrede)
    return gemt


def mangler_i_referatet(punkt: Punkt, referat: Referat | None) -> dict[str, str]:
    """One Danish message per field that keeps the minutes of an item from being closed."""
    if referat is None:
        return {"": "Der er ikke skrevet noget."}
    if referat.konflikter:
        return {k["felt"]: "To har skrevet i samme felt. Vælg mellem de to tekster." for k in referat.konflikter}
    return dict(_valideret(punkt, referat).fejl)


def _valideret(punkt: Punkt, referat: Referat) -> Any:
    return valider(referat.definition(), referat.svar, kladde=False, slags=punkt.art, kendte=kendte_om(punkt))


def luk_referat(*, punkt: Punkt, referat: Referat, by: User, nu: datetime) -> None:
    """Close minutes that lack nothing; part of ending the meeting."""
    referat.svar = _valideret(punkt, referat).renset
    referat.lukket_at, referat.lukket_by = nu, by
    referat.save(update_fields=["svar", "lukket_at", "lukket_by"])
    saet_spaerring(punkt=punkt, referat=referat, by=by, nu=nu)


def saet_spaerring(*, punkt: Punkt, referat: Referat | None, by: User, nu: datetime) -> bool:
    """Keep the item from the parents where the team suspects abuse or is in doubt; whether it is kept.

    A child without a name has no parents here to keep it from. Only myndighed lifts it again.
    """
    svar = (referat.svar if referat else {}).get("overgreb")
    if punkt.art != Punktart.BARN or svar not in Spaerringsgrund.values or referat is None:
        return False
    spaerringer.saet(
        anledning=punkt.anledning,
        grund=Spaerringsgrund(svar),
        hvorfor=str(referat.svar.get("overgreb_hvorfor", "")),
        gennemses_om_dage=profil_for(punkt.kommune).spaerring_gennemses_dage,
        by=by,
        nu=nu,
    )
    return True


@transaction.atomic
def ret_referat(*, referat: Referat, tekst: str, by: User, nu: datetime, trods: bool = False) -> Referat:
    """Add to closed minutes what was wrong or missing; what stood there stands. Each addition has its day and writer.

    `trods`: she was told that somebody might be known in it, where no name is to stand, and said that nobody can.
    Raises Denied for minutes that are open, and for no words.
    """
    referat = (
        Referat.objects.select_for_update(of=("self",))
        .select_related("punkt__moede__anledning", "punkt__anledning")
        .get(pk=referat.pk)
    )
    permissions.check_can_rette(by, referat, nu)
    if not tekst.strip():
        raise Denied("Skriv, hvad der skal rettes eller tilføjes.")
    ny = f"{tekst.strip()}\n({by.navn}, {dansk.dato(dato(nu))})"
    referat.rettelse = f"{referat.rettelse}\n\n{ny}" if referat.rettelse else ny
    referat.save(update_fields=["rettelse"])
    record("dialogmoeder.referat_rettet", referat.punkt, by, nu, objekt=referat)
    if trods:
        record("dialogmoeder.ingen_kan_kendes", referat.punkt, by, nu, objekt=referat, felter=("rettelse",))
    return referat


def record(
    haendelse: str,
    punkt: Punkt,
    by: User | None,
    nu: datetime,
    *,
    objekt: object = None,
    felter: tuple[str, ...] = (),
) -> None:
    """Write to the log that something happened with an item."""
    log.record(
        haendelse,
        by=by,
        nu=nu,
        barn=punkt.barn_id,
        anledning=punkt.anledning_id,
        objekt=objekt or punkt,
        felter=felter,
    )
