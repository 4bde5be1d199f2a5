"""The leader's page put together: the four numbers, whom and what to follow, and the picture of the rounds."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from opsporing import dansk
from opsporing.fristtyper import HANDLING_OPFOELGNING, HANDLING_UDEN_ANSVARLIG
from opsporing.grafer import Stak, Stakket
from opsporing.overblik import lederen
from opsporing.overblik.lederen import Overblik, Rundetal
from opsporing.overblik.lederens_boern import hvad_falder
from opsporing.profil import Praksisprofil
from opsporing.tid import dato


def tal(o: Overblik) -> list[dict[str, Any]]:
    """The four numbers, as `_components/tal.html` wants them."""
    mangler = len(o.kalder) - o.med_aftale
    linjer: list[dict[str, Any]] = [
        {
            "tal": o.overskredet.antal,
            "hvad": "opgave er over tiden" if o.overskredet.antal == 1 else "opgaver er over tiden",
            "note": _sene_ord(o),
            "url": reverse("leder_forsinket"),
            "forsinket": o.overskredet.antal > 0,
        }
    ]
    if o.daekning:
        linjer.append(
            {
                "tal": o.daekning.faelles,
                "af": o.daekning.antal,
                "hvad": "fælles vurderinger er færdige",
                "note": f"runden lukker {dansk.kort_dato(o.daekning.lukker[0])}",
                "url": reverse("leder_daekning"),
            }
        )
    antal = len(o.faldende)
    linjer.append(
        {
            "tal": antal,
            "hvad": f"{'barn' if antal == 1 else 'børn'} med faldende trivsel",
            "note": "to gange i træk",
            "url": reverse("leder_faldende"),
        }
    )
    linjer.append(
        {
            "tal": o.med_aftale,
            "af": len(o.kalder),
            "hvad": "har en aftale, når der er behov",
            "note": _aftaleord(len(o.kalder), mangler),
            "url": reverse("leder_aftaler"),
        }
    )
    return linjer


def _aftaleord(behov: int, mangler: int) -> str:
    if not behov:
        return "ingen har brug for en nu"
    return f"{mangler} mangler den første aftale" if mangler else "alle har en"


ORD = {
    "trivsel.egen": ("egen vurdering", "egne vurderinger"),
    "trivsel.faelles": ("fælles vurdering", "fælles vurderinger"),
    "trivsel.orientering": ("orientering", "orienteringer"),
    "trivsel.resultat": ("samtale med forældre", "samtaler med forældre"),
    "trivsel.handling": ("første aftale", "første aftaler"),
    HANDLING_OPFOELGNING: ("opfølgning", "opfølgninger"),
    HANDLING_UDEN_ANSVARLIG: ("aftale, ingen kan sørge for", "aftaler, ingen kan sørge for"),
    "adbb.orientering": ("orientering", "orienteringer"),
    "adbb.screening": ("ADBB", "ADBB"),
    "adbb.gentag": ("gentagelse af ADBB", "gentagelser af ADBB"),
    "adbb.team": ("sag i teamet", "sager i teamet"),
    "adbb.resultat": ("samtale efter ADBB", "samtaler efter ADBB"),
    "adbb.handling": ("aftale efter teamet", "aftaler efter teamet"),
}


def _sene_ord(o: Overblik) -> str:
    """`2 opfølgninger, 1 fælles vurdering`, the most frequent first."""
    pr_slags = sorted(lederen.samlet_antal(o.overskredet).items(), key=lambda par: (-par[1], par[0]))
    dele = [f"{n} {ORD[kode][n != 1]}" if kode in ORD else f"{n} andet" for kode, n in pr_slags]
    return ", ".join(dele[:3]) if dele else "alt er nået"


def foelg(o: Overblik) -> list[dict[str, Any]]:
    """The lines of »Følg med her«: falling children by name, then what is late, then who is not informed."""
    linjer: list[dict[str, Any]] = []
    for f in [f for f in o.faldende if f.barn in o.boern][: lederen.NAVNE_VIST]:
        fulgt, aftale = o.boern[f.barn], o.aftaler[f.barn]
        linjer.append(
            {
                "slags": "falder",
                "navn": fulgt.barn.navn,
                "stue": fulgt.stue,
                "url": reverse("barn", args=[f.barn]),
                "tekst": hvad_falder(f),
                "aftale": f"følges op {dansk.kort_dato_aar(aftale.naeste)}" if aftale.naeste else "",
                "mangler": "" if aftale.har else "ingen aftale endnu",
            }
        )
    flere = len(o.faldende) - lederen.NAVNE_VIST
    if flere > 0:
        tekst = f"{flere} børn til med faldende trivsel" if flere > 1 else "1 barn til med faldende trivsel"
        linjer.append({"slags": "falder", "navn": tekst, "url": reverse("leder_faldende")})
    return linjer + _foelg_opgaver(o)


def _foelg_opgaver(o: Overblik) -> list[dict[str, Any]]:
    linjer = []
    kode = HANDLING_OPFOELGNING
    if antal := o.overskredet.pr_kode.get(kode):
        steder = o.overskredet.pr_stue[kode][:3]
        linjer.append(
            {
                "slags": "sen",
                "navn": f"{antal} {ORD[kode][antal != 1]} er over tiden",
                "url": f"{reverse('leder_forsinket')}?slags={kode}",
                "tekst": ", ".join(f"{navn} siden {dansk.kort_dato(dato(siden))}" for navn, siden in steder),
            }
        )
    uden = o.ikke_orienterede
    if uden:
        antal = len(uden)
        vist = [f"{f.barn.navn}, {f.stue}" for f in uden[:2]]
        rest = [f"{antal - 2} til"] if antal > 2 else []
        linjer.append(
            {
                "slags": "sen",
                "navn": "1 barns forældre er ikke orienteret"
                if antal == 1
                else f"{antal} børns forældre er ikke orienteret",
                "url": f"{reverse('leder_daekning')}?vis=orientering",
                "tekst": " · ".join([*vist, *rest]),
            }
        )
    return linjer


def graf(runder: Sequence[Rundetal], profil: Praksisprofil) -> Stakket | None:
    """Positions round by round; an open one stands out. None before there is one."""
    if not runder:
        return None
    return Stakket(
        id="runder",
        titel="Samlet placering, runde for runde",
        ordene=profil.positioner,
        farver=profil.farver,
        raekker=[Stak(r.label, r.samlet, fed=r.aaben) for r in runder],
    )
