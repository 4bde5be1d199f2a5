"""Sending: one transaction, in PostgreSQL alone. It is either all there, with a receipt number, or it is not sent.

Nothing here waits for a worker, a broker or a mail server: who must be told is found by the deadlines that are made.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from opsporing import bilag as bilagene
from opsporing.adgang.permissions import Denied
from opsporing.adgang.roller import Rolle
from opsporing.frister import actions as frister
from opsporing.frosset import Frosset
from opsporing.models import Anledning, Enhed, Spaerring, User
from opsporing.tid import dato
from underretning import indhold
from underretning.actions.modtag import Barnedata, Indkomst, Underretter, barn_i, kvitteringsnummer, modtag, modtagelse
from underretning.actions.skriv import Foraeldet, laas, record
from underretning.fristtyper import AFLEVER, KLADDE
from underretning.models import Bilag, Kanal, Modtaget, Overgreb, Pligt, Underretning, Underretningsbarn
from underretning.permissions_skriv import check_can_blive, check_er_min
from underretning.rules.tilstande import Skrivetilstand

#: Danmarks Statistik's code of the one who notifies, by role; what is not here is another part of the municipality.
UNDERRETTERKODER = {
    Rolle.PAEDAGOG: "3",
    Rolle.DAGPLEJER: "3",
    Rolle.DAGPLEJEKONSULENT: "3",
    Rolle.DAGTILBUDSLEDER: "3",
    Rolle.SUNDHEDSPLEJERSKE: "5",
    Rolle.LEDENDE_SUNDHEDSPLEJERSKE: "5",
}
KOMMUNEN, ANDRE = "1", "11"


class IkkeFaerdig(Denied):
    """What is missing before it can be sent: `mangler` has one Danish message per field."""

    def __init__(self, besked: str, mangler: dict[str, str]) -> None:
        super().__init__(besked)
        self.mangler = mangler


def stand(underretning: Underretning) -> str:
    """What the last page before sending builds on: other words as soon as anything of it has been changed."""
    valgte = underretning.bilag.order_by("pk").values_list("noegle", flat=True)
    return f"{underretning.stand}|{underretning.rev}|{'|'.join(valgte)}"


@transaction.atomic
def send(*, underretning: Underretning, set_stand: str | None = None, by: User, nu: datetime) -> Underretning:
    """Send it, signed by `by`. Sent once, it is sent: a second press gives the same receipt.

    `set_stand` is `stand` as she read it; raises Foraeldet when something has been changed since, IkkeFaerdig naming
    what is missing, and Denied for an enclosure that is no longer hers to give.
    """
    laast = laas(underretning)
    check_er_min(by, laast)
    if laast.status == Skrivetilstand.SENDT:
        return laast
    check_can_blive(by, laast, Skrivetilstand.SENDT)
    if set_stand is not None and stand(laast) != set_stand:
        raise Foraeldet(laast)
    boern = indhold.boern(laast)
    if mangler := indhold.mangler(laast, boern, nu):
        raise IkkeFaerdig(f"{len(mangler)} svar mangler, før underretningen kan sendes.", mangler)
    skrevet_af = indhold.underskrift(by)
    frosset = indhold.frys(laast, skrevet_af=skrevet_af, nu=nu)
    bilag = _frys_bilag(laast, by, nu)
    laast.status, laast.sendt_at, laast.underskrift = Skrivetilstand.SENDT, nu, skrevet_af
    laast.kvitteringsnummer = _nyt_nummer(nu)
    laast.indhold, laast.fingeraftryk = frosset.til_data(), frosset.fingeraftryk
    laast.save(
        update_fields=["status", "sendt_at", "underskrift", "kvitteringsnummer", "indhold", "fingeraftryk"],
    )
    record("underretning.sendt", laast, by=by, nu=nu)
    frister.opfyld(anledning=boern[0].anledning_id, kode=KLADDE, by=by, nu=nu)
    enhed = modtagelse(laast.modtager_kommune) if laast.modtager_kommune else None
    if enhed is None:
        frister.opret(
            kode=AFLEVER, anledning=boern[0].anledning, enhed=laast.enhed, ansvarlig=by, forfalder=dato(nu), nu=nu
        )
    else:
        for barn in boern:
            _lad_modtage(laast, barn, enhed, frosset, bilag.get(barn.barn_id, []), by=by, nu=nu)
    Anledning.objects.filter(pk__in=[barn.anledning_id for barn in boern]).update(afsluttet_at=nu)
    return laast


def _nyt_nummer(nu: datetime) -> str:
    """A receipt number nobody has."""
    while Underretning.objects.filter(kvitteringsnummer=(nummer := kvitteringsnummer(nu))).exists():
        continue
    return nummer


def _frys_bilag(underretning: Underretning, by: User, nu: datetime) -> dict[int, list[Frosset]]:
    """Copy every chosen enclosure as it stands now; the copies by child."""
    frosne: dict[int, list[Frosset]] = {}
    for valgt in underretning.bilag.select_related("barn").order_by("pk"):
        try:
            kopi = bilagene.frys(by, valgt.barn, valgt.noegle, nu)
        except LookupError:
            raise Denied(f"Bilaget »{valgt.titel}« kan ikke lægges ved længere. Fjern det, og send igen.") from None
        Bilag.objects.filter(pk=valgt.pk).update(indhold=kopi.til_data(), fingeraftryk=kopi.fingeraftryk)
        frosne.setdefault(valgt.barn_id, []).append(kopi)
    return frosne


def _lad_modtage(
    underretning: Underretning,
    ub: Underretningsbarn,
    enhed: Enhed,
    frosset: Frosset,
    bilag: list[Frosset],
    *,
    by: User,
    nu: datetime,
) -> None:
    """Let the receiving unit have it about one child. To another municipality nothing crosses but who the child is and
    what was written.
    """
    egen = enhed.kommune_id == underretning.kommune_id
    barn = ub.barn if egen else barn_i(enhed.kommune, _data(ub), by=None, nu=nu)
    # The one that stands, or else the last that was lifted.
    spaerring = (
        Spaerring.objects.filter(anledning=ub.anledning_id, person=None)
        .order_by(F("ophaevet_at").desc(nulls_first=True), "-pk")
        .first()
    )
    modtag(
        enhed=enhed,
        barn=barn,
        ind=Indkomst(
            kvitteringsnummer=underretning.kvitteringsnummer or "",
            kanal=Kanal.SYSTEM,
            modtaget_at=nu,
            pligt=Pligt(underretning.pligt),
            underretter=Underretter(
                _kode(underretning), underretning.underskrift, underretning.svar.get("kontakt", "")
            ),
            hastede=underretning.akut,
            overgreb=Overgreb(underretning.overgreb),
            overgreb_hvem=underretning.overgreb_hvem,
            indhold=frosset,
            bilag=bilag,
        ),
        by=None,
        nu=nu,
        hvorfor=spaerring.hvorfor if spaerring else "",
        sammen_med=spaerring if egen else None,
    )


def _kode(underretning: Underretning) -> str:
    if underretning.pligt == Pligt.ALLE:
        return ANDRE
    if underretning.pligt == Pligt.FLYTNING:
        return KOMMUNEN
    return UNDERRETTERKODER.get(Rolle(underretning.ansaettelse.rolle), KOMMUNEN)


def _data(ub: Underretningsbarn) -> Barnedata:
    """Who the child is, as the other municipality is told: of one she told of, what she told."""
    barn = ub.barn
    mor = barn.mor
    if ub.er_oplyst and ub.foedt_den is not None:
        efternavn = ub.oplyst_efternavn
        fornavn = ub.oplyst_navn.removesuffix(efternavn).strip()
        return Barnedata(fornavn=fornavn, efternavn=efternavn, cpr=barn.cpr, foedt_den=ub.foedt_den)
    return Barnedata(
        fornavn=barn.fornavn,
        efternavn=barn.efternavn,
        cpr=barn.cpr,
        foedt_den=ub.foedt_den,
        termin=ub.termin,
        mor_fornavn=mor.fornavn if mor else "",
        mor_efternavn=mor.efternavn if mor else "",
        mor_cpr=mor.cpr if mor else None,
        beskyttet=barn.beskyttet,
    )


@transaction.atomic
def aflever(*, underretning: Underretning, by: User, nu: datetime) -> Underretning:
    """Note that she has delivered the paper where it was to go. Noted once, it stays."""
    laast = laas(underretning)
    check_er_min(by, laast)
    if laast.status != Skrivetilstand.SENDT or modtages_her(laast):
        raise Denied("Der er ikke noget at aflevere.")
    if laast.afleveret_at is None:
        laast.afleveret_at, laast.afleveret_by = nu, by
        laast.save(update_fields=["afleveret_at", "afleveret_by"])
        for anledning_id in laast.boern.values_list("anledning_id", flat=True):
            frister.opfyld(anledning=anledning_id, kode=AFLEVER, by=by, nu=nu)
        record("underretning.afleveret", laast, by=by, nu=nu)
    return laast


def modtages_her(underretning: Underretning) -> bool:
    """Whether a sent one reached a municipality of the installation by itself, so that she need not deliver it."""
    return Modtaget.objects.filter(kvitteringsnummer=underretning.kvitteringsnummer).exists()
