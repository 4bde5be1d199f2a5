"""Consent to pass something on about a child: given, withdrawn, and whether it holds now.

The assessment itself rests on law and asks nobody. What has no legal ground of its own goes to somebody else only when
every custody holder has said yes to exactly that: what, to whom, and in which matter. Both holders are equal
(forældreansvarsloven), so one who has not answered counts as a no.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.models import Anledning, Barn, Enhed, Foraeldremyndighed, Person, Samtykke, User

#: What closes when a yes is taken back, or becomes a no: apps add theirs in AppConfig.ready. Called as
#: f(samtykke=..., by=..., nu=...) inside the transaction of the change.
EFTER_TRAEK: list[Callable[..., object]] = []


def indehavere(barn: Barn, nu: datetime) -> list[Person]:
    """Who holds custody at the moment `nu`, in a steady order."""
    har = Foraeldremyndighed.objects.filter(Q(til=None) | Q(til__gt=nu), person=OuterRef("pk"), barn=barn, fra__lte=nu)
    return list(Person.objects.filter(Exists(har)).order_by("fornavn", "efternavn", "pk"))


@transaction.atomic
def giv(
    *,
    barn: Barn,
    person: Person,
    hvad: str,
    modtager: Enhed | str,
    formaal: str,
    by: User,
    nu: datetime,
    anledning: Anledning | None = None,
    ja: bool = True,
) -> Samtykke:
    """Note that a custody holder says yes, or no. The same answer again is kept as it was given; another one takes its
    place, and the former is withdrawn. `modtager` is a unit, or the name of a receiver outside.

    Raises Denied for somebody without custody, for a yes to nothing or without a purpose, and for a receiver or a
    matter that belongs to another municipality or another child.
    """
    # The child is locked, so that two who note the same yes at once make one row.
    barn = Barn.objects.select_for_update(of=("self",), no_key=True).get(pk=barn.pk)
    if person not in indehavere(barn, nu):
        raise Denied("Kun den, der har forældremyndigheden, kan sige ja på barnets vegne.")
    if not hvad.strip() or not formaal.strip():
        raise Denied("Skriv, hvad der siges ja til, og hvad det skal bruges til.")
    if isinstance(modtager, Enhed) and modtager.kommune_id != barn.kommune_id:
        raise Denied("Modtageren er i en anden kommune.")
    if anledning is not None and anledning.barn_id != barn.pk:
        raise Denied("Sagen handler om et andet barn.")
    om = _om(barn=barn, anledning=anledning, hvad=hvad, modtager=modtager)
    staaende = Samtykke.objects.filter(**om, person=person, trukket_at=None).first()
    if staaende is not None and staaende.ja == ja:
        return staaende
    if staaende is not None:
        traek(samtykke=staaende, by=by, nu=nu)
    samtykke = Samtykke.objects.create(
        **om,
        person=person,
        ja=ja,
        kommune_id=barn.kommune_id,
        formaal=formaal.strip(),
        givet_at=nu,
        registreret_by=by,
    )
    haendelse = "opsporing.samtykke_givet" if ja else "opsporing.samtykke_naegtet"
    log.record(haendelse, by=by, nu=nu, barn=barn, anledning=anledning, objekt=samtykke)
    return samtykke


def _om(*, barn: Barn, anledning: Anledning | None, hvad: str, modtager: Enhed | str) -> dict[str, Any]:
    """What an answer is about, as the columns it stands in."""
    til = {"modtager": modtager} if isinstance(modtager, Enhed) else {"modtager": None, "modtager_navn": modtager}
    return {"barn": barn, "anledning": anledning, "hvad": hvad.strip(), **til}


@transaction.atomic
def traek(*, samtykke: Samtykke, by: User, nu: datetime) -> Samtykke:
    """Note that a yes is taken back. From now on nothing more is passed on by it; the row stays with both times.

    Anybody may take back her own yes at any time, also one who no longer holds custody. Taking it back twice changes
    nothing.
    """
    samtykke = Samtykke.objects.select_for_update(of=("self",)).get(pk=samtykke.pk)
    if samtykke.trukket_at is None:
        samtykke.trukket_at, samtykke.trukket_by = nu, by
        samtykke.save(update_fields=["trukket_at", "trukket_by"])
        log.record(
            "opsporing.samtykke_trukket",
            by=by,
            nu=nu,
            barn=samtykke.barn_id,
            anledning=samtykke.anledning_id,
            objekt=samtykke,
        )
        for luk in EFTER_TRAEK:
            luk(samtykke=samtykke, by=by, nu=nu)
    return samtykke


def mangler(
    *, barn: Barn, hvad: str, modtager: Enhed | str, nu: datetime, anledning: Anledning | None = None
) -> list[Person]:
    """The custody holders whose yes is missing, refused or taken back."""
    om = _om(barn=barn, anledning=anledning, hvad=hvad, modtager=modtager)
    staaende = Samtykke.objects.filter(**om, ja=True, givet_at__lte=nu, trukket_at=None)
    sagt_ja = set(staaende.values_list("person_id", flat=True))
    return [person for person in indehavere(barn, nu) if person.pk not in sagt_ja]


def gaelder(*, barn: Barn, hvad: str, modtager: Enhed | str, nu: datetime, anledning: Anledning | None = None) -> bool:
    """Whether it may be passed on by consent: there is a custody holder, and every one has said yes to exactly this."""
    return bool(indehavere(barn, nu)) and not mangler(
        barn=barn, hvad=hvad, modtager=modtager, nu=nu, anledning=anledning
    )
