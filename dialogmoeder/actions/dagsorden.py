"""The agenda: what is put on it, in which order, for how long, and what is taken off."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from dialogmoeder import adgang
from dialogmoeder import permissions_planlaeg as permissions
from dialogmoeder.actions import punkt as punkter
from dialogmoeder.actions.deltagere import laas
from dialogmoeder.koder import PUNKT
from dialogmoeder.models import Forberedelse, Forslag, Moede, Moedestatus, Punkt, Punktart, Punktstatus
from dialogmoeder.rules.dagsorden import FLEST_MINUTTER, MINDST_MINUTTER, er_smaa, flyt
from dialogmoeder.rules.tilstande import Punkttilstand, check_vej
from opsporing import anledning as anledninger
from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Anledning, Ansaettelse, Barn, Udelukkelse, User
from opsporing.profil import profil_for
from opsporing.tid import dato


@transaction.atomic
def saet_paa(
    *,
    moede: Moede,
    art: str,
    by: User,
    nu: datetime,
    barn: Barn | None = None,
    overskrift: str = "",
    minutter: int | None = None,
    forslag: str = Forslag.VALGT,
    kilde: Anledning | None = None,
    forberedes_by: User | None = None,
    fortsaetter: Punkt | None = None,
    smaa: bool | None = None,
) -> Punkt:
    """Put a child, a group or a child without a name on the agenda, last. A child that is on it already is kept.

    The item's matter is closed. It is kept by the unit of the one who puts it on, and open to the leader there and
    to the one who prepares it. `smaa` is told of what has no child; a child's age tells its own. Raises Denied for
    a child she may not see, for a question that is missing where there is no child, and for minutes that cannot be.
    """
    moede = laas(moede)
    permissions.check_can_saette_paa(by, moede, nu)
    staar = moede.punkter.filter(barn=barn).exclude(status=Punktstatus.TRUKKET).first() if barn else None
    if staar is not None:
        return staar
    _check(moede, art, by, nu, barn=barn, overskrift=overskrift)
    minutter = minutter or foreslaaede_minutter(moede)
    _check_minutter(minutter)
    enhed = by.ansat.enhed.journalenhed or by.ansat.enhed
    punkt = Punkt.objects.create(
        kommune_id=moede.kommune_id,
        moede=moede,
        anledning=anledninger.opret(kode=PUNKT, enhed=enhed, barn=barn, nu=nu, lukket=True),
        nr=(moede.punkter.aggregate(sidste=Max("nr"))["sidste"] or 0) + 1,
        art=art,
        barn=barn,
        overskrift=overskrift.strip(),
        minutter=minutter,
        smaa=er_smaa(barn.foedt_den, dato(moede.planlagt_at)) if barn else bool(smaa),
        forslag=forslag,
        kilde=kilde,
        fortsaetter=fortsaetter,
        forberedes_by=forberedes_by or by,
        oprettet_at=nu,
        oprettet_by=by,
    )
    log.record("dialogmoeder.punkt_sat_paa", by=by, nu=nu, barn=barn, anledning=punkt.anledning, objekt=punkt)
    _hold_ude(punkt, by=by, nu=nu)
    _aabn(punkt, by=by, nu=nu)
    return punkt


def moeder_at_vaelge(user: User, barn: Barn | None, nu: datetime) -> QuerySet[Moede]:
    """The meetings to come that she may put the child (None: one without a name) on the agenda of."""
    hendes = user.ansat.enhed.journalenhed_id
    her = Q(anledning__ejer_enhed=hendes) | Q(moedeleder=user)
    kommende = (
        Moede.objects.for_user(user, nu)
        .filter(her, status__in=[Moedestatus.PLANLAGT, Moedestatus.INDKALDT], planlagt_at__gt=nu)
        .select_related("team", "kommune__profil")
        .order_by("planlagt_at", "pk")
    )
    return kommende.exclude(pk__in=[moede.pk for moede in kommende if not adgang.passer_paa(moede, barn, nu)])


def _hold_ude(punkt: Punkt, *, by: User, nu: datetime) -> None:
    """Who must not know of what the item springs from, as the employee a suspicion is about, does not read the item."""
    sager = [punkt.kilde_id, punkt.fortsaetter.anledning_id if punkt.fortsaetter else None]
    for user in User.objects.filter(pk__in=Udelukkelse.objects.filter(anledning__in=sager).values("user")):
        Udelukkelse.objects.create(
            kommune_id=punkt.kommune_id, anledning=punkt.anledning, user=user, sat_at=nu, sat_by=by
        )


def _check(moede: Moede, art: str, by: User, nu: datetime, *, barn: Barn | None, overskrift: str) -> None:
    if (art == Punktart.BARN) != (barn is not None):
        raise ValueError("et punkt om et barn har et barn, og de andre har ikke")
    if barn is not None and not Barn.objects.for_user(by, nu).filter(pk=barn.pk).exists():
        raise Denied("Du kan kun sætte børn på, som du selv kan se.")
    if barn is None and not overskrift.strip():
        raise Denied("Skriv kort, hvad I vil have hjælp til.")
    if adgang.lukket_slags(moede.slags) and art != Punktart.BARN:
        raise Denied("Et møde med forældrene handler om deres barn.")
    if barn is not None and not adgang.passer_paa(moede, barn, nu):
        raise Denied(f"Mødet er med en anden families forældre. Planlæg et møde om {barn.kaldenavn} for sig.")


def _check_minutter(minutter: int) -> None:
    if not MINDST_MINUTTER <= minutter <= FLEST_MINUTTER:
        raise Denied(f"Et punkt varer mellem {MINDST_MINUTTER} og {FLEST_MINUTTER} minutter.")


def foreslaaede_minutter(moede: Moede) -> int:
    """What an item is given when nobody has said: the team's or the profile's, and no more than the meeting lasts."""
    if moede.team is not None:
        return moede.team.punkt_minutter
    plan: int = profil_for(moede.kommune).moeder[moede.slags]["punkt_minutter"]
    return max(MINDST_MINUTTER, min(plan, moede.varer_minutter))


def _aabn(punkt: Punkt, *, by: User, nu: datetime) -> None:
    """Open the item to the leader and to the one who prepares it, and the meeting to her where it is closed."""
    hendes = _i_enheden(punkt.forberedes_by, punkt.anledning.ejer_enhed_id, nu)
    if hendes is None:
        raise Denied(f"{punkt.forberedes_by.navn} arbejder ikke hos jer og kan ikke forberede punktet.")
    punkter.aabn_punkt(punkt=punkt, by=by, nu=nu)
    adgang.aabn_lukket_moede(punkt.moede, hendes, by=by, nu=nu)


def _i_enheden(user: User, journalenhed: int, nu: datetime) -> Ansaettelse | None:
    hendes = Ansaettelse.objects.gaeldende(nu).filter(user=user, enhed__journalenhed=journalenhed)
    return hendes.filter(rolle__in=adgang.ROLLER).order_by("fra", "pk").first()


@transaction.atomic
def flyt_punkt(*, punkt: Punkt, skridt: int, by: User, nu: datetime) -> None:
    """Move an item so many places on the agenda (negative is earlier)."""
    moede = laas(punkt.moede)
    permissions.check_can_ordne(by, moede, nu)
    alle = {p.pk: p for p in moede.punkter.filter(status=Punktstatus.PAA_DAGSORDEN).order_by("nr", "pk")}
    if punkt.pk not in alle:
        raise Denied("Punktet er ikke på dagsordenen længere.")
    for nr, pk in enumerate(flyt(list(alle), punkt.pk, skridt), 1):
        if alle[pk].nr != nr:
            alle[pk].nr = nr
            alle[pk].save(update_fields=["nr"])
    log.record("dialogmoeder.dagsorden_ordnet", by=by, nu=nu, anledning=moede.anledning, objekt=moede)


@transaction.atomic
def ret_punkt(
    *, punkt: Punkt, by: User, nu: datetime, overskrift: str, minutter: int, forberedes_by: User | None = None
) -> Punkt:
    """Change an item's question, its minutes and who prepares it."""
    moede = laas(punkt.moede)
    punkt = Punkt.objects.select_for_update(of=("self",)).select_related("anledning", "forberedes_by").get(pk=punkt.pk)
    punkt.moede = moede
    permissions.check_can_rette_punkt(by, punkt, nu)
    _check_minutter(minutter)
    if punkt.barn_id is None and not overskrift.strip():
        raise Denied("Skriv kort, hvad I vil have hjælp til.")
    nyt = {
        "overskrift": overskrift.strip(),
        "minutter": minutter,
        "forberedes_by": forberedes_by or punkt.forberedes_by,
    }
    aendret = [felt for felt, vaerdi in nyt.items() if getattr(punkt, felt) != vaerdi]
    if not aendret:
        return punkt
    for felt in aendret:
        setattr(punkt, felt, nyt[felt])
    punkt.save(update_fields=aendret)
    if "forberedes_by" in aendret:
        _aabn(punkt, by=by, nu=nu)
    log.record(
        "dialogmoeder.punkt_rettet",
        by=by,
        nu=nu,
        barn=punkt.barn_id,
        anledning=punkt.anledning,
        objekt=punkt,
        felter=aendret,
    )
    return punkt


