"""The talk with the child about an underretning, or why there is none (barnets lov § 137, stk. 2-4)."""

from datetime import date, datetime

from django.db import transaction

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import User
from opsporing.tid import dato
from underretning.actions.laas import laas
from underretning.fristtyper import SAMTALE
from underretning.models import Boernesamtale, Modtaget
from underretning.permissions_behandling import check_can_samtale
from underretning.rules import krav
from underretning.rules import samtale as regler
from underretning.stand import fakta


@transaction.atomic
def registrer_samtale(
    *, modtaget: Modtaget, holdt_den: date, uden: bool, hvem: str, notat: str, by: User, nu: datetime
) -> Boernesamtale:
    """Write down a talk that was held: when, whether without the parents, who was there, and what the child said.

    One with the parents there although it must be without is kept as it was, and the deadline runs on. Raises Denied
    for a day that has not come or lies before the underretning, and where words are missing.
    """
    modtaget = laas(modtaget)
    check_can_samtale(by, modtaget)
    if modtaget.barn.foedt_den is None:
        raise Denied("Barnet er ikke født endnu.")
    if holdt_den > dato(nu):
        raise Denied("Dagen er ikke kommet endnu.")
    if holdt_den < dato(modtaget.modtaget_at):
        raise Denied("Dagen ligger før underretningen. Her skrives samtalen om underretningen.")
    if not hvem.strip() or not notat.strip():
        raise Denied("Skriv, hvem der var med, og hvad barnet fortalte og viste.")
    return _gem(
        Boernesamtale(
            modtaget=modtaget,
            holdt_den=holdt_den,
            uden_foraeldre=uden,
            hvem=hvem.strip(),
            notat=notat.strip(),
        ),
        by,
        nu,
    )


@transaction.atomic
def undlad_samtale(
    *, modtaget: Modtaget, grund: regler.Grund | str, hvorfor: str, by: User, nu: datetime
) -> Boernesamtale:
    """Write down why there is no talk. One that must be held can be left out for the child's maturity or the nature of
    the case alone. Raises Denied for another ground, and without words of her own.
    """
    modtaget = laas(modtaget)
    check_can_samtale(by, modtaget)
    if grund not in regler.grunde(skal=krav.samtale_skal_holdes(fakta(modtaget))):
        raise Denied("Ved mistanke om overgreb kan kun barnets modenhed eller sagens karakter tale imod en samtale.")
    if not hvorfor.strip():
        raise Denied("Skriv, hvorfor du ikke taler med barnet.")
    ordene = f"{regler.GRUNDE[regler.Grund(grund)]}: {hvorfor.strip()}"
    return _gem(Boernesamtale(modtaget=modtaget, undladt_grund=ordene), by, nu)


def _gem(samtale: Boernesamtale, by: User, nu: datetime) -> Boernesamtale:
    modtaget = samtale.modtaget
    samtale.kommune_id, samtale.registreret_at, samtale.registreret_by = modtaget.kommune_id, nu, by
    samtale.save()
    if not krav.om_samtalen(fakta(modtaget)):
        frister.opfyld(anledning=modtaget.anledning_id, kode=SAMTALE, by=by, nu=nu)
    log.record(
        "underretning.samtale_registreret",
        by=by,
        nu=nu,
        barn=modtaget.barn_id,
        anledning=modtaget.anledning_id,
        objekt=samtale,
    )
    return samtale
