"""The letters to the one who wrote: made, sent by hand, or left out with a reason."""

from datetime import datetime

from django.db import transaction

from opsporing import log, lov
from opsporing.adgang.permissions import Denied
from opsporing.adgang.roller import Rolle
from opsporing.dansk import dato as i_ord
from opsporing.dansk import stort
from opsporing.frister import actions as frister
from opsporing.models import Barn, User
from opsporing.tid import dato
from underretning.actions.laas import laas
from underretning.fristtyper import KVITTER, TILBAGEMELD
from underretning.models import Brev, Brevart, Modtaget, Tilbagemelding
from underretning.omkring import foraeldre, navne, soeskende
from underretning.permissions_behandling import check_can_brev, check_ikke_sendt
from underretning.permissions_modtag import check_can_behandle
from underretning.rules import brev as regler

#: The answers to which kind and duration can be added.
MED_TILFOEJELSE = frozenset({Tilbagemelding.IGANGSAT.value, Tilbagemelding.I_FORVEJEN.value})
FRIST = {Brevart.KVITTERING: KVITTER, Brevart.TILBAGEMELDING: TILBAGEMELD}


def ordene(
    modtaget: Modtaget,
    art: Brevart | str,
    type_: regler.Modtagertype,
    *,
    valg: str = "",
    tilfoejelse: str = "",
    by: User,
    nu: datetime,
) -> regler.Brevord:
    """The letter as it would be made now by this person, with the paragraphs in force today.

    No address, nothing about the child or its family, and no name of somebody who has the name of a parent.
    """
    kode = regler.skabelonkode(str(art), type_)
    if kode is None:
        raise Denied("Der er ikke noget brev til denne underretter.")
    kommune = modtaget.kommune
    voksne = navne(foraeldre([modtaget.barn]))
    boern = navne([modtaget.barn, *soeskende(modtaget.barn)])
    navn = modtaget.underretter_navn
    if any(regler.ligner(navn, person) for person in voksne) or regler.hvad_er_galt(navn, boern):
        # A grandmother has the child's surname: the letter greets her without.
        navn = ""
    telefon = ", ".join(filter(None, (kommune.modtagelse_telefon, kommune.modtagelse_aabningstid)))
    vagt = " på ".join(filter(None, (kommune.vagtnavn or "social vagt", kommune.vagttelefon)))
    flere = Modtaget.objects.filter(
        kommune_id=modtaget.kommune_id, kvitteringsnummer=modtaget.kvitteringsnummer
    ).exclude(pk=modtaget.pk)
    henvisninger = {noegle: str(lov.henvisning(noegle, dato(nu))) for noegle in regler.skabeloner()[kode].lovnoegler}
    return regler.skriv(
        kode,
        # What she is and where she works stands after a comma.
        navn=navn.split(",")[0].strip(),
        dato=i_ord(dato(nu)),
        afsender=regler.Afsender(by.navn, stort(Rolle(by.ansat.rolle).label), modtaget.enhed.navn, kommune.navn),
        udfyld={
            "modtaget": i_ord(dato(modtaget.modtaget_at)),
            "nummer": modtaget.kvitteringsnummer,
            "telefon": telefon if kommune.modtagelse_telefon else "",
            "vagt": vagt if kommune.vagttelefon else "",
            "svar": regler.svartekster().get(valg, ""),
            "tilfoejelse": tilfoejelse,
        },
        lov=henvisninger,
        gaelder={"soeskende"} if flere.exists() else (),
    )


def check_svar(modtaget: Modtaget, valg: str, tilfoejelse: str) -> None:
    """Raises Denied for an answer that was not decided, and for words that must not leave the house."""
    if valg not in Tilbagemelding.values:
        raise Denied("Vælg, hvad du vil svare.")
    if grund := regler.hvorfor_ikke_svar(valg, udfald=modtaget.udfald, hjaelp_i_gang=modtaget.hjaelp_i_gang):
        raise Denied(grund)
    if tilfoejelse and valg not in MED_TILFOEJELSE:
        raise Denied("Skriv kun om hjælpens art og varighed, når du svarer, at noget er i gang.")
    boern: list[Barn] = [modtaget.barn, *soeskende(modtaget.barn)]
    if galt := regler.hvad_er_galt(tilfoejelse, navne([*boern, *foraeldre(boern)])):
        raise Denied(galt)


