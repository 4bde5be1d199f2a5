"""A draft whose writer is gone: she takes it along to where she works now, or somebody who receives asks her."""

from datetime import datetime

from django.db import transaction

from opsporing import anledning as anledninger
from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.frister import actions as frister
from opsporing.models import Grundlag, Tilknytning, User
from underretning import efterladt
from underretning.actions.skriv import laas, lad_forfalde, record
from underretning.fristtyper import KLADDE
from underretning.models import Underretning
from underretning.rules.tilstande import Skrivetilstand


@transaction.atomic
def tag_med(*, underretning: Underretning, by: User, nu: datetime) -> Underretning:
    """Let the writer go on with her own draft in the employment she acts under now.

    It stays in the journal of the unit where she began it: what it tells was seen there, as that unit's, and the leader
    there sees that it was sent. Only whom it is open to changes, and in the unit's name it cannot be sent any more.
    Enclosures that are no longer hers to give are told of when she sends. Taking it twice changes nothing. Raises
    Denied for anybody but the writer, while the employment it was begun in holds, and for what is no draft.
    """
    kraev(by, Permission.UNDERRETNING_SKRIV)
    laast = laas(underretning)
    if laast.skrevet_by_id == by.pk and laast.ansaettelse_id == by.ansat.pk:
        return laast
    if laast.skrevet_by_id != by.pk:
        raise Denied("Kun den, der har begyndt underretningen, kan tage den med.")
    if not efterladt.egne(by, nu).filter(pk=laast.pk).exists():
        raise Denied("Du kan skrive videre i den enhed, hvor du begyndte. Skift enhed øverst på siden.")
    foer, laast.ansaettelse = laast.ansaettelse, by.ansat
    laast.i_enhedens_navn = False
    laast.save(update_fields=["ansaettelse", "i_enhedens_navn"])
    for barn in laast.boern.select_related("anledning").order_by("pk"):
        Tilknytning.objects.filter(anledning=barn.anledning_id, ansaettelse=foer, til=None).update(til=nu)
        anledninger.aabn_for(
            anledning=barn.anledning,
            enhed=by.ansat.enhed,
            grundlag=Grundlag.UNDERRETNING,
            til=None,
            ansaettelse=by.ansat,
            by=by,
            nu=nu,
            haendelse="underretning.aabnet_for",
        )
        frister.annuller(anledning=barn.anledning_id, kode=KLADDE, nu=nu)
    lad_forfalde(laast, by=by, nu=nu)
    record("underretning.taget_med", laast, by=by, nu=nu)
    return laast


@transaction.atomic
def afslut_efterladt(*, underretning: Underretning, grund: str, by: User, nu: datetime) -> Underretning:
    """Take it off the list with what was agreed with the writer. It is put away unread; she can take it up again if she
    comes back. Done once, it stays. Raises Denied without words, and where the writer can go on herself.
    """
    kraev(by, Permission.UNDERRETNING_MODTAG)
    laast = laas(underretning)
    if laast.status == Skrivetilstand.KASSERET:
        return laast
    if not efterladt.efterladte(by, nu).filter(pk=laast.pk).exists():
        raise Denied("Den, der skriver, kan selv komme videre.")
    if not grund.strip():
        raise Denied("Skriv, hvad der er aftalt.")
    laast.status, laast.kasseret_at = Skrivetilstand.KASSERET, nu
    laast.kasseret_grund = f"Modtagelsen: {grund.strip()}"
    laast.save(update_fields=["status", "kasseret_at", "kasseret_grund"])
    for anledning_id in laast.boern.values_list("anledning_id", flat=True):
        frister.annuller(anledning=anledning_id, kode=KLADDE, nu=nu)
    record("underretning.efterladt_afsluttet", laast, by=by, nu=nu)
    return laast
