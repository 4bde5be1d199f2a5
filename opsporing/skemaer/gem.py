"""Saving as one goes: field by field, so that two people never overwrite each other and no text is lost.

A save tells which count of saves (``rev``) its page was made from. A field that was changed after that, by another page
and to something else, is not overwritten: the stored answer stays, and the incoming one is kept in ``konflikter`` until
a person chooses (``loes_konflikt``). Every other field of the same save is stored as usual.

A page that saves more than once keeps the ``rev`` it was made from and names itself (``klient``). What it wrote itself
is thereby not taken for somebody else's, also when the reply to a save was lost and the page sends again; and what
others wrote in the meantime is never overwritten, as the page has not shown it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import ForeignKey

from opsporing import tid
from opsporing.models import Besvarelse, Skemaversion, User
from opsporing.skemaer.definition import Felt, Felttype
from opsporing.skemaer.iagttagelser import begge, flet, i_stedet, laes
from opsporing.skemaer.svar import FREMMED_ALDER, valider
from opsporing.skemaer.vaerdi import Ugyldig

B = TypeVar("B", bound=Besvarelse)
_KLIENT = re.compile(r"[A-Za-z0-9-]{1,40}")


class Loesning(StrEnum):
    """How a person settles two versions of one answer."""

    GEMT = "gemt"
    INDKOMMEN = "indkommen"
    BEGGE = "begge"


class UkendtKonflikt(LookupError):
    """The conflict is not there (any more): somebody else has settled it."""


class Uloeselig(ValueError):
    """The conflict cannot be settled that way. The message is Danish and says what to do instead."""


@dataclass(frozen=True)
class Gemt:
    """What a save came to.

    ``rev`` is the count to name in the next save. ``aendrede`` are the fields that got a new answer (for the log),
    ``konflikter`` all that are unresolved for the form, ``fejl`` a Danish message per field that was not stored, and
    ``besvarelse`` the answers as they stand now.
    """

    rev: int
    aendrede: tuple[str, ...]
    konflikter: tuple[dict[str, Any], ...]
    fejl: dict[str, str]
    besvarelse: Besvarelse | None = field(default=None, compare=False, repr=False)


@transaction.atomic(savepoint=False)
def gem_felter(
    besvarelse: B,
    aendringer: Mapping[str, Any],
    set_rev: int,
    *,
    by: User,
    nu: datetime,
    alder_mdr: int | None = None,
    klient: str = "",
    er_laast: bool = False,
) -> Gemt:
    """Store the answers that changed, each by itself. None or an empty value takes an answer away.

    The caller has checked that ``by`` may write here and that the form is still open, and writes the log.
    ``besvarelse`` is brought up to date with what is stored. Wrong values are reported and not stored, the others are.
    ``er_laast``: the caller has read the row under a lock in this transaction, so it is not read again.
    """
    laast = besvarelse if er_laast else _laas(besvarelse)
    klient = klient if _KLIENT.fullmatch(klient) else ""
    i_dag = tid.dato(nu)
    resultat = valider(laast.definition(), dict(aendringer), kladde=True, alder_mdr=alder_mdr, i_dag=i_dag)
    rev = laast.rev + 1
    foer = (laast.konflikter, dict(laast.felt_rev))
    aendrede = []
    for felt in aendringer:
        liste = _iagttagelsesfelt(laast, felt)
        if liste is not None and resultat.fejl.get(felt) != FREMMED_ALDER:
            # Row by row: what is right in the list is stored, also when something else in it is not.
            if _gem_iagttagelser(laast, liste, aendringer[felt], set_rev, rev, by=by, nu=nu, klient=klient):
                aendrede.append(felt)
            continue
        if felt in resultat.fejl:
            continue
        ny = resultat.renset.get(felt)
        fremmed = _er_aendret_af_en_anden(laast, felt, set_rev, klient)
        if ny == laast.svar.get(felt):
            _glem_egen_konflikt(laast, felt, klient)
            if fremmed:
                # Two pages have come to the same answer: from now on it is not for either to change unseen.
                laast.felt_rev[felt] = [rev, ""]
        elif fremmed:
            _husk_konflikt(laast, felt, ny, rev, by=by, nu=nu, klient=klient)
        else:
            _skriv(laast, felt, ny, rev, klient)
            aendrede.append(felt)
    if (laast.konflikter, laast.felt_rev) != foer:
        _gem(laast, rev, by=by, nu=nu)
    _opdater(besvarelse, laast)
    return Gemt(laast.rev, tuple(aendrede), tuple(laast.konflikter), resultat.fejl, laast)


@transaction.atomic
def loes_konflikt(besvarelse: B, konflikt_id: str, loesning: Loesning, *, by: User, nu: datetime) -> Gemt:
    """Settle one conflict: keep the stored answer, take the other, or (texts only) put both after each other.

    Raises UkendtKonflikt when it has been settled already, Uloeselig for ``begge`` where it has no meaning or where
    both texts together are too long. Either way nothing is lost.
    """
    laast = _laas(besvarelse)
    konflikt = next((en for en in laast.konflikter if en["id"] == konflikt_id), None)
    if konflikt is None:
        raise UkendtKonflikt(konflikt_id)
    felt_kode, rev = konflikt["felt"], laast.rev + 1
    aendrede: tuple[str, ...] = ()
    if loesning is not Loesning.GEMT:
        ny = konflikt["vaerdi"]
        felt, gemt = laast.definition().felt(felt_kode), laast.svar.get(felt_kode)
        if loesning is Loesning.BEGGE:
            ny = _begge(felt, gemt, ny, rev)
        elif felt is not None and felt.type is Felttype.IAGTTAGELSER:
            ny = i_stedet(gemt or (), ny)
        if ny != gemt:
            _skriv(laast, felt_kode, ny, rev, "")
            if felt is not None and felt.type is Felttype.IAGTTAGELSER:
                laast.felt_rev |= {_raekkenoegle(felt_kode, en["id"]): [rev, ""] for en in ny if en not in (gemt or ())}
            aendrede = (felt_kode,)
    laast.konflikter = [en for en in laast.konflikter if en["id"] != konflikt_id]
    _gem(laast, rev, by=by, nu=nu)
    _opdater(besvarelse, laast)
    return Gemt(laast.rev, aendrede, tuple(laast.konflikter), {}, laast)


def kan_begge(felt: Felt | None) -> bool:
    """Can two answers to this field be put after each other?"""
    return felt is not None and (
        felt.gentages
        or felt.type is Felttype.IAGTTAGELSER
        or (felt.type in (Felttype.KORT_TEKST, Felttype.LANG_TEKST) and not felt.pr_person)
    )


def _begge(felt: Felt | None, gemt: Any, indkommen: Any, rev: int) -> Any:
    if felt is None or not kan_begge(felt):
        raise Uloeselig("De to svar kan ikke stå sammen. Vælg et af dem.")
    if gemt is None or indkommen is None:
        return indkommen if gemt is None else gemt
    if felt.type is Felttype.IAGTTAGELSER:
        return begge(gemt, indkommen, rev)
    if felt.gentages:
        return [*gemt, *(en for en in indkommen if en not in gemt)]
    samlet = f"{gemt}\n\n{indkommen}" if felt.type is Felttype.LANG_TEKST else f"{gemt} / {indkommen}"
    if len(samlet) > felt.laengde:
        raise Uloeselig(f"Tilsammen fylder de {len(samlet)} tegn, og der er plads til {felt.laengde}. Vælg den ene.")
    return samlet


def _laas(besvarelse: B) -> B:
    laast = type(besvarelse)._default_manager.select_for_update(of=("self",)).get(pk=besvarelse.pk)
    # Versions never change, so those the caller has read already need not be read again.
    for felt in type(besvarelse)._meta.concrete_fields:
        if isinstance(felt, ForeignKey) and felt.related_model is Skemaversion and felt.is_cached(besvarelse):
            version = getattr(besvarelse, felt.name)
            if version.pk == getattr(laast, felt.attname):
                setattr(laast, felt.name, version)
    return laast


def _er_aendret_af_en_anden(besvarelse: Besvarelse, felt: str, set_rev: int, klient: str) -> bool:
    sidst, af = besvarelse.felt_rev.get(felt, (0, ""))
    return sidst > set_rev and not (klient and klient == af)


def _skriv(besvarelse: Besvarelse, felt: str, vaerdi: Any, rev: int, klient: str) -> None:
    if vaerdi is None:
        besvarelse.svar.pop(felt, None)
    else:
        besvarelse.svar[felt] = vaerdi
    besvarelse.felt_rev[felt] = [rev, klient]


def _iagttagelsesfelt(besvarelse: Besvarelse, kode: str) -> Felt | None:
    felt = besvarelse.definition().felt(kode)
    return felt if felt is not None and felt.type is Felttype.IAGTTAGELSER else None


def _raekkenoegle(felt: str, id_: str) -> str:
    """Under which name ``felt_rev`` remembers one observation of a list."""
    return f"{felt}#{id_}"


def _gem_iagttagelser(
    besvarelse: Besvarelse, felt: Felt, raa: Any, set_rev: int, rev: int, *, by: User, nu: datetime, klient: str
) -> bool:
    """Store one page's rows in a list of observations; was anything changed? What lost is kept as a conflict.

    Without rows at all ("no answer") everything is taken away that nobody else has changed meanwhile.
    """
    gemt = besvarelse.svar.get(felt.kode, [])
    try:
        raekker = laes(felt, raa or [{"id": en["id"]} for en in gemt], tid.dato(nu))
    except Ugyldig:
        return False

    def noegle(id_: str) -> str:
        egen = _raekkenoegle(felt.kode, id_)
        return egen if egen in besvarelse.felt_rev else felt.kode

    fletning = flet(
        gemt,
        raekker,
        er_fremmed=lambda id_: _er_aendret_af_en_anden(besvarelse, noegle(id_), set_rev, klient),
        er_kendt=lambda id_: _raekkenoegle(felt.kode, id_) in besvarelse.felt_rev,
    )
    staar = {en["id"]: en for en in fletning.liste}
    _glem_ens_raekker(
        besvarelse, felt.kode, [r.id for r in raekker if staar.get(r.id) == {"id": r.id, **r.dele}], klient
    )
    if fletning.tabt:
        egne = [
            en for k in besvarelse.konflikter if k["felt"] == felt.kode and _er_fra(k, klient) for en in k["vaerdi"]
        ]
        _husk_konflikt(besvarelse, felt.kode, i_stedet(egne, fletning.tabt), rev, by=by, nu=nu, klient=klient)
    if fletning.skrevet:
        _skriv(besvarelse, felt.kode, fletning.liste or None, rev, klient)
        besvarelse.felt_rev |= {_raekkenoegle(felt.kode, id_): [rev, klient] for id_ in fletning.skrevet}
    return bool(fletning.skrevet)


def _glem_ens_raekker(besvarelse: Besvarelse, felt: str, ens: list[str], klient: str) -> None:
    """Where the page has come to what is stored by itself, that observation is no longer in dispute."""
    tilbage = []
    for konflikt in besvarelse.konflikter:
        if konflikt["felt"] == felt and _er_fra(konflikt, klient):
            uenige = [en for en in konflikt["vaerdi"] if en["id"] not in ens]
            if uenige:
                tilbage.append(konflikt if uenige == konflikt["vaerdi"] else {**konflikt, "vaerdi": uenige})
        else:
            tilbage.append(konflikt)
    besvarelse.konflikter = tilbage


def _husk_konflikt(
    besvarelse: Besvarelse, felt: str, vaerdi: Any, rev: int, *, by: User, nu: datetime, klient: str
) -> None:
    """Keep an answer that lost. A page that goes on writing in the same field renews its own entry."""
    ny = {"felt": felt, "vaerdi": vaerdi, "by": by.pk, "navn": by.navn, "at": nu.isoformat(), "klient": klient}
    for gammel in besvarelse.konflikter:
        if gammel["felt"] != felt:
            continue
        # Without a name, the same text sent twice by the same person is one text.
        sendt_igen = not klient and {**gammel, "id": None, "at": None} == {**ny, "id": None, "at": None}
        if sendt_igen or _er_fra(gammel, klient):
            fornyet = {"id": gammel["id"], **ny}
            besvarelse.konflikter = [fornyet if en is gammel else en for en in besvarelse.konflikter]
            return
    besvarelse.konflikter = [*besvarelse.konflikter, {"id": f"{felt}-{rev}", **ny}]


def _glem_egen_konflikt(besvarelse: Besvarelse, felt: str, klient: str) -> None:
    """The page has come to the stored answer by itself: there is nothing left to choose between."""
    besvarelse.konflikter = [en for en in besvarelse.konflikter if not (en["felt"] == felt and _er_fra(en, klient))]


def _er_fra(konflikt: Mapping[str, Any], klient: str) -> bool:
    return bool(klient) and konflikt.get("klient") == klient


def _gem(besvarelse: Besvarelse, rev: int, *, by: User, nu: datetime) -> None:
    besvarelse.rev, besvarelse.gemt_at, besvarelse.gemt_by = rev, nu, by
    foelger = besvarelse.opdater_det_afledte()
    besvarelse.save(update_fields=["svar", "felt_rev", "konflikter", "rev", "gemt_at", "gemt_by", *foelger])


def _opdater(besvarelse: Besvarelse, laast: Besvarelse) -> None:
    for navn in ("svar", "felt_rev", "konflikter", "rev", "gemt_at", "gemt_by_id"):
        setattr(besvarelse, navn, getattr(laast, navn))
