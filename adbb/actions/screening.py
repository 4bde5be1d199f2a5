"""Screenings: begun with the first answer, saved as one goes, completed by a certified person, corrected."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from adbb import permissions
from adbb.actions.forloeb import RESULTAT, genaabn, gennemfoerte, luk, saet_frister, stand_for
from adbb.models import Forloeb, Screening, Teamsag
from adbb.rules import ord as ordene
from adbb.rules.score import PUNKTER, Skridt, resultat, udfald
from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Anledning, Skemaversion, Spaerringsgrund, User
from opsporing.orientering.actions import mangler_resultat
from opsporing.profil import Praksisprofil
from opsporing.skemaer.gem import Gemt, Loesning, gem_felter, loes_konflikt
from opsporing.skemaer.svar import valider
from opsporing.skemaer.versioner import uden_tekst
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato

SKEMA, TEAMSKEMA = "adbb", "adbb-team"
#: A screening is begun at most so long after the day it is about: the certificate is asked for on that day. Ours.
SKRIVES_IND = timedelta(days=14)
#: Answers that mean that the parents must not be told before myndighed says so.
MISTANKE_ELLER_TVIVL = frozenset({Spaerringsgrund.MISTANKE.value, Spaerringsgrund.TVIVL.value})


class IkkeFaerdig(Denied):
    """What is missing before it can be completed: `mangler` has one Danish message per field."""

    def __init__(self, besked: str, mangler: Mapping[str, str]) -> None:
        super().__init__(besked)
        self.mangler = dict(mangler)


def gaeldende_skema(kode: str, forloeb: Forloeb) -> Skemaversion:
    """The municipality's published version of one of the forms. Raises `Skemaversion.DoesNotExist`."""
    version = Skemaversion.objects.gaeldende(kode, forloeb.kommune)
    if version is None:
        raise Skemaversion.DoesNotExist(f"Kommunen har ikke noget publiceret skema {kode}.")
    return version


def _laas_forloeb(forloeb: Forloeb) -> Forloeb:
    return (
        Forloeb.objects.select_for_update(of=("self",))
        .select_related("anledning", "barn", "enhed", "kommune__profil", "profilversion")
        .get(pk=forloeb.pk)
    )


def _laas(screening: Screening) -> Screening:
    forloeb = _laas_forloeb(screening.forloeb)
    laast = (
        Screening.objects.select_for_update(of=("self",))
        .select_related("skemaversion")
        .defer(*uden_tekst("skemaversion"))
        .get(pk=screening.pk)
    )
    laast.forloeb = forloeb
    return laast


@transaction.atomic
def begynd_screening(*, forloeb: Forloeb, by: User, nu: datetime) -> Screening:
    """The course's open screening, or a new one. A new one takes today's date as a first answer.

    Raises Denied when the parents are not informed, the age is not the method's, or nothing more is to be screened.
    """
    forloeb = _laas_forloeb(forloeb)
    aaben = forloeb.screeninger.filter(afsluttet_at=None).select_related("skemaversion").first()
    if aaben:
        aaben.forloeb = forloeb
        permissions.check_can_skrive(by, aaben)
        return aaben
    i_dag = dato(nu)
    permissions.check_can_begynde(by, forloeb, i_dag)
    staar = stand_for(forloeb, gennemfoerte(forloeb))
    if forloeb.afsluttet_at or staar.skridt in {Skridt.FAERDIG, Skridt.TEAM}:
        raise Denied("Der er ikke flere screeninger i forløbet.")
    profil = permissions.profil_for_forloeb(forloeb)
    screening = Screening.objects.create(
        kommune_id=forloeb.kommune_id,
        forloeb=forloeb,
        nr=forloeb.screeninger.count() + 1,
        skemaversion=gaeldende_skema(SKEMA, forloeb),
        begyndt_at=nu,
        begyndt_by=by,
        graense=profil.adbb_graense,
        svar={"observeret_den": i_dag.isoformat()},
    )
    _record("adbb.screening_begyndt", screening, by, nu)
    return screening