@transaction.atomic
def dan_brev(
    *, modtaget: Modtaget, art: Brevart | str, valg: str = "", tilfoejelse: str = "", by: User, nu: datetime
) -> Brev:
    """Make the letter, with its words frozen. One that is not sent may be made again; the history keeps earlier words.

    Raises Denied where the one who wrote gets no such letter, for an answer that was not decided, for words that name
    somebody, and when it has been sent.
    """
    modtaget = laas(modtaget)
    art, tilfoejelse = Brevart(art), tilfoejelse.strip()
    type_ = check_can_brev(by, modtaget, art)
    brev = Brev.objects.filter(modtaget=modtaget, art=art).first() or Brev(
        kommune_id=modtaget.kommune_id, modtaget=modtaget, art=art
    )
    check_ikke_sendt(brev)
    if art == Brevart.TILBAGEMELDING:
        check_svar(modtaget, valg, tilfoejelse)
    else:
        valg = tilfoejelse = ""
    skrevet = ordene(modtaget, art, type_, valg=valg, tilfoejelse=tilfoejelse, by=by, nu=nu)
    brev.valg, brev.tilfoejelse, brev.indhold = valg, tilfoejelse, skrevet.til_data()
    brev.dannet_at, brev.dannet_by, brev.undladt_grund = nu, by, ""
    brev.save()
    _record("underretning.brev_dannet", brev, by, nu)
    return brev


@transaction.atomic
def note_sendt(*, brev: Brev, maade: str, by: User, nu: datetime) -> Brev:
    """Note that the letter is sent, and how: the deadline is met. Raises Denied for one that is, or is not made."""
    modtaget = laas(brev.modtaget)
    check_can_behandle(by, modtaget)
    brev = Brev.objects.get(pk=brev.pk)
    check_ikke_sendt(brev)
    if not brev.indhold:
        raise Denied("Der er ikke noget brev at sende. Skriv det først.")
    brev.sendt_at, brev.sendt_by, brev.sendt_maade = nu, by, maade
    brev.full_clean(exclude=["kommune", "modtaget", "dannet_by", "sendt_by"])
    brev.save(update_fields=["sendt_at", "sendt_by", "sendt_maade"])
    frister.opfyld(anledning=modtaget.anledning_id, kode=FRIST[Brevart(brev.art)], by=by, nu=nu)
    _record("underretning.brev_sendt", brev, by, nu)
    return brev


@transaction.atomic
def undlad_brev(*, modtaget: Modtaget, art: Brevart | str, grund: str, by: User, nu: datetime) -> Brev:
    """Note why no such letter is sent: the deadline is met. Raises Denied without a reason and when one is sent."""
    modtaget = laas(modtaget)
    check_can_behandle(by, modtaget)
    if not grund.strip():
        raise Denied("Skriv, hvorfor der ikke sendes et brev.")
    brev = Brev.objects.filter(modtaget=modtaget, art=art).first() or Brev(
        kommune_id=modtaget.kommune_id, modtaget=modtaget, art=art
    )
    check_ikke_sendt(brev)
    brev.valg = brev.tilfoejelse = ""
    brev.indhold, brev.undladt_grund, brev.dannet_at, brev.dannet_by = None, grund.strip(), nu, by
    brev.save()
    frister.opfyld(anledning=modtaget.anledning_id, kode=FRIST[Brevart(art)], by=by, nu=nu)
    _record("underretning.brev_undladt", brev, by, nu)
    return brev


def _record(haendelse: str, brev: Brev, by: User, nu: datetime) -> None:
    modtaget = brev.modtaget
    log.record(haendelse, by=by, nu=nu, barn=modtaget.barn_id, anledning=modtaget.anledning_id, objekt=brev)