@transaction.atomic
def traek_punkt(*, punkt: Punkt, by: User, nu: datetime) -> Punkt:
    """Take an item off. It stays with the unit and the one who prepared it; nobody else reads it any more."""
    moede = laas(punkt.moede)
    punkt = Punkt.objects.select_for_update(of=("self",)).select_related("anledning").get(pk=punkt.pk)
    punkt.moede = moede
    if punkt.status == Punktstatus.TRUKKET:
        return punkt
    permissions.check_can_traekke(by, punkt, nu)
    check_vej(punkt.status, Punkttilstand.TRUKKET)
    punkt.status = Punktstatus.TRUKKET
    punkt.save(update_fields=["status"])
    frister.annuller(anledning=punkt.anledning, nu=nu)
    punkter.aabn_for_deltagere(moede=moede, by=by, nu=nu, punkt=punkt)
    log.record("dialogmoeder.punkt_trukket", by=by, nu=nu, barn=punkt.barn_id, anledning=punkt.anledning, objekt=punkt)
    return punkt


@transaction.atomic
def saet_paa_igen(*, punkt: Punkt, by: User, nu: datetime) -> Punkt:
    """Put an item on again that was taken off or put off, with its preparation and what the parents have said.

    What it became on the next agenda is taken off there. Raises Denied when that is prepared already, or the child is
    on the agenda with another item.
    """
    moede = laas(punkt.moede)
    punkt = Punkt.objects.select_for_update(of=("self",)).select_related("anledning", "fortsaetter").get(pk=punkt.pk)
    punkt.moede = moede
    if punkt.status == Punktstatus.PAA_DAGSORDEN:
        return punkt
    permissions.check_can_saette_paa_igen(by, punkt, nu)
    check_vej(punkt.status, Punkttilstand.PAA_DAGSORDEN)
    andre = moede.punkter.filter(barn=punkt.barn_id, barn__isnull=False).exclude(status=Punktstatus.TRUKKET)
    if andre.exclude(pk=punkt.pk).exists():
        raise Denied("Barnet er sat på dagsordenen igen i mellemtiden.")
    if punkt.fortsaetter is not None and punkt.fortsaetter.status != Punktstatus.UDSAT:
        raise Denied("Punktet blev alligevel taget op på mødet før.")
    for videre in Punkt.objects.filter(fortsaetter=punkt).exclude(status=Punktstatus.TRUKKET).select_related("moede"):
        _traek_videre(videre, by, nu)
    punkt.status = Punktstatus.PAA_DAGSORDEN
    punkt.save(update_fields=["status"])
    punkter.aabn_for_deltagere(moede=moede, by=by, nu=nu, punkt=punkt)
    log.record(
        "dialogmoeder.punkt_sat_paa_igen", by=by, nu=nu, barn=punkt.barn_id, anledning=punkt.anledning, objekt=punkt
    )
    return punkt


