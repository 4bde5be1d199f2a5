"""Myndighed hears, or finds out, that abuse is suspected and by whom: with the same consequences as when it is written.

The employee it is about is shut out, of the matter and of those about the switches on it, also at whoever wrote; a
suspicion against somebody at home, or doubt, keeps it from the parents; and the talk with the child falls due.
"""

from datetime import datetime, timedelta

from django.db import transaction

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Anledning, Udelukkelse, User
from opsporing.profil import profil_for
from opsporing.tid import dato
from underretning.actions import behandl
from underretning.actions.modtag import spaer, udeluk
from underretning.actions.registrer import Mistanke, check_mistaenkt
from underretning.fristtyper import SAMTALE
from underretning.models import Modtaget, Overgreb, Underretning, Underretningsbarn
from underretning.models.skrevet import SPAERRER
from underretning.rules.tilstande import Tilstand

FAERDIGE = (Tilstand.LUKKET, Tilstand.OVERSENDT)


@transaction.atomic
def noter_mistanke(*, modtaget: Modtaget, rev: int, mistanke: Mistanke, by: User, nu: datetime) -> Modtaget:
    """Note what is suspected and of whom, for all the children of the same underretning. Noted again, it is corrected.

    That nothing is suspected after all is no correction: the switch is lifted where it is decided on, and the decision
    says the rest. One who is responsible and suspected hands it over to the one who notes it. Raises Foraeldet, and
    Denied for what is closed here, without a suspicion, and for oneself.
    """
    mistanke = mistanke.renset()
    if mistanke.overgreb == Overgreb.NEJ:
        raise Denied("Vælg, hvem mistanken retter sig mod. Skal forældrene vide noget nu, så ophæv spærringen.")
    check_mistaenkt(mistanke, by)
    samme = Modtaget.objects.filter(kommune=modtaget.kommune_id, kvitteringsnummer=modtaget.kvitteringsnummer).order_by(
        "pk"
    )
    # In one order for everybody, as when siblings are assessed together.
    alle = list(samme.select_for_update(of=("self",)).values_list("pk", flat=True))
    foerst = behandl.laas(modtaget, rev, by=by)
    if foerst.status in FAERDIGE:
        raise Denied("Underretningen er lukket her. Åbn den igen først.")
    for pk in alle:
        en = foerst if pk == foerst.pk else _laes(pk)
        _lad_gaelde(en, mistanke, by=by, nu=nu)
    if mistanke.mistaenkt is not None:
        _luk_hos_underretter(foerst, mistanke.mistaenkt, by=by, nu=nu)
    return foerst


def _laes(pk: int) -> Modtaget:
    return Modtaget.objects.select_related("anledning__kommune", "enhed__kommune__profil", "barn", "ansvarlig").get(
        pk=pk
    )


def _lad_gaelde(en: Modtaget, mistanke: Mistanke, *, by: User, nu: datetime) -> None:
    foer, foer_mistaenkt = en.overgreb, en.mistaenkt
    en.overgreb, en.overgreb_hvem, en.mistaenkt = mistanke.overgreb, mistanke.hvem, mistanke.mistaenkt
    felter = ["overgreb", "overgreb_hvem", "mistaenkt"]
    if mistanke.mistaenkt is not None and en.ansvarlig_id == mistanke.mistaenkt.pk:
        en.ansvarlig = by
        felter.append("ansvarlig")
    behandl.gem(en, "underretning.mistanke_noteret", felter=felter, by=by, nu=nu)
    if "ansvarlig" in felter and en.status == Tilstand.MODTAGET:
        behandl.goer_ansvarlig(en, by, nu)
    elif "ansvarlig" in felter:
        behandl.aabn_for_ansvarlig(en, by=by, nu=nu, foer=mistanke.mistaenkt)
    if en.status not in FAERDIGE:
        if en.overgreb in SPAERRER and foer != en.overgreb:
            spaer(en.anledning, en.overgreb, by=by, nu=nu, hvorfor=mistanke.hvorfor)
        if not en.ufoedt:
            dage = profil_for(en.enhed.kommune).underretning_samtale_dage
            frister.opret(
                kode=SAMTALE,
                anledning=en.anledning,
                enhed=en.enhed,
                forfalder=dato(nu) + timedelta(days=dage),
                ansvarlig=en.ansvarlig,
                nu=nu,
            )
    if foer_mistaenkt is not None and foer_mistaenkt != mistanke.mistaenkt:
        _luk_op(en.anledning, foer_mistaenkt, by=by, nu=nu)
    if mistanke.mistaenkt is not None:
        udeluk(en.anledning, mistanke.mistaenkt, by=by, nu=nu)


def _luk_op(anledning: Anledning, user: User, *, by: User, nu: datetime) -> None:
    """It was about somebody else: she is shut out of these matters no longer."""
    sager = [anledning.pk, *anledning.spaerringer.values_list("sag", flat=True)]
    vaek = Udelukkelse.objects.filter(anledning__in=sager, user=user)
    for en in list(vaek):
        log.record(
            "underretning.ikke_udelukket", by=by, nu=nu, barn=anledning.barn_id, anledning=en.anledning_id, objekt=en
        )
    vaek.delete()


def _luk_hos_underretter(modtaget: Modtaget, mistaenkt: User, *, by: User, nu: datetime) -> None:
    """Shut her out of what was written here too; whoever wrote it herself knows what she wrote."""
    skrevne = (
        Underretning.objects.filter(kvitteringsnummer=modtaget.kvitteringsnummer, kommune=modtaget.kommune_id)
        .exclude(skrevet_by=mistaenkt)
        .values("pk")
    )
    for barn in Underretningsbarn.objects.filter(underretning__in=skrevne).select_related("anledning__kommune"):
        udeluk(barn.anledning, mistaenkt, by=by, nu=nu)
