"""The visit through the pages: agreed on, written in by two, ended, followed up, and fetched for a calendar."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from opsporing.adgang.permissions import Denied
from opsporing.models import Frist, Log, Person
from opsporing.samtykke import indehavere
from opsporing.spaerring import actions as spaerringer
from overgange import deltagere
from overgange.actions import besoeg as actions
from overgange.forms_besoeg import PlanForm
from overgange.fristtyper import BESOEG
from overgange.models import Art, Besoeg, Besoegsstatus, Overgang, Side, Status
from tests.cast import By
from tests.factories import overgange as lav

NAVNE = ("Alma", "Åkjær", "Merete", "Frank", "Birken", "Egern", "Egen", "6109244234")


def _url(besoeg: Besoeg, hvad: str = "") -> str:
    return reverse(f"overgange:besoeg{hvad}", args=[besoeg.pk])


def _plan(by: By, **felter: Any) -> dict[str, Any]:
    voksne = [p.pk for p in indehavere(by.alma, by.nu)]
    return {
        "den": "20-10-2026",
        "klokken": "14:30",
        "varer_minutter": "60",
        "sted": "institution",
        "moedeleder": by.leder.pk,
        "familie": voksne,
        "afgivere": [by.paedagog.pk],
        "modtagere": [by.paedagog_eg.pk],
        "andre": "Hanne Friis, tolk",
    } | felter


def _skriv(besoeg: Besoeg, by: By, **svar: str) -> None:
    alt = {"foraeldrene": "Hun er glad for bøger.", "starten_aftale": "To timer den første dag."} | svar
    actions.gem_besoeg(besoeg=besoeg, aendringer=alt, set_rev=0, by=by.paedagog, nu=by.nu)


def _koder(besoeg: Besoeg) -> list[str]:
    return list(
        Log.objects.filter(anledning=str(besoeg.overgang.anledning_id))
        .order_by("pk")
        .values_list("haendelse", flat=True)
    )


def test_besoeget_aftales_og_kan_flyttes(by: By, besoeg: Besoeg, log_ind: Callable[..., Client]) -> None:
    klient = log_ind(by.paedagog)
    svar = klient.post(_url(besoeg, "_planlaeg"), _plan(by))
    assert svar.status_code == 302
    besoeg.refresh_from_db()
    assert (besoeg.status, besoeg.sted, besoeg.moedeleder) == ("aftalt", "institution", by.leder)
    assert besoeg.planlagt_at.isoformat() == "2026-10-20T12:30:00+00:00"  # type: ignore[union-attr]
    assert sorted(besoeg.deltagere.values_list("side", "navn", "rolle")) == [
        ("afgiver", "", ""),
        ("anden", "Hanne Friis", "tolk"),
        ("familie", "Frank Åkjær", "forælder"),
        ("familie", "Merete Åkjær", "forælder"),
        ("modtager", "", ""),
    ]
    raekker = {d.pk for d in besoeg.deltagere.filter(side=Side.FAMILIE)}
    side = klient.get(_url(besoeg, "_planlaeg")).content.decode()
    assert "2026-10-20" in side
    assert "Hanne Friis, tolk" in side
    assert klient.post(_url(besoeg, "_planlaeg"), _plan(by, den="22-10-2026", andre="")).status_code == 302
    besoeg.refresh_from_db()
    assert besoeg.planlagt_at.day == 22  # type: ignore[union-attr]
    assert {d.pk for d in besoeg.deltagere.filter(side=Side.FAMILIE)} == raekker
    assert not besoeg.deltagere.filter(side=Side.ANDEN).exists()
    assert _koder(besoeg).count("overgange.besoeg_planlagt") == 2


def test_hver_foraelder_faar_sin_invitation(by: By, besoeg: Besoeg, log_ind: Callable[..., Client]) -> None:
    klient = log_ind(by.paedagog)

    def brev(person: Person) -> str:
        return reverse("overgange:besoeg_invitation", args=[besoeg.pk, person.pk])

    def tekst(person: Person) -> str:
        pdf = PdfReader(BytesIO(klient.get(brev(person)).content))
        assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
        return "\n".join(blad.extract_text() for blad in pdf.pages)

    assert klient.get(brev(by.mor)).status_code == 403
    klient.post(_url(besoeg, "_planlaeg"), _plan(by))
    side = klient.get(_url(besoeg)).text
    assert brev(by.mor) in side
    assert brev(by.far) in side
    laest = tekst(by.mor)
    for ord_ in ("Kære Merete", "Alma", "20. oktober 2026", "Egen", "Hanne Friis, tolk", "Frank Åkjær", by.leder.navn):
        assert ord_ in laest, ord_
    for ord_ in ("610924", "610190", "Kære Frank", "Merete Åkjær"):
        assert ord_ not in laest, ord_
    # What is protected is told by mouth: not where they meet, not where she begins, and no other parent.
    Person.objects.filter(pk=by.far.pk).update(beskyttet=True)
    laest = tekst(by.mor)
    assert "Det fortæller vi dig mundtligt" in laest
    for ord_ in ("Egen", "Frank", "Hanne"):
        assert ord_ not in laest, ord_
    # Nor who leads, when it is somebody from where she begins.
    Besoeg.objects.filter(pk=besoeg.pk).update(moedeleder=by.paedagog_eg)
    assert by.leder.navn in laest
    assert by.paedagog_eg.navn not in tekst(by.mor)
    Besoeg.objects.filter(pk=besoeg.pk).update(moedeleder=by.leder)
    assert klient.get(brev(by.bos_mor)).status_code == 404
    # Who only takes part does not write to parents.
    assert log_ind(by.paedagog_eg).get(brev(by.mor)).status_code == 403
    assert _koder(besoeg).count("overgange.invitation_udskrevet") == 3
    spaerringer.saet(anledning=besoeg.overgang.anledning, grund="mistanke", gennemses_om_dage=14, by=by.leder, nu=by.nu)
    assert klient.get(brev(by.mor)).status_code == 403


def test_en_forkert_aftale_mister_intet(by: By, besoeg: Besoeg, log_ind: Callable[..., Client]) -> None:
    svar = log_ind(by.paedagog).post(_url(besoeg, "_planlaeg"), _plan(by, den="", andre="Hanne 610924-4234"))
    tekst = svar.content.decode()
    assert svar.status_code == 422
    assert "Vælg en dato." in tekst
    assert "CPR-numre hører ikke til her" in tekst
    assert "Hanne 610924-4234" in tekst
    besoeg.refresh_from_db()
    assert besoeg.status == "tilbudt"


def test_moedelederen_er_den_kommunen_har_valgt(by: By, overgang: Overgang) -> None:
    assert list(deltagere.moedeledere(overgang, by.nu)) == [by.leder]
    hjemmefra = lav.overgang(by.gro, by.nord, by.ulv, date(2026, 12, 1), nu=by.nu, art=Art.HJEM_DAGTILBUD)
    # The health visitor of the child's own district, and not those of the others.
    assert list(deltagere.moedeledere(hjemmefra, by.nu)) == [by.sundhedsplejerske]
    assert deltagere.moedelederord(hjemmefra) == "sundhedsplejerske"
    # To a dagplejer it is the one of dagplejen (Hedensted), and the meeting is at the dagplejer's.
    til_inga = lav.overgang(by.bo, by.nord, by.inga, date(2026, 12, 1), nu=by.nu, art=Art.HJEM_DAGTILBUD)
    assert list(deltagere.moedeledere(til_inga, by.nu)) == [by.dagplejekonsulent]
    form = PlanForm(besoeg=actions.tilbyd(overgang=til_inga, nu=by.nu), voksne=[], nu=by.nu, by=by.sundhedsplejerske)
    assert form.initial["sted"] == "dagplejer"
    fra_dagpleje = lav.overgang(by.finn, by.inga, by.ulv, date(2026, 12, 1), nu=by.nu)
    # Dagplejen has no leader of that role: the one of the place the child comes to.
    assert list(deltagere.moedeledere(fra_dagpleje, by.nu)) == [by.leder2]
    til_skole = lav.overgang(by.finn, by.inga, "Skovskolen", date(2026, 12, 1), nu=by.nu)
    assert set(deltagere.moedeledere(til_skole, by.nu)) == {by.dagplejer, by.dagplejekonsulent}
    assert list(deltagere.modtagere(til_skole, by.nu)) == []


def test_to_skriver_i_samme_felt_og_ingen_mister_noget(by: By, besoeg: Besoeg, log_ind: Callable[..., Client]) -> None:
    def gem(klient: Client, tekst: str, side: str) -> Any:
        return klient.post(
            _url(besoeg, "_gem"),
            json.dumps({"rev": 0, "klient": side, "felter": {"foraeldrene": tekst}}),
            content_type="application/json",
        )

    pia, per = log_ind(by.paedagog), log_ind(by.paedagog2)
    assert gem(pia, "Hun sover godt.", "a").json()["konflikter"] == []
    assert gem(per, "Hun spiser alt.", "b").json()["konflikter"] == ["foraeldrene"]
    besoeg.refresh_from_db()
    assert besoeg.svar["foraeldrene"] == "Hun sover godt."
    konflikt = besoeg.konflikter[0]["id"]
    # Nothing is ended while two texts stand against each other.
    assert (
        pia.post(_url(besoeg), {"rev": "2", "handling": "afslut", "foraeldrene": "Hun sover godt."}).status_code == 422
    )
    svar = per.post(_url(besoeg, "_loes"), {"konflikt": konflikt, "loesning": "begge"})
    assert svar["Location"] == _url(besoeg)
    besoeg.refresh_from_db()
    assert besoeg.svar["foraeldrene"] == "Hun sover godt.\n\nHun spiser alt."
    assert "overgange.besoeg_konflikt_loest" in _koder(besoeg)


def test_et_holdt_besoeg_afsluttes_med_dem_der_kom(by: By, besoeg: Besoeg, log_ind: Callable[..., Client]) -> None:
    klient = log_ind(by.paedagog)
    klient.post(_url(besoeg, "_planlaeg"), _plan(by))
    _skriv(besoeg, by)
    kom = [str(d.pk) for d in besoeg.deltagere.filter(side__in=[Side.FAMILIE, Side.AFGIVER])][:2]
    svar = klient.post(_url(besoeg, "_afslut"), {"udfald": "holdt", "holdt_den": "20-10-2026", "deltog": kom})
    assert svar.status_code == 422
    assert "Dagen er ikke kommet endnu." in svar.content.decode()
    svar = klient.post(
        _url(besoeg, "_afslut"), {"udfald": "holdt", "holdt_den": "14-10-2026", "deltog": kom, "foelg_op": "on"}
    )
    besoeg.refresh_from_db()
    assert (besoeg.status, besoeg.holdt_den, besoeg.afsluttet_by) == ("holdt", date(2026, 10, 14), by.paedagog)
    assert set(besoeg.deltagere.filter(deltog=True).values_list("pk", flat=True)) == {int(pk) for pk in kom}
    assert not besoeg.deltagere.filter(deltog=None).exists()
    opfoelgning = Besoeg.objects.get(overgang=besoeg.overgang, nr=2)
    assert svar["Location"] == _url(opfoelgning)
    frist = Frist.objects.aabne().get(anledning=besoeg.overgang.anledning, kode="overgange.moede")
    assert frist.forfalder_at.date() == date(2027, 1, 30)
    læst = klient.get(_url(besoeg)).content.decode()
    assert "Hun er glad for bøger." in læst
    assert "Se det opfølgende møde" in læst
    with pytest.raises(Denied):
        actions.gem_besoeg(besoeg=besoeg, aendringer={"kan": "x"}, set_rev=9, by=by.paedagog, nu=by.nu)


def test_referatet_skal_vaere_der_naar_besoeget_er_holdt(
    by: By, besoeg: Besoeg, log_ind: Callable[..., Client]
) -> None:
    svar = log_ind(by.paedagog).post(_url(besoeg, "_afslut"), {"udfald": "holdt", "holdt_den": "14-10-2026"})
    tekst = svar.content.decode()
    assert svar.status_code == 422
    assert "Referatet mangler" in tekst
    assert "Hvad er aftalt om starten?" in tekst
    besoeg.refresh_from_db()
    assert besoeg.status == "tilbudt"


@pytest.mark.parametrize("udfald", ["afslaaet", "ikke_muligt"])
def test_et_nej_har_en_grund_og_kan_blive_et_ja(
    by: By, besoeg: Besoeg, log_ind: Callable[..., Client], udfald: str
) -> None:
    klient = log_ind(by.paedagog)
    svar = klient.post(_url(besoeg, "_afslut"), {"udfald": udfald, "grund": " "})
    assert svar.status_code == 422
    assert klient.post(_url(besoeg, "_afslut"), {"udfald": udfald, "grund": "De kender stedet."}).status_code == 302
    besoeg.refresh_from_db()
    assert (besoeg.status, besoeg.grund) == (udfald, "De kender stedet.")
    assert "Aftal besøget alligevel" in klient.get(_url(besoeg)).content.decode()
    assert klient.post(_url(besoeg, "_planlaeg"), _plan(by)).status_code == 302
    besoeg.refresh_from_db()
    assert (besoeg.status, besoeg.grund, besoeg.afsluttet_at) == ("aftalt", "", None)


def test_fristen_naas_og_kommer_igen(by: By, besoeg: Besoeg) -> None:
    from opsporing.frister import actions as frister

    sag = besoeg.overgang.anledning
    frister.opret(kode=BESOEG, anledning=sag, enhed=by.egern, forfalder=date(2026, 10, 18), nu=by.nu)
    nej = actions.Udfald(Besoegsstatus.AFSLAAET, grund="Nej tak.")
    actions.afslut_besoeg(besoeg=besoeg, udfald=nej, by=by.paedagog, nu=by.nu)
    assert not Frist.objects.aabne().filter(anledning=sag).exists()
    aftale = actions.Aftale(by.nu + timedelta(days=6), 60, "hjemme", by.leder, [])
    actions.planlaeg_besoeg(besoeg=besoeg, aftale=aftale, by=by.paedagog, nu=by.nu)
    frist = Frist.objects.aabne().get(anledning=sag)
    assert frist.forfalder_at.date() == date(2026, 10, 20)


def test_kalenderfilen_siger_intet_om_barnet(by: By, besoeg: Besoeg, log_ind: Callable[..., Client]) -> None:
    klient = log_ind(by.paedagog)
    assert klient.get(_url(besoeg, "_kalender")).status_code == 403
    klient.post(_url(besoeg, "_planlaeg"), _plan(by, sted="hjemme"))
    svar = klient.get(_url(besoeg, "_kalender"))
    assert svar["Content-Type"] == "text/calendar; charset=utf-8"
    tekst = svar.content.decode()
    assert "DTSTART:20261020T123000Z" in tekst
    assert "hjemme" not in tekst
    for navn in (*NAVNE, by.paedagog.navn, by.leder.navn):
        assert navn not in tekst
    # The address in it opens nothing without a sign-in.
    adresse = tekst.replace("\r\n ", "").split("URL:")[1].split("\r\n")[0]
    assert Client().get(adresse).status_code == 302
    assert _koder(besoeg)[-1] == "overgange.kalender_hentet"


def test_kun_det_sted_barnet_forlader_kan_aabne_det(by: By, besoeg: Besoeg, log_ind: Callable[..., Client]) -> None:
    for navn, ventet in {"paedagog": 200, "leder": 200, "paedagog_eg": 404, "leder2": 404, "forvaltning": 403}.items():
        for hvad in ("", "_planlaeg", "_afslut"):
            assert log_ind(by.bruger[navn]).get(_url(besoeg, hvad)).status_code == ventet, (navn, hvad)
    assert log_ind(by.naboby.leder).get(_url(besoeg)).status_code == 404


def test_en_aflyst_overgang_har_intet_besoeg_at_holde(by: By, besoeg: Besoeg) -> None:
    Overgang.objects.filter(pk=besoeg.overgang_id).update(status=Status.AFLYST, aflyst_at=by.nu)
    with pytest.raises(Denied, match="aflyst"):
        _skriv(besoeg, by)


def test_de_syv_kompetencer_kun_hvor_kommunen_bruger_dem(
    by: By, besoeg: Besoeg, log_ind: Callable[..., Client]
) -> None:
    klient = log_ind(by.paedagog)
    assert "Robusthed" not in klient.get(_url(besoeg)).content.decode()
    profil = by.kommune.profil
    type(profil).objects.create(
        kommune=by.kommune, nr=profil.nr + 1, data=profil.data | {"overgang_kompetencer": True}, oprettet_at=by.nu
    )
    ny = type(profil).objects.latest("nr")
    type(by.kommune).objects.filter(pk=by.kommune.pk).update(profil=ny)
    side = klient.get(_url(besoeg)).content.decode()
    for ord_ in ("Robusthed", "Automatisering", "Behovsudsættelse", "Nysgerrighed", "Vedholdenhed"):
        assert ord_ in side


def test_siden_koster_det_samme_med_mange_deltagere(
    by: By, besoeg: Besoeg, log_ind: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    klient = log_ind(by.paedagog)
    klient.post(_url(besoeg, "_planlaeg"), _plan(by, andre="\n".join(f"Person {nr}, rolle" for nr in range(10))))
    klient.get(_url(besoeg))
    with django_assert_max_num_queries(19):
        klient.get(_url(besoeg))
