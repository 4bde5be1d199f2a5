"""What the receiver decides about one underretning: take it, assess it, decide what follows, close it, open it again.

Every action takes `rev`, the revision the person had before her, and locks the row: two who decide at once get one
winner, and the other is told (`Foraeldet`) with her words still in her form.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from opsporing import anledning as anledninger
from opsporing import log
from opsporing.adgang.permissions import Denied, Permission, har
from opsporing.frister import actions as frister
from opsporing.models import Anledning, Ansaettelse, Frist, Grundlag, Tilknytning, User
from opsporing.profil import profil_for
from opsporing.tid import dato
from underretning.fristtyper import AFGOER, GENVURDER, VURDER
from underretning.models import Modtaget, Udfald, Udkast
from underretning.models.modtaget import Modtagetstatus
from underretning.permissions_modtag import check_can_behandle
from underretning.rules import koder, krav
from underretning.rules.tilstande import Tilstand, UmuligOvergang, check_overgang
from underretning.stand import fakta


class Foraeldet(Exception):
    """Somebody has decided since the page was made; `modtaget` is as it stands now."""

    def __init__(self, modtaget: Modtaget) -> None:
        super().__init__(modtaget.pk)
        self.modtaget = modtaget


class Mangler(Denied):
    """Something is to be done first (`mangler`)."""

    def __init__(self, mangler: Sequence[krav.Mangel]) -> None:
        super().__init__(" ".join(krav.ORD[mangel] for mangel in mangler))
        self.mangler = tuple(mangler)


@dataclass(frozen=True, slots=True)
class Oplysninger:
    """Facts about the case. None leaves what stands; `trin` is 0-6 on indsatstrappen, `aarsager` codes."""

    hjaelp_i_gang: bool | None = None
    trin: int | None = None
    aarsager: Sequence[str] | None = None
    politi_eller_sundhed: bool | None = None


def laas(modtaget: Modtaget, rev: int, *, by: User) -> Modtaget:
    """The row, locked, for somebody who may decide. Raises Foraeldet when it has moved on, and Denied."""
    nyeste = (
        Modtaget.objects.select_for_update(of=("self",))
        .select_related("anledning", "enhed__kommune__profil", "barn__mor", "ansvarlig", "vurderet_by", "afgjort_by")
        .get(pk=modtaget.pk)
    )
    if nyeste.rev != rev:
        raise Foraeldet(nyeste)
    check_can_behandle(by, nyeste)
    return nyeste


def gem(modtaget: Modtaget, haendelse: str, *, felter: Iterable[str], by: User, nu: datetime) -> None:
    """Save `felter` with a new revision, and log it."""
    modtaget.rev += 1
    modtaget.save(update_fields=[*felter, "rev"])
    log.record(haendelse, by=by, nu=nu, barn=modtaget.barn, anledning=modtaget.anledning_id, objekt=modtaget)


@transaction.atomic
def tag(*, modtaget: Modtaget, rev: int, by: User, nu: datetime) -> Modtaget:
    """Say that she looks at it. It stays open to all of the unit until it is assessed: the clock does not stop for her.

    Raises Denied once it is assessed: then it is handed over.
    """
    modtaget = laas(modtaget, rev, by=by)
    if modtaget.status != Tilstand.MODTAGET:
        raise Denied("Underretningen er vurderet. Den, der er ansvarlig, eller lederen kan give den videre.")
    if modtaget.ansvarlig_id == by.pk:
        return modtaget
    goer_ansvarlig(modtaget, by, nu)
    gem(modtaget, "underretning.taget", felter=["ansvarlig"], by=by, nu=nu)
    return modtaget


@transaction.atomic
def vurder(
    *,
    modtaget: Modtaget,
    rev: int,
    akut: bool,
    vurdering: str,
    akut_handling: str = "",
    hjaelp_i_gang: bool | None = None,
    soeskende: Sequence[int] = (),
    by: User,
    nu: datetime,
) -> list[Modtaget]:
    """Assess whether the child's health or development is in danger so that somebody must act now (barnets lov § 136).

    `soeskende` are the primary keys of others from the same underretning that the assessment is about too. The one who
    assesses becomes responsible, unless she leads and somebody has taken it; from now on it is open to the one
    responsible and to the leader. Returns all that were assessed, `modtaget` first.

    Raises Foraeldet when it, or one of the siblings, has been assessed meanwhile; UmuligOvergang; Denied without a
    reason, and for an acute one without what was done.
    """
    if not vurdering.strip():
        raise Denied("Skriv, hvad du bygger vurderingen på.")
    if akut and not akut_handling.strip():
        raise Denied("Skriv, hvad der er gjort nu.")
    # In one order for everybody, so that two who assess the same siblings wait for each other instead of for ever.
    om = Modtaget.objects.filter(pk__in=[modtaget.pk, *soeskende]).order_by("pk")
    laaste = {row.pk: row for row in om.select_for_update(of=("self",))}
    foerst = laas(modtaget, rev, by=by)
    alle = [foerst]
    for pk in dict.fromkeys(soeskende):
        en = laaste.get(pk)
        if en is None or en.kvitteringsnummer != foerst.kvitteringsnummer or en.enhed_id != foerst.enhed_id:
            raise Denied("Vurderingen kan kun gælde søskende fra samme underretning.")
        if en.status != Tilstand.MODTAGET:
            raise Foraeldet(foerst)
        alle.append(laas(en, en.rev, by=by))
    for en in alle:
        check_overgang(en.status, Tilstand.VURDERET)
        en.status, en.akut, en.vurdering = Modtagetstatus.VURDERET, akut, vurdering.strip()
        en.akut_handling = akut_handling.strip() if akut else ""
        en.vurderet_at, en.vurderet_by = nu, by
        if en.ansvarlig is None or not har(by, Permission.UNDERRETNING_LED):
            en.ansvarlig = by
        _oplys(en, Oplysninger(hjaelp_i_gang=hjaelp_i_gang), nu)
        gem(
            en,
            "underretning.vurderet",
            felter=[
                *("status", "akut", "vurdering", "akut_handling", "vurderet_at", "vurderet_by", "ansvarlig"),
                *OPLYSNINGER,
            ],
            by=by,
            nu=nu,
        )
        frister.opfyld(anledning=en.anledning_id, kode=VURDER, by=by, nu=nu)
        luk_for_enheden(en, nu)
        aabn_for_ansvarlig(en, by=by, nu=nu)
    return alle


#: The columns of `Oplysninger`.
OPLYSNINGER = ("hjaelp_i_gang", "trin", "aarsager", "politi_eller_sundhed")


@transaction.atomic
def oplys(*, modtaget: Modtaget, rev: int, oplysninger: Oplysninger, by: User, nu: datetime) -> Modtaget:
    """Note facts about the case, whenever they become known. Help that runs already makes a reassessment due (§ 137).

    Raises Denied for a code that does not hold on the day it was received, and for a step outside 0-6.
    """
    modtaget = laas(modtaget, rev, by=by)
    if modtaget.status in (Tilstand.LUKKET, Tilstand.OVERSENDT):
        raise Denied("Underretningen er lukket her.")
    _oplys(modtaget, oplysninger, nu)
    gem(modtaget, "underretning.oplyst", felter=OPLYSNINGER, by=by, nu=nu)
    return modtaget


def _oplys(modtaget: Modtaget, oplysninger: Oplysninger, nu: datetime) -> None:
    for felt in OPLYSNINGER:
        vaerdi = getattr(oplysninger, felt)
        if vaerdi is not None:
            setattr(modtaget, felt, list(vaerdi) if felt == "aarsager" else vaerdi)
    if modtaget.trin is not None and not 0 <= modtaget.trin <= 6:
        raise Denied("Trinnet på indsatstrappen er fra 0 til 6.")
    for aarsag in modtaget.aarsager:
        try:
            koder.kode(koder.Liste.AARSAG, aarsag, dato(modtaget.modtaget_at))
        except koder.UkendtKode as fejl:
            raise Denied("Årsagen gjaldt ikke den dag, underretningen kom.") from fejl
    if modtaget.hjaelp_i_gang and not _er_genvurderet(modtaget):
        dage = profil_for(modtaget.enhed.kommune).underretning_genvurdering_dage
        frister.opret(
            kode=GENVURDER,
            anledning=modtaget.anledning,
            enhed=modtaget.enhed,
            forfalder=dato(modtaget.modtaget_at) + timedelta(days=dage),
            ansvarlig=modtaget.ansvarlig,
            nu=nu,
        )
    elif modtaget.hjaelp_i_gang is False:
        frister.annuller(anledning=modtaget.anledning_id, kode=GENVURDER, nu=nu)


def _er_genvurderet(modtaget: Modtaget) -> bool:
    genvurdering = getattr(modtaget, "genvurdering", None)
    return genvurdering is not None and genvurdering.afsluttet_at is not None


@transaction.atomic
def afgoer(
    *,
    modtaget: Modtaget,
    rev: int,
    udfald: Udfald | str,
    afgoerelse: str,
    oplysninger: Oplysninger | None = None,
    by: User,
    nu: datetime,
) -> Modtaget:
    """Decide what follows, with a reason. Raises Mangler where the law asks for something first (`rules.krav`),
    UmuligOvergang, Foraeldet, and Denied without a reason.
    """
    modtaget = laas(modtaget, rev, by=by)
    check_overgang(modtaget.status, Tilstand.AFGJORT)
    if modtaget.status != Tilstand.VURDERET:
        raise Denied("Tag sagen op igen, før der afgøres noget nyt.")
    if udfald not in Udfald.values:
        raise Denied("Vælg, hvad der skal ske.")
    if not afgoerelse.strip():
        raise Denied("Skriv, hvorfor.")
    _oplys(modtaget, oplysninger or Oplysninger(), nu)
    if mangler := krav.foer_afgoerelse(fakta(modtaget), udfald):
        raise Mangler(mangler)
    modtaget.status, modtaget.udfald, modtaget.afgoerelse = Modtagetstatus.AFGJORT, Udfald(udfald), afgoerelse.strip()
    modtaget.afgjort_at, modtaget.afgjort_by = nu, by
    gem(
        modtaget,
        "underretning.afgjort",
        felter=["status", "udfald", "afgoerelse", "afgjort_at", "afgjort_by", *OPLYSNINGER],
        by=by,
        nu=nu,
    )
    for trin in (
        Frist.objects.aabne().filter(anledning=modtaget.anledning_id, kode=AFGOER).values_list("trin", flat=True)
    ):
        frister.opfyld(anledning=modtaget.anledning_id, kode=AFGOER, trin=trin, by=by, nu=nu)
    return modtaget


@transaction.atomic
def luk(*, modtaget: Modtaget, rev: int, by: User, nu: datetime) -> Modtaget:
    """Say that nothing more is to be done about it. Raises Mangler while something is (`rules.krav`), UmuligOvergang
    and Foraeldet. Those it is open to keep it: it is part of what is read beside the next one.
    """
    modtaget = laas(modtaget, rev, by=by)
    check_overgang(modtaget.status, Tilstand.LUKKET)
    if mangler := krav.foer_lukning(fakta(modtaget)):
        raise Mangler(mangler)
    modtaget.status, modtaget.lukket_at, modtaget.lukket_by = Modtagetstatus.LUKKET, nu, by
    gem(modtaget, "underretning.lukket", felter=["status", "lukket_at", "lukket_by"], by=by, nu=nu)
    Anledning.objects.filter(pk=modtaget.anledning_id).update(afsluttet_at=nu)
    frister.annuller(anledning=modtaget.anledning_id, nu=nu)
    Udkast.objects.filter(modtaget=modtaget).delete()
    return modtaget


#: Where what is taken up again comes back to.
ET_SKRIDT_TILBAGE = {Tilstand.LUKKET: Tilstand.AFGJORT, Tilstand.AFGJORT: Tilstand.VURDERET}


@transaction.atomic
def aaben_igen(*, modtaget: Modtaget, rev: int, grund: str = "", by: User, nu: datetime) -> Modtaget:
    """Take up what was closed too early, or a decision that new knowledge changes: one step back.

    What was decided stays as the beginning of the next decision, and in the history. Opening what was closed needs a
    `grund`; a decision that is made anew gives its own. Raises UmuligOvergang from where there is no step back,
    Foraeldet, and Denied for what was closed without a reason to open it.
    """
    modtaget = laas(modtaget, rev, by=by)
    fra = Tilstand(modtaget.status)
    if fra not in ET_SKRIDT_TILBAGE:
        raise UmuligOvergang(fra, Tilstand.VURDERET)
    til = ET_SKRIDT_TILBAGE[fra]
    check_overgang(fra, til)
    if fra == Tilstand.LUKKET:
        if not grund.strip():
            raise Denied("Skriv, hvorfor underretningen skal åbnes igen.")
        modtaget.lukket_at = modtaget.lukket_by = None
        modtaget.aabnet_igen_at, modtaget.aabnet_igen_by, modtaget.aabnet_igen_grund = nu, by, grund.strip()
        Anledning.objects.filter(pk=modtaget.anledning_id).update(afsluttet_at=None)
    else:
        modtaget.afgjort_at = modtaget.afgjort_by = None
        _afgoer_igen(modtaget, nu)
    modtaget.status = Modtagetstatus(til.value)
    gem(
        modtaget,
        "underretning.aabnet_igen",
        felter=[
            *("status", "lukket_at", "lukket_by", "afgjort_at", "afgjort_by"),
            *("aabnet_igen_at", "aabnet_igen_by", "aabnet_igen_grund"),
        ],
        by=by,
        nu=nu,
    )
    return modtaget


def _afgoer_igen(modtaget: Modtaget, nu: datetime) -> None:
    """Let a new decision fall due: the met deadline stays met, the new one is a stage of its own."""
    dage = profil_for(modtaget.enhed.kommune).underretning_afgoer_dage
    frister.opret(
        kode=AFGOER,
        anledning=modtaget.anledning,
        trin=str(Frist.objects.filter(anledning=modtaget.anledning_id, kode=AFGOER).count() + 1),
        enhed=modtaget.enhed,
        forfalder=dato(nu) + timedelta(days=dage),
        ansvarlig=modtaget.ansvarlig,
        nu=nu,
    )


# ---- who it is open to ----------------------------------------------------------------------------------------------


def luk_for_enheden(modtaget: Modtaget, nu: datetime) -> None:
    """End what opened it to the whole unit; the leader, by role, keeps hers."""
    Tilknytning.objects.filter(
        anledning=modtaget.anledning_id, grundlag=Grundlag.UNDERRETNING, rolle="", ansaettelse=None, til=None
    ).update(til=nu)


def goer_ansvarlig(modtaget: Modtaget, user: User, nu: datetime) -> None:
    """Make the person responsible, for the open deadlines too. The caller saves `ansvarlig`."""
    modtaget.ansvarlig = user
    Frist.objects.aabne().filter(anledning=modtaget.anledning_id).update(ansvarlig=user)


def aabn_for_ansvarlig(modtaget: Modtaget, *, by: User, nu: datetime, foer: User | None = None) -> None:
    """Open it to the one responsible, whose the open deadlines are now, and close it to the one who was (`foer`)."""
    if modtaget.ansvarlig is None:
        raise ValueError("Ingen er ansvarlig for underretningen.")
    goer_ansvarlig(modtaget, modtaget.ansvarlig, nu)
    hendes = Tilknytning.objects.filter(
        anledning=modtaget.anledning_id, grundlag=Grundlag.UNDERRETNING, ansaettelse__isnull=False, til=None
    )
    if foer is not None and foer != modtaget.ansvarlig:
        hendes.filter(ansaettelse__user=foer).update(til=nu)
    ansaettelse = ansaettelse_i(modtaget, modtaget.ansvarlig, by, nu)
    if ansaettelse is not None and not hendes.filter(ansaettelse=ansaettelse).exists():
        anledninger.aabn_for(
            anledning=modtaget.anledning,
            enhed=modtaget.enhed,
            grundlag=Grundlag.UNDERRETNING,
            til=None,
            ansaettelse=ansaettelse,
            by=by,
            nu=nu,
            haendelse="underretning.aabnet_for",
        )


def ansaettelse_i(modtaget: Modtaget, user: User, by: User, nu: datetime) -> Ansaettelse | None:
    """The employment the person handles it under: the one she acts in, or hers in the unit."""
    if user.pk == by.pk:
        return by.ansaettelse
    return Ansaettelse.objects.for_bruger(user, nu).filter(enhed=modtaget.enhed_id).first()