@transaction.atomic
def gem_screening(
    *, screening: Screening, aendringer: Mapping[str, Any], set_rev: int, by: User, nu: datetime, klient: str = ""
) -> Gemt:
    """Store the answers that changed (see `gem_felter`)."""
    screening = _laas(screening)
    permissions.check_can_skrive(by, screening)
    gemt = gem_felter(screening, aendringer, set_rev, by=by, nu=nu, klient=klient)
    if gemt.aendrede:
        _record("adbb.screening_gemt", screening, by, nu, felter=gemt.aendrede)
    return gemt


@transaction.atomic
def loes_screening(*, screening: Screening, konflikt_id: str, loesning: Loesning, by: User, nu: datetime) -> Gemt:
    """Choose between two texts that were written at the same time; see `loes_konflikt` for the errors."""
    screening = _laas(screening)
    permissions.check_can_skrive(by, screening)
    gemt = loes_konflikt(screening, konflikt_id, loesning, by=by, nu=nu)
    _record("adbb.konflikt_loest", screening, by, nu, felter=gemt.aendrede)
    return gemt


def mangler_screening(screening: Screening, i_dag: date) -> dict[str, str]:
    """One Danish message per field that keeps the screening from being completed."""
    mangler = dict(valider(screening.definition(), screening.svar, kladde=False).fejl)
    for kode in PUNKTER:
        if kode in mangler:
            mangler[kode] = "Vælg et tal, eller vælg »Ikke vurderet«."
    foedt, observeret = screening.forloeb.barn.foedt_den, _observeret(screening)
    if observeret and "observeret_den" not in mangler:
        if observeret > i_dag:
            mangler["observeret_den"] = "Dagen er ikke kommet endnu."
        elif foedt and observeret < foedt:
            mangler["observeret_den"] = "Dagen er før barnets fødsel."
        elif screening.erstatter_id is None and dato(screening.begyndt_at) - observeret > SKRIVES_IND:
            mangler["observeret_den"] = "Dagen er for længe siden. Se barnet igen, eller skriv det i journalen."
        elif any(s.observeret_den and observeret < s.observeret_den for s in _andre(screening)):
            mangler["observeret_den"] = "Dagen er før den forrige screening i forløbet."
        elif any(s.over and observeret == s.observeret_den for s in _andre(screening)):
            mangler["observeret_den"] = "En gentagelse er en anden dag end den første."
    if resultat(screening.svar, screening.graense).over and "overgreb" not in screening.svar:
        mangler.setdefault("overgreb", "Svar på, om det kan hænge sammen med vold eller overgreb.")
    galt = ordene.hvad_er_galt(screening.svar.get("foraeldretekst", ""))
    if galt:
        mangler["foraeldretekst"] = galt
    return mangler


def _observeret(screening: Screening) -> date | None:
    vaerdi = screening.svar.get("observeret_den")
    return date.fromisoformat(vaerdi) if vaerdi else None


def _andre(screening: Screening) -> list[Screening]:
    """The course's completed screenings before this one, leaving out the one it corrects."""
    return [s for s in gennemfoerte(screening.forloeb) if s.pk != screening.erstatter_id and s.nr < screening.nr]


@transaction.atomic
def afslut_screening(*, screening: Screening, by: User, nu: datetime) -> Screening:
    """Complete: copy score and outcome to columns and let what follows fall due. Completing twice changes nothing.

    Raises Denied without a certificate that was valid on the day of the observation, or outside the ages of the method,
    and IkkeFaerdig naming what is missing. A suspicion or doubt of abuse keeps the matter from the parents.
    """
    screening = _laas(screening)
    if screening.afsluttet_at:
        return screening
    forloeb, i_dag = screening.forloeb, dato(nu)
    permissions.check_can_skrive(by, screening)
    if screening.konflikter:
        raise IkkeFaerdig(
            "To har skrevet i samme felt. Vælg, hvad der skal stå, før du afslutter.",
            {k["felt"]: "Vælg mellem de to tekster." for k in screening.konflikter},
        )
    mangler = mangler_screening(screening, i_dag)
    if mangler:
        raise IkkeFaerdig(f"{len(mangler)} svar mangler, før du er færdig.", mangler)
    observeret = _observeret(screening) or i_dag
    permissions.check_alder(forloeb.barn, observeret)
    screening.certificering = permissions.check_can_afslutte(by, screening, observeret)
    screening.svar = valider(screening.definition(), screening.svar, kladde=False).renset
    fundet = resultat(screening.svar, screening.graense)
    for kode in PUNKTER:
        setattr(screening, kode, fundet.point.get(kode))
    foer = [s for s in _andre(screening) if s.over]
    screening.sum, screening.over = fundet.sum, fundet.over
    screening.udfald = udfald(fundet.over, len(foer))
    screening.observeret_den, screening.alder_mdr = observeret, forloeb.barn.alder_mdr(observeret)
    screening.afsluttet_at, screening.afsluttet_by = nu, by
    screening.save()
    if screening.erstatter_id:
        Screening.objects.filter(pk=screening.erstatter_id).update(erstattet_at=nu)
    _record("adbb.screening_afsluttet", screening, by, nu)
    _lad_foelge(screening, by, nu)
    return screening


