"""A file on its way in: handed in, tried, asked about, carried out or discarded.

Trying and carrying out can take a minute, so they are done by `arbejd`: at once for a small file, by a worker for a
large one. The row's status says what is to be done, so a worker that dies leaves everything as it was, and the next one
takes it up again.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime

import pghistory
from django.db import IntegrityError, OperationalError, transaction

from opsporing import log
from opsporing.adgang.permissions import Denied, Permission, har
from opsporing.frister.ajourfoering import laas
from opsporing.indlaesning import plan_boern, plan_medarbejdere
from opsporing.indlaesning.fremdrift import Maaler
from opsporing.indlaesning.kolonner import Art
from opsporing.indlaesning.laes import laes
from opsporing.indlaesning.plan import Fremdrift, Plan
from opsporing.indlaesning.tekst import STOERST, Filfejl
from opsporing.indlaesning.udfoer import udfoer as udfoer_plan
from opsporing.models import Ansaettelse, Indlaesning, Indlaesningsstatus, Kommune, User
from opsporing.tid import dato

logger = logging.getLogger(__name__)

S = Indlaesningsstatus
#: From where to where. What is carried out or discarded stays so.
OVERGANGE: dict[Indlaesningsstatus, set[Indlaesningsstatus]] = {
    S.LAESER: {S.FEJLET, S.VENTER_PAA_SVAR, S.PROVET, S.KASSERET},
    S.FEJLET: {S.KASSERET},
    S.VENTER_PAA_SVAR: {S.LAESER, S.KASSERET},
    S.PROVET: {S.LAESER, S.UDFOERES, S.KASSERET},
    S.UDFOERES: {S.LAESER, S.FEJLET, S.PROVET, S.VENTER_PAA_SVAR, S.UDFOERT, S.KASSERET},
    S.UDFOERT: set(),
    S.KASSERET: set(),
}

#: Days that a file nobody carries out is kept: it holds personal data.
KASSERES_EFTER_DAGE = 14


def _flyt(indlaesning: Indlaesning, til: Indlaesningsstatus) -> None:
    if til not in OVERGANGE[Indlaesningsstatus(indlaesning.status)]:
        raise Denied("Filen er et andet sted i forløbet nu. Hent siden igen, og se, hvor langt den er.")
    indlaesning.status = til


def _laast(indlaesning: Indlaesning) -> Indlaesning:
    return Indlaesning.objects.select_for_update(of=("self",)).get(pk=indlaesning.pk)


@transaction.atomic
def opret(
    *,
    kommune: Kommune,
    art: str,
    filnavn: str,
    data: bytes,
    by: User | None,
    nu: datetime,
    fuld_liste: bool = False,
    ophoer_den: date | None = None,
    nul_foran: bool = False,
) -> Indlaesning:
    """Take a file in. Nothing of it is known yet: `arbejd` tries it. Raises Denied for one that is too large."""
    if len(data) > STOERST:
        raise Denied(f"Filen må højst fylde {STOERST // 1024 // 1024} MB.")
    indlaesning = Indlaesning.objects.create(
        kommune=kommune,
        art=art,
        filnavn=filnavn[:200],
        stoerrelse=len(data),
        indhold=data,
        fuld_liste=fuld_liste,
        ophoer_den=(ophoer_den or dato(nu)) if fuld_liste else None,
        nul_foran=nul_foran,
        oprettet_at=nu,
        oprettet_by=by,
    )
    log.record("opsporing.indlaesning_oprettet", by=by, nu=nu, objekt=indlaesning, kommune=kommune)
    return indlaesning


@transaction.atomic
def svar(*, indlaesning: Indlaesning, svar: Mapping[str, str], by: User | None, nu: datetime) -> Indlaesning:
    """Answer who is the same child, by line, and try the file again. Answers that no question asks for are left out."""
    indlaesning = _laast(indlaesning)
    _flyt(indlaesning, S.LAESER)
    spurgt = {str(s["linje"]): s for s in (indlaesning.resultat or {}).get("spoergsmaal", [])}
    gyldige = {
        linje: valgt
        for linje, valgt in svar.items()
        if linje in spurgt and valgt in {"andet", *(k["vaerdi"] for k in spurgt[linje]["kandidater"])}
    }
    indlaesning.svar |= gyldige
    _begynd(indlaesning)
    indlaesning.save(update_fields=["status", "svar", "skridt", "naaet", "i_alt", "aendret"])
    log.record("opsporing.indlaesning_besvaret", by=by, nu=nu, objekt=indlaesning, antal=len(gyldige))
    return indlaesning


def _begynd(indlaesning: Indlaesning) -> None:
    indlaesning.skridt, indlaesning.naaet, indlaesning.i_alt, indlaesning.aendret = "", 0, 0, False


@transaction.atomic
def udfoer(*, indlaesning: Indlaesning, aftryk: str, by: User | None, nu: datetime) -> Indlaesning:
    """Say yes to the plan with this fingerprint; `arbejd` carries it out. Raises Denied when it is another plan now."""
    indlaesning = _laast(indlaesning)
    if indlaesning.status == S.PROVET and indlaesning.aftryk != aftryk:
        raise Denied("Planen er en anden end den, du så. Læs den igen, før du gennemfører.")
    _flyt(indlaesning, S.UDFOERES)
    indlaesning.udfoert_by = by
    _begynd(indlaesning)
    indlaesning.save(update_fields=["status", "udfoert_by", "skridt", "naaet", "i_alt", "aendret"])
    return indlaesning


@transaction.atomic
def kasser(*, indlaesning: Indlaesning, by: User | None, nu: datetime) -> Indlaesning:
    """Throw a file away with all that was read from it. One that is being written is not stopped: raises Denied."""
    indlaesning = _laast(indlaesning)
    if indlaesning.status == S.UDFOERES and not _vent_paa_tur(indlaesning):
        raise Denied("Filen bliver gennemført lige nu og kan ikke standses.")
    _flyt(indlaesning, S.KASSERET)
    indlaesning.kasseret_at = nu
    _toem(indlaesning)
    indlaesning.save()
    log.record("opsporing.indlaesning_kasseret", by=by, nu=nu, objekt=indlaesning, kommune=indlaesning.kommune)
    return indlaesning


def _toem(indlaesning: Indlaesning) -> None:
    """Take away the personal data; the numbers stay."""
    indlaesning.indhold, indlaesning.resultat, indlaesning.svar = None, None, {}


def kasser_glemte(*, nu: datetime) -> int:
    """Discard files that nobody has carried out within the days above; returns how many."""
    ventende = [S.FEJLET, S.VENTER_PAA_SVAR, S.PROVET]
    antal = 0
    for indlaesning in Indlaesning.objects.uden_indhold().filter(status__in=ventende).order_by("id"):
        if (nu - indlaesning.oprettet_at).days >= KASSERES_EFTER_DAGE:
            kasser(indlaesning=indlaesning, by=None, nu=nu)
            antal += 1
    return antal


# The work -------------------------------------------------------------------------------------------------------------


def arbejd(
    *,
    indlaesning_id: int,
    nu: datetime,
    maaler: Callable[[int], AbstractContextManager[Fremdrift]] = Maaler,
) -> Indlaesning:
    """Do what the row waits for, as far as it goes without people; returns it as it is after.

    Safe to call twice, at once and after a crash: a lock lets one in for a municipality at a time, and another call
    finds nothing left to do. When somebody else holds the lock the row simply goes on waiting.
    """
    with maaler(indlaesning_id) as fremdrift:
        while True:
            indlaesning = Indlaesning.objects.uden_indhold().get(pk=indlaesning_id)
            foer = indlaesning.status
            if indlaesning.arbejder:
                _et_skridt(indlaesning, nu, fremdrift)
                indlaesning.refresh_from_db(fields=["status"])
            if not indlaesning.arbejder or indlaesning.status == foer:
                return Indlaesning.objects.get(pk=indlaesning_id)


def _et_skridt(indlaesning: Indlaesning, nu: datetime, fremdrift: Fremdrift) -> None:
    try:
        if indlaesning.status == S.LAESER:
            with transaction.atomic():
                _proev(indlaesning, nu, fremdrift)
        else:
            with transaction.atomic():
                _gennemfoer(indlaesning, nu, fremdrift)
    except (IntegrityError, OperationalError):
        # Somebody wrote the same at the same moment. Nothing of ours stands, and what is known now is another plan.
        logger.exception("An import met another change")
        if indlaesning.status == S.LAESER:
            raise
        _proev_igen(indlaesning)
    except Exception:
        logger.exception("An import failed")
        _opgiv(indlaesning)


def _proev_igen(indlaesning: Indlaesning) -> None:
    Indlaesning.objects.filter(pk=indlaesning.pk, status=S.UDFOERES).update(status=S.LAESER, aendret=True)


def _opgiv(indlaesning: Indlaesning) -> None:
    Indlaesning.objects.filter(pk=indlaesning.pk, status=indlaesning.status).update(
        status=S.FEJLET,
        fejl="Der skete en fejl hos os, og intet af filen er gemt. Prøv igen, og sig det til dem, der driver systemet.",
    )


def _vent_paa_tur(indlaesning: Indlaesning) -> bool:
    """Take the municipality's turn for the rest of the transaction; False when another import has it."""
    return laas(f"indlaesning:{indlaesning.kommune_id}")


