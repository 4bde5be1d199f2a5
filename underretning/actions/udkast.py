"""Keeping what a receiver writes while she writes it, so that neither a closed tab nor a night takes a word of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.models import User
from underretning.models import Modtaget, Udkast, Udkastform
from underretning.permissions_modtag import check_can_behandle
from underretning.rules.tilstande import Tilstand

#: The fields of each form that are kept, with the most that each takes; where it can be written, and when.
FELTER: Mapping[Udkastform, Mapping[str, int]] = {
    Udkastform.VURDER: {"akut": 3, "akut_handling": 5000, "vurdering": 5000, "hjaelp": 3},
    Udkastform.AFGOER: {"udfald": 20, "afgoerelse": 10_000},
}
TILSTANDE = {Udkastform.VURDER: Tilstand.MODTAGET, Udkastform.AFGOER: Tilstand.VURDERET}


def _kan_gemmes(vaerdi: Any, hoejst: int) -> bool:
    """Whether it is a text, not too long, that the database can hold: no sign zero, no half of a surrogate pair."""
    if not isinstance(vaerdi, str) or not vaerdi.strip() or len(vaerdi) > hoejst or "\x00" in vaerdi:
        return False
    return vaerdi.isascii() or vaerdi == vaerdi.encode("utf-8", "ignore").decode("utf-8")


@transaction.atomic
def gem_udkast(
    *, modtaget: Modtaget, form: Udkastform, felter: Mapping[str, Any], by: User, nu: datetime
) -> Udkast | None:
    """Keep her words; none at all takes the draft away. What the form does not have, or is too long, is left out.

    Raises Denied for one who cannot decide, and once it is decided: then she is told when she sends it.
    """
    check_can_behandle(by, modtaget)
    if modtaget.status != TILSTANDE[form]:
        raise Denied("En kollega har været her imens. Det, du skriver, gemmes ikke længere undervejs.")
    kendte = {navn: felter[navn] for navn, hoejst in FELTER[form].items() if _kan_gemmes(felter.get(navn), hoejst)}
    hendes = Udkast.objects.filter(modtaget=modtaget, user=by, form=form)
    if not kendte:
        hendes.delete()
        return None
    if (uaendret := hendes.filter(felter=kendte).first()) is not None:
        return uaendret
    udkast, _ = Udkast.objects.update_or_create(
        modtaget=modtaget,
        user=by,
        form=form,
        defaults={"kommune_id": modtaget.kommune_id, "felter": kendte, "gemt_at": nu},
    )
    log.record(
        "underretning.udkast_gemt",
        by=by,
        nu=nu,
        barn=modtaget.barn_id,
        anledning=modtaget.anledning_id,
        objekt=udkast,
        felter=sorted(kendte),
    )
    return udkast


def fjern_udkast(modtaget: Modtaget, form: Udkastform, by: User) -> None:
    """Take her draft away: the words stand where they belong now."""
    Udkast.objects.filter(modtaget=modtaget, user=by, form=form).delete()