def _lad_foelge(screening: Screening, by: User, nu: datetime) -> None:
    forloeb = screening.forloeb
    profil = permissions.profil_for_forloeb(forloeb)
    if screening.svar.get("overgreb") in MISTANKE_ELLER_TVIVL:
        spaerringer.saet(
            anledning=forloeb.anledning,
            grund=Spaerringsgrund(screening.svar["overgreb"]),
            hvorfor=screening.svar.get("overgreb_hvorfor", ""),
            gennemses_om_dage=profil.spaerring_gennemses_dage,
            by=by,
            nu=nu,
        )
    staar = stand_for(forloeb, gennemfoerte(forloeb))
    saet_frister(forloeb, staar, by=by, nu=nu)
    sag = Teamsag.objects.filter(forloeb=forloeb).first()
    if staar.skridt is Skridt.TEAM and sag is None:
        Teamsag.objects.create(
            kommune_id=forloeb.kommune_id,
            forloeb=forloeb,
            skemaversion=gaeldende_skema(TEAMSKEMA, forloeb),
            oprettet_at=nu,
        )
    elif staar.skridt is not Skridt.TEAM and sag is not None and sag.afsluttet_at is None and not sag.svar:
        sag.delete()
    _fortael(screening, profil, nu)
    if staar.skridt is Skridt.FAERDIG:
        luk(forloeb, by=by, nu=nu)
    else:
        genaabn(forloeb)


def _fortael(screening: Screening, profil: Praksisprofil, nu: datetime) -> None:
    """Let the talk with the parents about this screening fall due, unless they must not be told."""
    forloeb, trin = screening.forloeb, screening.resultat_trin
    if spaerringer.er_spaerret(forloeb.anledning):
        frister.annuller(anledning=forloeb.anledning_id, kode=RESULTAT, nu=nu)
    elif trin == str(screening.pk):
        if screening.erstatter_id:
            frister.annuller(anledning=forloeb.anledning_id, kode=RESULTAT, nu=nu)
        frister.opret(
            kode=RESULTAT,
            anledning=forloeb.anledning,
            trin=trin,
            enhed=forloeb.enhed,
            forfalder=dato(nu) + timedelta(days=profil.adbb_samtale_dage),
            nu=nu,
        )


def spaerring_ophaevet(*, anledning: Anledning, by: User, nu: datetime) -> None:
    """Let the talk about the newest screening fall due again, when somebody may now be told who has not been."""
    screening = (
        Screening.objects.gaeldende()
        .filter(forloeb__anledning=anledning, forloeb__udgaaet_at=None)
        .select_related("forloeb__anledning__barn", "forloeb__enhed", "forloeb__profilversion", "erstatter")
        .order_by("-nr")
        .first()
    )
    if screening is None or not mangler_resultat(screening.forloeb.anledning, screening.resultat_trin):
        return
    forloeb = screening.forloeb
    frister.opret(
        kode=RESULTAT,
        anledning=forloeb.anledning,
        trin=screening.resultat_trin,
        enhed=forloeb.enhed,
        forfalder=dato(nu) + timedelta(days=permissions.profil_for_forloeb(forloeb).adbb_samtale_dage),
        nu=nu,
    )