def _traek_videre(videre: Punkt, by: User, nu: datetime) -> None:
    skrevet = Forberedelse.objects.filter(punkt=videre, gemt_at__gt=videre.oprettet_at).exists()
    if skrevet or videre.status != Punktstatus.PAA_DAGSORDEN:
        raise Denied("Punktet er allerede forberedt til næste møde. Tag det op dér.")
    videre.status = Punktstatus.TRUKKET
    videre.save(update_fields=["status"])
    frister.annuller(anledning=videre.anledning_id, nu=nu)
    punkter.aabn_for_deltagere(moede=videre.moede, by=by, nu=nu, punkt=videre)
    log.record(
        "dialogmoeder.punkt_trukket", by=by, nu=nu, barn=videre.barn_id, anledning=videre.anledning_id, objekt=videre
    )


def taget_af(moede: Moede, by: User, nu: datetime) -> list[Punkt]:
    """The items that were taken off and can be put on again, as far as she may read them."""
    paa = moede.punkter.exclude(status=Punktstatus.TRUKKET).filter(barn__isnull=False).values("barn")
    alle = Punkt.objects.for_user(by, nu).filter(moede=moede, status=Punktstatus.TRUKKET).exclude(barn__in=paa)
    alle = alle.filter(Q(fortsaetter=None) | Q(fortsaetter__status=Punktstatus.UDSAT))
    return list(alle.select_related("barn__mor", "anledning").order_by("nr", "pk"))


def paa_dagsordenen(moede: Moede) -> Sequence[Punkt]:
    """The items of a meeting in their order, without those taken off. What is in them is another question."""
    return list(moede.punkter.exclude(status=Punktstatus.TRUKKET).order_by("nr", "pk"))
