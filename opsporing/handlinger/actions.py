"""Actions on agreements: making one, changing it, telling how it went, ending it.

The follow-up of an agreement is one Frist on the same matter, with the agreement's id as stage. It moves with each new
date and is met when the agreement is ended. Where the one who is to do it cannot any more, as she has left the house or
lost her part in the matter, another Frist says so to the leader, until somebody else is chosen.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from opsporing import log
from opsporing.frister import actions as frister
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.fristtyper import HANDLING_OPFOELGNING, HANDLING_UDEN_ANSVARLIG
from opsporing.handlinger import permissions
from opsporing.handlinger.ansvarlige import UDEFRA, kan_vaere_ansvarlig, kolleger
from opsporing.models import Anledning, Ansaettelse, Enhed, Frist, Handling, Indsatstrin, Opfoelgning, Tilknytning, User
from opsporing.tid import dato

#: What follows when somebody is made responsible for an agreement, as that she can read the matter it was made in:
#: apps add theirs in AppConfig.ready. Called as f(handling=..., by=..., nu=...) inside the transaction of the change.
NY_ANSVARLIG: list[Callable[..., object]] = []

#: What `ret` can change.
FELTER = ("hvad", "ansvarlig", "indsatstrin", "laereplan", "opfoelgning_den")


class Foraeldet(Exception):
    """Somebody has saved since the form was opened. `handling` is the row as it stands now."""

    def __init__(self, handling: Handling) -> None:
        super().__init__(handling.pk)
        self.handling = handling


@transaction.atomic
def opret(
    *,
    anledning: Anledning,
    hvad: str,
    ansvarlig: User,
    opfoelgning_den: date,
    by: User,
    nu: datetime,
    indsatstrin: int = Indsatstrin.ALMEN,
    laereplan: Sequence[str] = (),
) -> Handling:
    """Agree on something in the matter: what, who, and when it is followed up.

    Meets whatever waits for an agreement there. Raises Denied for a role that may not, and ValidationError for a date
    that has passed or a responsible person who neither works in the unit that keeps the journal nor has part in the
    matter on a ground (`ansvarlige`).
    """
    permissions.check_can_oprette(by, anledning)
    _check(anledning, ansvarlig=ansvarlig, opfoelgning_den=opfoelgning_den, aftalt_den=dato(nu), nu=nu)
    handling = Handling.objects.create(
        kommune_id=anledning.kommune_id,
        anledning=anledning,
        barn_id=anledning.barn_id,
        enhed=_daglig_enhed(anledning, nu),
        hvad=hvad.strip(),
        ansvarlig=ansvarlig,
        indsatstrin=indsatstrin,
        laereplan=list(laereplan),
        aftalt_den=dato(nu),
        opfoelgning_den=opfoelgning_den,
        oprettet_at=nu,
        oprettet_by=by,
    )
    _fristen(handling, nu)
    _foelger(handling, by, nu)
    frister.sket(hvad="handling_oprettet", anledning=anledning, by=by, nu=nu)
    _record("opsporing.handling_oprettet", handling, by, nu)
    return handling


@transaction.atomic
def ret(*, handling: Handling, rev: int, by: User, nu: datetime, **felter: Any) -> Handling:
    """Change what was agreed. `rev` is the revision the writer saw: raises Foraeldet when somebody has saved since.

    Raises Denied for an agreement that is ended, ValidationError as `opret` does, and ValueError for other fields.
    """
    if not set(felter) <= set(FELTER):
        raise ValueError(f"Kan ikke rettes: {', '.join(sorted(set(felter) - set(FELTER)))}")
    handling = _laas(handling)
    permissions.check_can_rette(by, handling)
    if handling.rev != rev:
        raise Foraeldet(handling)
    aendret = [navn for navn, vaerdi in felter.items() if getattr(handling, navn) != vaerdi]
    if not aendret:
        return handling
    _check(
        handling.anledning,
        ansvarlig=felter["ansvarlig"] if "ansvarlig" in aendret else None,
        opfoelgning_den=felter["opfoelgning_den"] if "opfoelgning_den" in aendret else None,
        aftalt_den=dato(nu),
        nu=nu,
    )
    for navn in aendret:
        setattr(handling, navn, felter[navn])
    _gem(handling, aendret, by, nu)
    _flyt_fristen(handling)
    if "ansvarlig" in aendret:
        # What follows locks what the matter lies in, as others do before they come to the deadline.
        _foelger(handling, by, nu)
        _nogen_kan(handling, nu)
    _record("opsporing.handling_rettet", handling, by, nu, felter=aendret)
    return handling


@transaction.atomic
def foelg_op(
    *,
    handling: Handling,
    virkning: str,
    tekst: str,
    naeste_den: date | None,
    by: User,
    nu: datetime,
    rev: int | None = None,
) -> Opfoelgning:
    """Tell how it went, and agree on the next date, or end the agreement when `naeste_den` is None.

    With `rev` it raises Foraeldet when somebody has saved since; Denied when the agreement is ended already.
    """
    handling = _laas(handling)
    permissions.check_can_foelge_op(by, handling)
    if rev is not None and handling.rev != rev:
        raise Foraeldet(handling)
    if naeste_den is not None:
        _check(handling.anledning, ansvarlig=None, opfoelgning_den=naeste_den, aftalt_den=dato(nu), nu=nu)
    opfoelgning = Opfoelgning.objects.create(
        handling=handling,
        den=dato(nu),
        virkning=virkning,
        tekst=tekst.strip(),
        registreret_at=nu,
        registreret_by=by,
    )
    handling.opfoelgning_den = naeste_den or handling.opfoelgning_den
    _gem(handling, ["opfoelgning_den"], by, nu)
    _record("opsporing.handling_fulgt_op", handling, by, nu)
    if naeste_den is None:
        _afslut(handling, by, nu)
    else:
        _flyt_fristen(handling)
    return opfoelgning


@transaction.atomic
def afslut(*, handling: Handling, by: User, nu: datetime) -> Handling:
    """End the agreement without telling how it went; its deadline is met. Ending it again changes nothing."""
    handling = _laas(handling)
    if handling.afsluttet_at is None:
        permissions.check_can_foelge_op(by, handling)
        _afslut(handling, by, nu)
    return handling


def foelg_boern(*, boern: Collection[int], by: User | None, nu: datetime) -> None:
    """Let follow-ups rest where the child has left the unit, and wake them where it has come back.

    The agreements themselves stay in the unit's archive as they are.
    """
    aabne = Handling.objects.aabne().filter(barn__in=boern)
    for handling in aabne.select_related("anledning__ejer_enhed", "ansvarlig"):
        if _indskrevet(handling.anledning, nu).exists():
            _fristen(handling, nu)
        else:
            frister.annuller(anledning=handling.anledning, kode=HANDLING_OPFOELGNING, trin=str(handling.pk), nu=nu)
            _nogen_kan(handling, nu)
    _foelg_op_paa(aabne, nu)


def foelg_ansatte(*, brugere: Collection[int], by: User | None, nu: datetime) -> None:
    """Let the leader hear of the agreements of those who have left the house, or have been shut out, and of none that
    somebody who has come back can see to again.
    """
    _foelg_op_paa(Handling.objects.aabne().filter(ansvarlig__in=brugere), nu)


def ajourfoer(*, nu: datetime) -> None:
    """The same for everybody, as most employments end on a day that was set before; the nightly part."""
    _foelg_op_paa(Handling.objects.aabne(), nu)


def _foelg_op_paa(handlinger: QuerySet[Handling], nu: datetime) -> None:
    """Two queries, and some more for each agreement whose responsible is not in the house."""
    handlinger = handlinger.select_related("anledning__ejer_enhed", "ansvarlig", "enhed").order_by("pk")
    sagt = Exists(_om_handlingen().filter(kode=HANDLING_UDEN_ANSVARLIG))
    venter = Exists(_om_handlingen().filter(kode=HANDLING_OPFOELGNING))
    for handling in handlinger.filter(sagt | venter & ~Exists(kolleger(OuterRef("ansvarlig"), nu))):
        _se_efter(handling, nu)


def _om_handlingen() -> QuerySet[Frist]:
    """The open deadlines of the agreement in the outer query."""
    return Frist.objects.aabne().filter(anledning=OuterRef("anledning"), trin=Cast(OuterRef("pk"), CharField()))


def foelg_adgang(*, anledning: Anledning, nu: datetime) -> None:
    """Who has part in a matter has changed: let the leader hear of each agreement there that nobody can see to now, and
    of none that somebody can again. The agreement stays as it was made.
    """
    _foelg_op_paa(Handling.objects.aabne().filter(anledning=anledning), nu)


def hvorfor_uden_ansvarlig(handling: Handling) -> str:
    """Why nobody can see to it now, where the leader has been told so; empty where somebody can."""
    om = Frist.objects.aabne().filter(anledning=handling.anledning_id, trin=str(handling.pk))
    if handling.afsluttet_at or not om.filter(kode=HANDLING_UDEN_ANSVARLIG).exists():
        return ""
    hun, sag = handling.ansvarlig, handling.anledning
    if Ansaettelse.objects.filter(user=hun, enhed__sti__startswith=sag.ejer_enhed.sti).exists():
        return f"{hun.navn} arbejder ikke her mere."
    return f"{hun.navn} kan ikke læse punktet mere."


def _se_efter(handling: Handling, nu: datetime) -> None:
    if kan_vaere_ansvarlig(handling.ansvarlig, handling.anledning, nu):
        _nogen_kan(handling, nu)
        return
    venter = Frist.objects.aabne().filter(anledning=handling.anledning_id, trin=str(handling.pk))
    if venter.filter(kode=HANDLING_OPFOELGNING).exists():
        frister.opret(
            kode=HANDLING_UDEN_ANSVARLIG,
            anledning=handling.anledning,
            trin=str(handling.pk),
            enhed=handling.enhed,
            forfalder=naeste_arbejdsdag(dato(nu) + timedelta(days=1)),
            nu=nu,
        )


def _nogen_kan(handling: Handling, nu: datetime) -> None:
    """It is not without somebody any more, or nobody needs to see to it; not met, as it can happen again."""
    frister.annuller(anledning=handling.anledning, kode=HANDLING_UDEN_ANSVARLIG, trin=str(handling.pk), nu=nu)


def _foelger(handling: Handling, by: User, nu: datetime) -> None:
    for foelge in NY_ANSVARLIG:
        foelge(handling=handling, by=by, nu=nu)


def _laas(handling: Handling) -> Handling:
    return (
        Handling.objects.select_for_update(of=("self",))
        .select_related("anledning__ejer_enhed", "ansvarlig", "enhed", "rettet_by")
        .get(pk=handling.pk)
    )


def _gem(handling: Handling, felter: Sequence[str], by: User, nu: datetime) -> None:
    handling.rev, handling.rettet_at, handling.rettet_by = handling.rev + 1, nu, by
    handling.save(update_fields=[*felter, "rev", "rettet_at", "rettet_by"])


def _check(
    anledning: Anledning, *, ansvarlig: User | None, opfoelgning_den: date | None, aftalt_den: date, nu: datetime
) -> None:
    fejl = {}
    if opfoelgning_den is not None and opfoelgning_den < aftalt_den:
        fejl["opfoelgning_den"] = "Vælg en dag, der ikke er gået."
    if ansvarlig is not None and not kan_vaere_ansvarlig(ansvarlig, anledning, nu):
        udefra = ", eller nogen udefra, der er med i punktet" if anledning.kode in UDEFRA else ""
        fejl["ansvarlig"] = f"Vælg en kollega, der arbejder i enheden nu{udefra}."
    if fejl:
        raise ValidationError(fejl)


def _indskrevet(anledning: Anledning, nu: datetime) -> Any:
    """Where the child is enrolled now in the unit that keeps the journal."""
    return (
        Tilknytning.objects.gaeldende(nu)
        .indskrivninger()
        .filter(barn=anledning.barn_id, enhed__sti__startswith=anledning.ejer_enhed.sti)
        .order_by("fra", "id")
    )


def _daglig_enhed(anledning: Anledning, nu: datetime) -> Enhed:
    """The stue the child is in, so that the follow-up is found there; the journal unit for what has no child."""
    if anledning.barn_id is None:
        return anledning.ejer_enhed
    tilknytning = _indskrevet(anledning, nu).select_related("enhed").first()
    return tilknytning.enhed if tilknytning else anledning.ejer_enhed


def _fristen(handling: Handling, nu: datetime) -> None:
    frister.opret(
        kode=HANDLING_OPFOELGNING,
        anledning=handling.anledning,
        trin=str(handling.pk),
        enhed=handling.enhed,
        ansvarlig=handling.ansvarlig,
        forfalder=handling.opfoelgning_den,
        nu=nu,
    )


def _flyt_fristen(handling: Handling) -> None:
    frister.flyt(
        anledning=handling.anledning,
        kode=HANDLING_OPFOELGNING,
        trin=str(handling.pk),
        forfalder=handling.opfoelgning_den,
        ansvarlig=handling.ansvarlig,
    )


def _afslut(handling: Handling, by: User, nu: datetime) -> None:
    handling.afsluttet_at, handling.afsluttet_by = nu, by
    handling.save(update_fields=["afsluttet_at", "afsluttet_by"])
    frister.opfyld(anledning=handling.anledning, kode=HANDLING_OPFOELGNING, trin=str(handling.pk), by=by, nu=nu)
    _nogen_kan(handling, nu)
    _record("opsporing.handling_afsluttet", handling, by, nu)


def _record(haendelse: str, handling: Handling, by: User, nu: datetime, felter: Sequence[str] = ()) -> None:
    log.record(
        haendelse,
        by=by,
        nu=nu,
        barn=handling.barn_id,
        anledning=handling.anledning_id,
        objekt=handling,
        felter=felter,
    )