def _planlaeg(indlaesning: Indlaesning, nu: datetime, fremdrift: Fremdrift, *, laas: bool) -> Plan:
    """Read the file again and compare it. Raises Filfejl."""
    art = Art(indlaesning.art)
    laest = laes(
        bytes(indlaesning.indhold or b""),
        art,
        i_dag=dato(nu),
        nul_foran=indlaesning.nul_foran,
        fremdrift=lambda antal: fremdrift("Læser filen", antal, 0),
    )
    if art is Art.BOERN:
        return plan_boern.planlaeg(
            laest,
            kommune=indlaesning.kommune,
            svar=indlaesning.svar,
            ophoer_den=indlaesning.ophoer_den,
            laas=laas,
            fremdrift=fremdrift,
        )
    return plan_medarbejdere.planlaeg(
        laest,
        kommune=indlaesning.kommune,
        af=indlaesning.oprettet_by_id,
        ophoer_den=indlaesning.ophoer_den,
        laas=laas,
        fremdrift=fremdrift,
    )


def _proev(indlaesning: Indlaesning, nu: datetime, fremdrift: Fremdrift) -> None:
    """Find out what the file would do, and store it with the file."""
    if not _vent_paa_tur(indlaesning):
        return
    try:
        plan = _planlaeg(indlaesning, nu, fremdrift, laas=False)
    except Filfejl as fejl:
        indlaesning.fejl = str(fejl)
        _gem(indlaesning, S.FEJLET, nu)
    else:
        _gem_plan(indlaesning, plan, nu)


