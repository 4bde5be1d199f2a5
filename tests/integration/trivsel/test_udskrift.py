"""What the parents get on paper: what was seen and agreed, and nothing of the notes of those who saw it."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from opsporing.handlinger import actions as handlinger
from opsporing.models import Maade
from opsporing.orientering import actions as orientering
from tests.cast import By
from trivsel.actions import egne, faelles
from trivsel.faelles import POSITION, STEDER, stilling
from trivsel.models import EgenVurdering, Vurdering

TIL_FORAELDRE = {
    "talt_om": "Hun venter ved lågen, til en voksen kommer.",
    "barnets_perspektiv": "Peger på døren og siger mor.",
    "andre_forklaringer": "Lillebror er lige kommet.",
}
INTERNT = {"overgreb": "intet_peger", "overgreb_hvorfor": "Hun er glad ved gensyn."}
KOMMENTAR = "Jeg er i tvivl om hørelsen."


def test_it_holds_what_was_agreed_and_nothing_internal(
    by: By, client: Client, vurdering: Vurdering, besvar: Callable[..., EgenVurdering]
) -> None:
    koder = [felt.kode for felt in egne.tegn_felter(EgenVurdering(vurdering=vurdering))]
    for user in (by.paedagog, by.paedagog2):
        besvar(vurdering, user, **dict.fromkeys(koder[:3], "gul"), kommentar=KOMMENTAR, styrker="Synger gerne.")
    staar = stilling(vurdering, faelles.faerdige_egne(vurdering))
    svar = {POSITION + sted: staar.foreslaaet(sted) for sted in STEDER} | TIL_FORAELDRE | INTERNT
    faelles.begynd_faelles(vurdering=vurdering, by=by.paedagog, nu=by.nu)
    faelles.gem_faelles(vurdering=vurdering, aendringer=svar, set_rev=0, by=by.paedagog, nu=by.nu)
    faelles.afslut_faelles(vurdering=vurdering, by=by.paedagog, nu=by.nu)
    aftalt = handlinger.opret(
        anledning=vurdering.anledning,
        hvad="En voksen går med i legen.",
        ansvarlig=by.paedagog,
        opfoelgning_den=by.nu.date() + timedelta(days=14),
        by=by.paedagog,
        nu=by.nu,
    )
    om_to_uger = by.nu + timedelta(days=14)
    handlinger.foelg_op(
        handling=aftalt,
        virkning="delvist",
        tekst="Kun om formiddagen.",
        naeste_den=date(2026, 12, 1),
        by=by.paedagog,
        nu=om_to_uger,
    )

    client.force_login(by.paedagog)
    side = reverse("trivsel:vurdering", args=[vurdering.pk])
    foerst = "Giv eller send den ikke, før I har talt sammen."
    assert foerst in client.get(side).content.decode()
    orientering.registrer_resultat(
        anledning=vurdering.anledning,
        trin="",
        personer=[m.person for m in by.barn.foraeldremyndigheder.filter(til=None)],
        maade=Maade.MUNDTLIGT,
        givet_den=by.nu.date(),
        by=by.paedagog,
        nu=by.nu,
    )
    assert foerst not in client.get(side).content.decode()
    svar_ = client.get(reverse("trivsel:udskriv", args=[vurdering.pk]))
    assert (svar_.status_code, svar_["Content-Type"]) == (200, "application/pdf")
    papir = PdfReader(BytesIO(svar_.content))
    assert papir.trailer["/Root"]["/MarkInfo"]["/Marked"] and papir.trailer["/Root"]["/Lang"] == "da"
    tekst = " ".join(" ".join(side.extract_text() for side in papir.pages).split())
    for ventet in (*TIL_FORAELDRE.values(), "Synger gerne.", "En voksen går med i legen.", "Det hjalp noget"):
        assert ventet in tekst, ventet
    skjult = (KOMMENTAR, INTERNT["overgreb_hvorfor"], "overgreb", "Kun om formiddagen.", by.barn.cpr or "?")
    for ordet in (*skjult, by.paedagog2.navn, "Forslag"):
        assert ordet.lower() not in tekst.lower(), ordet
