"""Overgange, visits and hand-overs: rows as the actions leave them, and many at once for numbers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from opsporing import anledning as anledninger
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.frosset import Afsnit, Frosset, Linje
from opsporing.models import Anledning, Barn, Enhed, Grundlag, User
from overgange.models import (
    Art,
    Besoeg,
    Besoegsdeltager,
    Besoegsstatus,
    Overgang,
    Overleveretdel,
    Overlevering,
    Side,
    Status,
)

DELE: Mapping[str, str] = {"udvikling": "Udvikling", "familie": "Familien"}


def overgang(barn: Barn, fra: Enhed, til: Enhed | str, start: date, *, nu: datetime, **felter: Any) -> Overgang:
    """A change of place as it is when the enrolment has been planned."""
    sted = {"til_enhed": til} if isinstance(til, Enhed) else {"til_navn": til}
    return Overgang.objects.create(
        **{
            "kommune_id": barn.kommune_id,
            "anledning": anledninger.opret(kode="overgange.overgang", enhed=fra, barn=barn, nu=nu),
            "barn": barn,
            "art": Art.DAGTILBUD_BOERNEHAVE,
            "fra_enhed": fra,
            "start_den": start,
            "oprettet_at": nu,
        }
        | sted
        | felter
    )


def kopi(titel: str, tekst: str) -> Frosset:
    """A frozen part with one answer."""
    return Frosset(titel, "Fra det sted, barnet kom fra", (Afsnit(titel, (Linje("Det skrev vi", (tekst,)),)),))


def overlevering(
    en: Overgang, *, by: User, nu: datetime, laeses_fra: date | None = None, dele: Sequence[str] = tuple(DELE)
) -> Overlevering:
    """A hand-over to the unit the child comes to, open to it from `laeses_fra` (the first day there)."""
    assert en.til_enhed is not None
    fra = laeses_fra or en.start_den
    sag = anledninger.opret(kode="overgange.overlevering", enhed=en.til_enhed, barn=en.barn, nu=nu)
    ny = Overlevering.objects.create(
        kommune_id=en.kommune_id,
        overgang=en,
        anledning=sag,
        modtager=en.til_enhed,
        laeses_fra=fra,
        overleveret_at=nu,
        overleveret_by=by,
    )
    for nr, kode in enumerate(dele, 1):
        frosset = kopi(DELE[kode], f"Delt om {DELE[kode].lower()}.")
        Overleveretdel.objects.create(
            kommune_id=en.kommune_id,
            overlevering=ny,
            nr=nr,
            del_kode=kode,
            titel=DELE[kode],
            indhold=frosset.til_data(),
            fingeraftryk=frosset.fingeraftryk,
        )
    if fra < en.start_den:
        # From its first day there the child is enrolled, and that opens the matter.
        anledninger.aabn_for(
            anledning=sag,
            enhed=en.til_enhed,
            grundlag=Grundlag.OVERGANG,
            til=lokalt_tidspunkt(en.start_den, time(0)),
            by=by,
            nu=max(lokalt_tidspunkt(fra, time(0)), nu),
            haendelse="overgange.aabnet_for",
        )
    en.status, en.overleveret_at = Status.OVERLEVERET, nu
    en.save(update_fields=["status", "overleveret_at"])
    return ny


def stop(en: Overlevering, kode: str, *, nu: datetime) -> None:
    """What a withdrawal does to a part."""
    en.dele.filter(del_kode=kode).update(stoppet_at=nu, indhold=None)


def mange_besoeg(
    fra: Enhed, art: Art, *, start: date, nu: datetime, by: User, skema: Any, udfald: Sequence[Mapping[str, Any]]
) -> list[Besoeg]:
    """One overgang with its visit for each of `udfald` (fields of Besoeg, and `familien` for whether a parent came)."""
    boern = Barn.objects.bulk_create(
        Barn(kommune_id=fra.kommune_id, fornavn=f"Barn{nr}", efternavn=art, foedt_den=start - timedelta(days=400))
        for nr in range(len(udfald))
    )
    sager = Anledning.objects.bulk_create(
        Anledning(
            kommune_id=fra.kommune_id,
            ejer_enhed_id=fra.journalenhed_id,
            barn=barn,
            kode="overgange.overgang",
            oprettet_at=nu,
        )
        for barn in boern
    )
    overgange = Overgang.objects.bulk_create(
        Overgang(
            kommune_id=fra.kommune_id,
            anledning=sag,
            barn=sag.barn,
            art=art,
            fra_enhed=fra,
            til_navn="Et sted",
            start_den=start,
            oprettet_at=nu,
        )
        for sag in sager
    )
    besoeg = Besoeg.objects.bulk_create(
        Besoeg(
            kommune_id=fra.kommune_id,
            overgang=overgang_,
            skemaversion=skema,
            oprettet_at=nu,
            **{k: v for k, v in felter.items() if k != "familien"},
            **({"afsluttet_at": nu, "afsluttet_by": by} if felter["status"] != Besoegsstatus.TILBUDT else {}),
        )
        for overgang_, felter in zip(overgange, udfald, strict=True)
    )
    Besoegsdeltager.objects.bulk_create(
        Besoegsdeltager(
            kommune_id=fra.kommune_id, besoeg=et, side=Side.FAMILIE, navn="En forælder", deltog=felter["familien"]
        )
        for et, felter in zip(besoeg, udfald, strict=True)
        if "familien" in felter
    )
    return besoeg
