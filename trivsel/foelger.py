"""What follows of a vurdering as a list of duties: done, to do, or resting because the parents must not be told."""

from dataclasses import dataclass, replace

from django.urls import reverse

from opsporing import dansk
from opsporing.adgang.permissions import Permission, har
from opsporing.models import Barn, Emne, Frist, Handling, Maade, Orientering, User
from opsporing.spaerring.actions import er_spaerret
from opsporing.tid import dato
from trivsel import handleguide
from trivsel.actions.faelles import profil_for_vurdering
from trivsel.models import Vurdering
from trivsel.rules.forloeb import Pligtkode, maa_sendes_skriftligt


@dataclass(frozen=True, slots=True)
class Pligtlinje:
    """A duty or a piece of advice as the page lists it; `kode` is a state of work."""

    kode: str
    hvad: str
    mere: str
    url: str = ""
    knap: str = ""
    link: bool = False


@dataclass(frozen=True, slots=True)
class Foelger:
    """The duties, the rest of the guide's advice, and whether the matter is kept from the parents."""

    pligter: list[Pligtlinje]
    raad: list[handleguide.Skridt]
    hjaelp: str
    spaerret: bool
    handlinger: list[Handling]
    #: Whether the parents may have the result in writing; until then a print is for the talk alone.
    paa_skrift: bool

    def til_laesning(self) -> "Foelger":
        """The same for somebody who may read the matter and do nothing about it: without addresses and buttons."""
        return replace(self, pligter=[replace(p, url="", knap="") for p in self.pligter])


def foelger(vurdering: Vurdering, position: str) -> Foelger:
    """The list for a position, chosen or final. What has been done is read from the pillars, not from own flags."""
    anledning_id = vurdering.anledning_id
    frister = {f.kode: f for f in Frist.objects.filter(anledning=anledning_id, annulleret_at=None)}
    handlinger = list(
        Handling.objects.filter(anledning=anledning_id).select_related("ansvarlig").order_by("oprettet_at")
    )
    fortalt = list(
        Orientering.objects.filter(anledning=anledning_id, emne=Emne.RESULTAT, fortrudt_at=None, maade=Maade.MUNDTLIGT)
        .select_related("person")
        .order_by("givet_den")
    )
    spaerret = er_spaerret(anledning_id)
    talt = {Pligtkode.FORAELDRE_MUNDTLIGT} if _alle_ved_det(fortalt, frister.get("trivsel.resultat")) else set()
    skridt = handleguide.skridt(position, vurdering.arena, profil_for_vurdering(vurdering))
    linjer = []
    for s in skridt:
        if s.kode == "handling":
            linjer.append(_handling(s, handlinger, frister.get("trivsel.handling"), anledning_id))
        elif s.kode == "foraeldre" and position != "groen":
            linjer.append(_foraeldre(s, fortalt, frister.get("trivsel.resultat"), spaerret, vurdering))
        elif s.kode == "overgreb":
            linjer.append(_overgreb(s, vurdering))
    brugt = {"handling", "overgreb"} | ({"foraeldre"} if position != "groen" else set())
    return Foelger(
        pligter=linjer,
        raad=[s for s in skridt if s.kode not in brugt],
        hjaelp=handleguide.hjaelp(position),
        spaerret=spaerret,
        handlinger=handlinger,
        paa_skrift=position == "groen" or maa_sendes_skriftligt(talt, foraeldre_maa_ikke_orienteres=spaerret),
    )


def _alle_ved_det(fortalt: list[Orientering], frist: Frist | None) -> bool:
    return bool(fortalt) and (frist is None or frist.opfyldt_at is not None)


def underret_om(user: User, vurdering: Vurdering, position: str) -> Barn | None:
    """The child, where the position is one that makes those who know it ask whether the municipality must be told, and
    the user is one who can write it.
    """
    return vurdering.barn if position in {"gul", "roed"} and har(user, Permission.UNDERRETNING_SKRIV) else None


def _senest(frist: Frist | None, skridt: handleguide.Skridt) -> str:
    if frist:
        # A short month ends with a full stop of its own.
        return f"Senest {dansk.kort_dato(dato(frist.forfalder_at)).removesuffix('.')}."
    return f"Inden for {skridt.dage} dage." if skridt.dage else "I dag."


def _handling(
    skridt: handleguide.Skridt, handlinger: list[Handling], frist: Frist | None, anledning_id: int
) -> Pligtlinje:
    url = reverse("handling:opret", args=[anledning_id])
    if not handlinger:
        return Pligtlinje("none", skridt.titel, f"{skridt.forklaring} {_senest(frist, skridt)}", url, "Aftal")
    sidste = handlinger[-1]
    hvad, hvornaar = sidste.hvad.rstrip("."), dansk.kort_dato(sidste.opfoelgning_den)
    mere = f"{hvad} · {sidste.ansvarlig.fornavn} · følges op {hvornaar}"
    if len(handlinger) > 1:
        mere = f"{dansk.antal(len(handlinger), 'aftale', 'aftaler')}, senest: {mere}"
    return Pligtlinje("done", skridt.titel, mere, url, "Tilføj en til", link=True)


def _foraeldre(
    skridt: handleguide.Skridt, fortalt: list[Orientering], frist: Frist | None, spaerret: bool, vurdering: Vurdering
) -> Pligtlinje:
    if spaerret:
        return Pligtlinje(
            "stop",
            "Forældrene må ikke orienteres",
            "Der er mistanke eller tvivl om overgreb. Tal ikke med dem om det her, før myndigheden har sagt til.",
        )
    url = reverse("orientering:resultat", args=[vurdering.anledning_id])
    if _alle_ved_det(fortalt, frist):
        navne = dansk.opregning([o.person.fornavn for o in fortalt])
        return Pligtlinje(
            "done", skridt.titel, f"{navne}, {dansk.kort_dato(fortalt[-1].givet_den)}", url, "Se", link=True
        )
    if vurdering.afsluttet_at is None:
        return Pligtlinje("none", skridt.titel, f"{skridt.forklaring} Samtalen noteres, når vurderingen er afsluttet.")
    return Pligtlinje("none", skridt.titel, f"{skridt.forklaring} {_senest(frist, skridt)}", url, "Notér samtalen")


def _overgreb(skridt: handleguide.Skridt, vurdering: Vurdering) -> Pligtlinje:
    if vurdering.svar.get("overgreb") and vurdering.svar.get("overgreb_hvorfor"):
        return Pligtlinje("done", skridt.titel, "Svaret står i vurderingen og kommer ikke med på udskriften.")
    return Pligtlinje("none", skridt.titel, skridt.forklaring, "#id_overgreb", "Svar")