@transaction.atomic
def ret_screening(*, screening: Screening, grund: str, by: User, nu: datetime) -> Screening:
    """Begin a correction of a completed screening: a new version with the same answers. The old one counts until the
    new is completed, and is readable for ever. Raises Denied without a reason.
    """
    screening = _laas(screening)
    permissions.check_can_rette(by, screening)
    if not grund.strip():
        raise Denied("Skriv, hvorfor screeningen rettes.")
    ny = Screening.objects.create(
        kommune_id=screening.kommune_id,
        forloeb=screening.forloeb,
        nr=screening.nr,
        skemaversion=screening.skemaversion,
        begyndt_at=nu,
        begyndt_by=by,
        graense=screening.graense,
        svar=screening.svar,
        erstatter=screening,
        rettelse_grund=grund.strip(),
    )
    _record("adbb.screening_rettet", ny, by, nu)
    return ny


def forslag_til_ord(screening: Screening) -> str:
    """The suggested words for the parents, from the items and the outcome so far."""
    definition = screening.definition()
    fundet = resultat(screening.svar, screening.graense)
    saetninger = {}
    for kode in PUNKTER:
        felt = definition.felt(kode)
        if felt is not None:
            egne = felt.egenskaber
            saetninger[kode] = ordene.Saetninger(
                str(egne.get("foraeldretekst_lav", "")), str(egne.get("foraeldretekst_hoej", ""))
            )
    foer = [s for s in _andre(screening) if s.over]
    slutninger = {punkt.kode: punkt.tekst for sektion in definition.sektioner for punkt in sektion.udsagn}
    slutning = slutninger.get(screening.udfald or udfald(fundet.over, len(foer)), "")
    if fundet.mangler:
        slutning = ""
    return ordene.foreslaa(fundet.point, saetninger, slutning)


def ord_til_foraeldre(screening: Screening) -> str:
    """What the parents are given: the health visitor's own words, or the suggestion while she has written none."""
    return screening.svar.get("foraeldretekst") or forslag_til_ord(screening)


class Foraeldet(Exception):
    """Somebody else has changed the words since the page was made; `tekst` is what stands now, at `rev`."""

    def __init__(self, screening: Screening) -> None:
        super().__init__(screening.pk)
        self.tekst, self.rev = ord_til_foraeldre(screening), screening.rev


@transaction.atomic
def ret_ord(*, screening: Screening, tekst: str, set_rev: int, by: User, nu: datetime) -> Screening:
    """Change the words for the parents, also after the screening is completed: they are no part of the score.

    `set_rev` is the count of saves the page was made from. Raises Foraeldet when the words were changed after that, and
    IkkeFaerdig for words that cannot be given to parents (`adbb.rules.ord.hvad_er_galt`).
    """
    screening = _laas(screening)
    permissions.check_can_ord(by, screening)
    sidst_aendret = screening.felt_rev.get("foraeldretekst", [0, ""])[0]
    if sidst_aendret > set_rev and tekst.strip() != screening.svar.get("foraeldretekst", ""):
        raise Foraeldet(screening)
    galt = ordene.hvad_er_galt(tekst)
    if galt:
        raise IkkeFaerdig(galt, {"foraeldretekst": galt})
    if tekst.strip() != screening.svar.get("foraeldretekst", ""):
        screening.svar = {**screening.svar, "foraeldretekst": tekst.strip()}
        screening.rev += 1
        screening.felt_rev = {**screening.felt_rev, "foraeldretekst": [screening.rev, ""]}
        screening.gemt_at, screening.gemt_by = nu, by
        screening.save(update_fields=["svar", "rev", "felt_rev", "gemt_at", "gemt_by"])
        _record("adbb.ord_gemt", screening, by, nu, felter=("foraeldretekst",))
    return screening


def _record(haendelse: str, screening: Screening, by: User, nu: datetime, felter: tuple[str, ...] = ()) -> None:
    log.record(
        haendelse,
        by=by,
        nu=nu,
        barn=screening.forloeb.barn_id,
        anledning=screening.forloeb.anledning_id,
        objekt=screening,
        felter=felter,
    )