def _gem_plan(indlaesning: Indlaesning, plan: Plan, nu: datetime) -> None:
    indlaesning.sammendrag, indlaesning.resultat, indlaesning.aftryk = plan.sammendrag(), plan.resultat(), plan.aftryk
    indlaesning.i_alt = indlaesning.naaet = plan.linjer
    if plan.antal_fejl:
        status = S.FEJLET
    elif plan.spoergsmaal:
        status = S.VENTER_PAA_SVAR
    else:
        status = S.PROVET
    _gem(indlaesning, status, nu)


def _gem(indlaesning: Indlaesning, status: Indlaesningsstatus, nu: datetime) -> None:
    if not _staar_endnu(indlaesning):
        return
    _flyt(indlaesning, status)
    indlaesning.save(update_fields=["status", "fejl", "sammendrag", "resultat", "aftryk", "naaet", "i_alt", "aendret"])
    by = indlaesning.oprettet_by
    if by is not None:
        _maa(by, indlaesning, nu)
    log.record(
        "opsporing.indlaesning_provet",
        by=by,
        nu=nu,
        objekt=indlaesning,
        antal=indlaesning.i_alt,
        kommune=indlaesning.kommune,
    )


def _staar_endnu(indlaesning: Indlaesning) -> bool:
    """Whether the row is as it was when the work began; it may have been discarded since. Locks it."""
    ens = Indlaesning.objects.filter(pk=indlaesning.pk, status=indlaesning.status)
    return bool(ens.select_for_update().values_list("pk", flat=True))


def _gennemfoer(indlaesning: Indlaesning, nu: datetime, fremdrift: Fremdrift) -> None:
    """Carry out the plan somebody said yes to, if it is still the plan; otherwise show the new one."""
    if not _vent_paa_tur(indlaesning):
        return
    # Whoever discards it takes the same turn, so from here on it stands.
    if not Indlaesning.objects.filter(pk=indlaesning.pk, status=S.UDFOERES).exists():
        return
    by = indlaesning.udfoert_by
    if by is not None and not _maa(by, indlaesning, nu):
        indlaesning.fejl = "Den, der bad om det, er ikke længere administrator i kommunen. Læg filen ind igen."
        _gem(indlaesning, S.FEJLET, nu)
        return
    try:
        plan = _planlaeg(indlaesning, nu, fremdrift, laas=True)
    except Filfejl as fejl:
        indlaesning.fejl = str(fejl)
        _gem(indlaesning, S.FEJLET, nu)
        return
    if plan.aftryk != indlaesning.aftryk or not plan.kan_udfoeres:
        indlaesning.aendret = True
        _gem_plan(indlaesning, plan, nu)
        return
    ansaettelse = by.ansaettelse if by else None
    with pghistory.context(
        bruger=by.pk if by else None,
        enhed=ansaettelse.enhed_id if ansaettelse else None,
        rolle=ansaettelse.rolle if ansaettelse else "",
    ):
        udfoer_plan(plan, kommune=indlaesning.kommune, by=by, nu=nu, fremdrift=fremdrift)
    indlaesning.sammendrag, indlaesning.udfoert_at = plan.sammendrag(), nu
    indlaesning.naaet = indlaesning.i_alt = plan.linjer
    _toem(indlaesning)
    _flyt(indlaesning, S.UDFOERT)
    indlaesning.save()
    log.record(
        "opsporing.indlaesning_udfoert",
        by=by,
        nu=nu,
        objekt=indlaesning,
        antal=plan.linjer,
        kommune=indlaesning.kommune,
    )


def _maa(by: User, indlaesning: Indlaesning, nu: datetime) -> bool:
    """Whether she still administers the municipality; makes her act under that employment."""
    for ansaettelse in Ansaettelse.objects.for_bruger(by, nu).filter(kommune_id=indlaesning.kommune_id):
        if har(by.vaelg(ansaettelse), Permission.INDLAES):
            return True
    return False
