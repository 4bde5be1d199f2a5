"""The includes that pages are put together from."""

from datetime import date

from django.template.loader import render_to_string

from opsporing import dansk
from opsporing.templatetags.dkfds import Fejllinje
from tests.support.html import laes, med_klasse, tekst, ved_id


def vis(navn, /, **context):
    return laes(render_to_string(f"_components/{navn}.html", context))


H = dansk.hvornaar(date(2026, 11, 16), date(2026, 11, 17))


def test_kun_den_naeste_opgave_har_den_fyldte_knap():
    foerste = vis("opgave", h=H, hvad="Følg op", url="/a/", knap="Følg op", naeste=True)
    anden = vis("opgave", h=H, hvad="Følg op", url="/a/", knap="Følg op")
    assert med_klasse(foerste, "button-primary")
    assert not med_klasse(foerste, "button-secondary")
    assert med_klasse(anden, "button-secondary")
    assert not med_klasse(anden, "button-primary")


def test_opgavens_knap_siger_hvad_den_gaelder():
    (knap,) = vis("opgave", h=H, hvad="Billedkort", barn="Oskar Friis", url="/a/", knap="Følg op").iter("a")
    assert tekst(knap) == "Følg op: Billedkort, Oskar Friis"


def test_forsinkelse_siges_med_ord_og_ikke_kun_farve():
    (sent,) = med_klasse(vis("opgave", h=H, hvad="x"), "ops-late")
    assert tekst(sent) == "1 dag over"


def test_gjort_pligt_siger_det_ogsaa_til_skaermlaeser():
    assert "(gjort)" in tekst(vis("pligt", kode="done", hvad="Mindst én aftale"))


def test_tal_uden_liste_er_ikke_et_link():
    assert not list(vis("tal", tal=3, hvad="er over tiden").iter("a"))
    (link,) = vis("tal", tal=3, af=5, hvad="er færdige", url="/x/").iter("a")
    assert tekst(link) == "3 af 5er færdige"


def test_tegn_er_almindelige_radioknapper_med_navn_paa_gruppen():
    svar = [{"vaerdi": str(n), "tekst": f"udsagn {n}"} for n in (1, 2, 3)] + [
        {"vaerdi": "0", "tekst": "Ikke set endnu", "uset": True, "hvem": ["Maja"]}
    ]
    doc = vis("tegn", id="t1", navn="leg", titel="Deltager i leg", svar=svar, valgt="2", mangler=True)
    (gruppe,) = [e for e in doc.iter() if e.get("role") == "radiogroup"]
    assert tekst(ved_id(doc, gruppe.get("aria-labelledby"))).startswith("Deltager i leg")
    knapper = list(gruppe.iter("input"))
    assert [k.get("value") for k in knapper] == ["1", "2", "3", "0"]
    assert [k.get("value") for k in knapper if k.get("checked") is not None] == ["2"]
    assert len({k.get("id") for k in knapper}) == 4
    assert "Mangler et svar" in tekst(gruppe)


def test_fejlopsummering_linker_til_felterne():
    fejl = [Fejllinje("id_navn", "Navn", "Skal udfyldes."), Fejllinje("", "", "Perioderne overlapper.")]
    doc = vis("fejlopsummering", fejl=fejl)
    assert [(a.get("href"), tekst(a)) for a in doc.iter("a")] == [("#id_navn", "Navn: Skal udfyldes.")]
    assert "Perioderne overlapper." in tekst(doc)


def test_ingen_fejl_giver_ingen_opsummering():
    assert not tekst(vis("fejlopsummering", fejl=[]))


def test_fejl_og_advarsler_laeses_straks_resten_naar_der_er_ro():
    roller = {s: med_klasse(vis("besked", slags=s, tekst="x"), "alert")[0].get("role") for s in ("error", "warning")}
    roller |= {s: med_klasse(vis("besked", slags=s, tekst="x"), "alert")[0].get("role") for s in ("success", "info")}
    assert roller == {"error": "alert", "warning": "alert", "success": "status", "info": "status"}


def test_trin_marker_hvor_man_er():
    doc = vis("trin", trin=[{"label": "A", "url": "/a/", "tilstand": "done"}, {"label": "B", "tilstand": "current"}])
    (her,) = [e for e in doc.iter() if e.get("aria-current") == "step"]
    assert tekst(her) == "2 B"
    assert "(færdig)" in tekst(doc)


def test_tidslinjens_dage_kan_laeses_af_maskiner():
    doc = vis("tidslinje", punkter=[{"dag": date(2026, 11, 12), "titel": "Samtale", "url": "/s/"}])
    assert [t.get("datetime") for t in doc.iter("time")] == ["2026-11-12"]
    assert tekst(next(doc.iter("a"))) == "Læs: Samtale"
