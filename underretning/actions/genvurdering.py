"""The case is looked at anew because help runs already (barnets lov § 137, stk. 1)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from opsporing import anledning as anledninger
from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Ansaettelse, Grundlag, Tilknytning, User
from underretning import genvurderingside
from underretning.actions.behandl import Foraeldet
from underretning.actions.laas import laas
from underretning.fristtyper import GENVURDER
from underretning.models import Genvurdering, Genvurderingsdeltager, Modtaget
from underretning.permissions_behandling import check_can_genvurdere, check_kan_rettes
from underretning.rules import genvurdering as regler

#: What a Tilknytning says that is there because of the reassessment and ends with it.
FORMAAL = "Genvurdering"


@transaction.atomic
def begynd_genvurdering(
    *, modtaget: Modtaget, deltagere: Collection[User], kendte: Collection[User] = (), by: User, nu: datetime
) -> Genvurdering:
    """Begin the reassessment with these people, or change who takes part while it is not ended.

    `kendte` are those who have handled the family's case in another system, by their own word: they never count as new.
    The matter is open to those who take part until it ends. Raises Denied where there is nothing to reassess, and for
    somebody who cannot take part.
    """
    modtaget = laas(modtaget)
    check_can_genvurdere(by, modtaget)
    mulige = {ansaettelse.user_id: ansaettelse for ansaettelse in genvurderingside.mulige(modtaget, nu)}
    valgte, udefra = {user.pk for user in deltagere}, {user.pk for user in kendte}
    if not valgte:
        raise Denied("Vælg, hvem der er med i genvurderingen.")
    genvurdering = Genvurdering.objects.filter(modtaget=modtaget).first()
    ny = genvurdering is None
    if genvurdering is None:
        genvurdering = Genvurdering.objects.create(
            kommune_id=modtaget.kommune_id, modtaget=modtaget, begyndt_at=nu, begyndt_by=by
        )
    check_kan_rettes(genvurdering)
    foer = regler.tidligere(genvurderingside.sporene(modtaget))
    nye = regler.nye(valgte, foer, udefra)
    gamle = {raekke.user_id: raekke for raekke in genvurdering.deltagere.all()}
    if not valgte <= mulige.keys() | gamle.keys():
        raise Denied("Kun ansatte i familieafdelingen kan være med.")
    for user_id in valgte:
        Genvurderingsdeltager.objects.update_or_create(
            genvurdering=genvurdering,
            user_id=user_id,
            defaults={"kommune_id": modtaget.kommune_id, "ny": user_id in nye},
        )
        if user_id in mulige:
            _aabn(modtaget, mulige[user_id], by=by, nu=nu)
    vaek = gamle.keys() - valgte
    genvurdering.deltagere.filter(user__in=vaek).delete()
    _luk(modtaget, nu, kun=vaek)
    haendelse = "underretning.genvurdering_begyndt" if ny else "underretning.genvurdering_rettet"
    _record(haendelse, genvurdering, by, nu)
    return genvurdering


@transaction.atomic
def afslut_genvurdering(
    *, modtaget: Modtaget, passer: bool, konklusion: str, set_rev: int | None = None, by: User, nu: datetime
) -> Genvurdering:
    """End it: whether the help is the right one still, and why. At least one who takes part is new to the case.

    Who is new is worked out again now. Raises Denied while nobody is, without a conclusion and where it is not begun,
    and Foraeldet when a colleague has ended it or decided on the underretning since the page was made.
    """
    modtaget = laas(modtaget, set_rev)
    check_can_genvurdere(by, modtaget)
    genvurdering = Genvurdering.objects.filter(modtaget=modtaget).first()
    if genvurdering is None:
        raise Denied("Vælg først, hvem der er med i genvurderingen.")
    if genvurdering.afsluttet_at is not None:
        raise Foraeldet(modtaget)
    if not konklusion.strip():
        raise Denied("Skriv, hvad I er nået frem til, og hvorfor.")
    side = genvurderingside.side(modtaget, nu)
    if side.mangler:
        raise Denied(side.mangler)
    nye = side.nye
    for raekke in genvurdering.deltagere.all():
        if raekke.ny != (raekke.user_id in nye):
            raekke.ny = raekke.user_id in nye
            raekke.save(update_fields=["ny"])
    genvurdering.passer, genvurdering.konklusion = passer, konklusion.strip()
    genvurdering.afsluttet_at, genvurdering.afsluttet_by = nu, by
    genvurdering.save(update_fields=["passer", "konklusion", "afsluttet_at", "afsluttet_by"])
    modtaget.rev += 1
    modtaget.save(update_fields=["rev"])
    frister.opfyld(anledning=modtaget.anledning_id, kode=GENVURDER, by=by, nu=nu)
    _luk(modtaget, nu)
    _record("underretning.genvurdering_afsluttet", genvurdering, by, nu)
    return genvurdering


def _aabn(modtaget: Modtaget, ansaettelse: Ansaettelse, *, by: User, nu: datetime) -> None:
    if Tilknytning.objects.filter(anledning=modtaget.anledning_id, ansaettelse=ansaettelse, til=None).exists():
        return
    anledninger.aabn_for(
        anledning=modtaget.anledning,
        enhed=ansaettelse.enhed,
        grundlag=Grundlag.UNDERRETNING,
        til=None,
        ansaettelse=ansaettelse,
        formaal=FORMAAL,
        by=by,
        nu=nu,
        haendelse="underretning.aabnet_for",
    )


def _luk(modtaget: Modtaget, nu: datetime, *, kun: Collection[int] | None = None) -> None:
    """Take back what the reassessment opened; what else opens the matter to them stays."""
    aabne = Tilknytning.objects.filter(anledning=modtaget.anledning_id, formaal=FORMAAL, til=None)
    if modtaget.ansvarlig_id is not None:
        # It may have been handed to one of them meanwhile.
        aabne = aabne.exclude(ansaettelse__user=modtaget.ansvarlig_id)
    if kun is not None:
        aabne = aabne.filter(ansaettelse__user__in=kun)
    aabne.update(til=nu)


def _record(haendelse: str, genvurdering: Genvurdering, by: User, nu: datetime) -> None:
    modtaget = genvurdering.modtaget
    log.record(haendelse, by=by, nu=nu, barn=modtaget.barn_id, anledning=modtaget.anledning_id, objekt=genvurdering)
