"""The tværfaglige team's case after a second result over the cut-off."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from adbb import permissions
from adbb.actions.forloeb import HANDLING, TEAM, luk
from adbb.actions.screening import MISTANKE_ELLER_TVIVL, IkkeFaerdig
from adbb.models import Teamsag
from opsporing import log
from opsporing.frister import actions as frister
from opsporing.models import Spaerringsgrund, User
from opsporing.skemaer.gem import Gemt, Loesning, gem_felter, loes_konflikt
from opsporing.skemaer.svar import valider
from opsporing.skemaer.versioner import uden_tekst
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato


def _laas(sag: Teamsag) -> Teamsag:
    return (
        Teamsag.objects.select_for_update(of=("self",))
        .select_related(
            "forloeb__anledning", "forloeb__barn", "forloeb__enhed", "forloeb__profilversion", "skemaversion"
        )
        .defer(*uden_tekst("skemaversion"))
        .get(pk=sag.pk)
    )


@transaction.atomic
def gem_team(
    *, sag: Teamsag, aendringer: Mapping[str, Any], set_rev: int, by: User, nu: datetime, klient: str = ""
) -> Gemt:
    """Store the answers that changed (see `gem_felter`)."""
    sag = _laas(sag)
    permissions.check_can_skrive_team(by, sag)
    gemt = gem_felter(sag, aendringer, set_rev, by=by, nu=nu, klient=klient)
    if gemt.aendrede:
        _record("adbb.team_gemt", sag, by, nu, felter=gemt.aendrede)
    return gemt


@transaction.atomic
def loes_team(*, sag: Teamsag, konflikt_id: str, loesning: Loesning, by: User, nu: datetime) -> Gemt:
    """Choose between two texts that were written at the same time; see `loes_konflikt` for the errors."""
    sag = _laas(sag)
    permissions.check_can_skrive_team(by, sag)
    gemt = loes_konflikt(sag, konflikt_id, loesning, by=by, nu=nu)
    _record("adbb.konflikt_loest", sag, by, nu, felter=gemt.aendrede)
    return gemt


def mangler_team(sag: Teamsag, i_dag: date) -> dict[str, str]:
    """One Danish message per field that keeps the case from being concluded."""
    mangler = dict(valider(sag.definition(), sag.svar, kladde=False).fejl)
    moede_den = sag.svar.get("moede_den")
    if moede_den and date.fromisoformat(moede_den) > i_dag:
        mangler["moede_den"] = "Dagen er ikke kommet endnu."
    return mangler


@transaction.atomic
def afslut_team(*, sag: Teamsag, by: User, nu: datetime) -> Teamsag:
    """Conclude: the outcomes are the team's, and what is to be done is agreed on next. Twice changes nothing.

    Raises IkkeFaerdig naming what is missing. A suspicion or doubt of abuse keeps the matter from the parents.
    """
    sag = _laas(sag)
    if sag.afsluttet_at:
        return sag
    permissions.check_can_skrive_team(by, sag)
    if sag.konflikter:
        raise IkkeFaerdig(
            "To har skrevet i samme felt. Vælg, hvad der skal stå, før I afslutter.",
            {k["felt"]: "Vælg mellem de to tekster." for k in sag.konflikter},
        )
    mangler = mangler_team(sag, dato(nu))
    if mangler:
        raise IkkeFaerdig(f"{len(mangler)} svar mangler, før I er færdige.", mangler)
    sag.svar = valider(sag.definition(), sag.svar, kladde=False).renset
    sag.udfald = sag.svar["udfald"]
    sag.afsluttet_at, sag.afsluttet_by = nu, by
    sag.save(update_fields=["svar", "udfald", "afsluttet_at", "afsluttet_by"])
    _record("adbb.team_afsluttet", sag, by, nu)
    forloeb = sag.forloeb
    profil = permissions.profil_for_forloeb(forloeb)
    if sag.svar.get("overgreb") in MISTANKE_ELLER_TVIVL:
        spaerringer.saet(
            anledning=forloeb.anledning,
            grund=Spaerringsgrund(sag.svar["overgreb"]),
            hvorfor=sag.svar.get("overgreb_hvorfor", ""),
            gennemses_om_dage=profil.spaerring_gennemses_dage,
            by=by,
            nu=nu,
        )
    frister.opfyld(anledning=forloeb.anledning_id, kode=TEAM, by=by, nu=nu)
    if not forloeb.anledning.handlinger.exists():
        frister.opret(
            kode=HANDLING,
            anledning=forloeb.anledning,
            enhed=forloeb.enhed,
            forfalder=dato(nu) + timedelta(days=profil.foerste_handling_dage_roed),
            nu=nu,
        )
    luk(forloeb, by=by, nu=nu)
    return sag


def _record(haendelse: str, sag: Teamsag, by: User, nu: datetime, felter: tuple[str, ...] = ()) -> None:
    log.record(
        haendelse,
        by=by,
        nu=nu,
        barn=sag.forloeb.barn_id,
        anledning=sag.forloeb.anledning_id,
        objekt=sag,
        felter=felter,
    )
