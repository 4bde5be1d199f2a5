"""The numbers of overgange: for the leader of a place, for the municipality, on paper and as a file."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from opsporing.models import Log, Skemaversion
from overgange.models import Art, Overgang, Status
from tests.cast import By
from tests.factories import overgange as lav

MED = {"status": "holdt", "holdt_den": date(2026, 9, 20), "familien": True}
UDEN = {"status": "holdt", "holdt_den": date(2026, 9, 20), "familien": False}
NEJ = {"status": "afslaaet", "grund": "Nej tak."}
TILBUDT = {"status": "tilbudt"}


def _mange(by: By, art: Art, start: date, udfald: list[dict[str, Any]]) -> None:
    skema = Skemaversion.objects.get(skema__kode="overgangsbesoeg", skema__kommune=None)
    lav.mange_besoeg(by.egern, art, start=start, nu=by.nu, by=by.paedagog, skema=skema, udfald=udfald)


def _hedensted(by: By, start: date) -> None:
    """565 visits of three kinds, of which 88, 86 and 99 % are held with the family."""
    _mange(by, Art.HJEM_DAGTILBUD, start, [*[MED] * 176, *[NEJ] * 20, *[UDEN] * 4])
    _mange(by, Art.DAGTILBUD_BOERNEHAVE, start, [*[MED] * 172, *[NEJ] * 8, *[TILBUDT] * 20])
    _mange(by, Art.BOERNEHAVE_SKOLE, start, [*[MED] * 163, *[NEJ] * 2])


@pytest.fixture
def hedensted(by: By) -> None:
    _hedensted(by, date(2026, 10, 1))


def test_lederen_ser_88_86_og_99_procent(
    by: By, hedensted: None, log_ind: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    klient = log_ind(by.leder)
    klient.get(reverse("overgange:tal"))
    with django_assert_max_num_queries(16):
        side = klient.get(reverse("overgange:tal")).content.decode()
    for tekst in ("88 % (176 af 200)", "86 % (172 af 200)", "99 % (163 af 165)", "90 % (511 af 565)"):
        assert tekst in side, tekst
    assert Log.objects.filter(haendelse="overgange.tal_set", bruger=str(by.leder.pk)).count() == 2


def test_kommunen_ser_et_faerdigt_aar_uden_smaa_tal(by: By, log_ind: Callable[..., Client]) -> None:
    _hedensted(by, date(2025, 10, 1))
    _mange(by, Art.FLYTNING, date(2025, 10, 1), [MED, NEJ, NEJ])
    side = log_ind(by.forvaltning).get(reverse("overgange:tal")).content.decode()
    for andel in ("88 %", "86 %", "99 %"):
        assert andel in side
    # No count stands there, no line of all together, and nothing of the three.
    assert "163" not in side
    assert "511" not in side
    assert ">Alle<" not in side
    assert "33 %" not in side
    assert "vises ikke" in side


def test_kommunen_ser_ikke_et_aar_der_ikke_er_faerdigt(by: By, hedensted: None, log_ind: Callable[..., Client]) -> None:
    klient = log_ind(by.forvaltning)
    assert "Der er ingen år at vise endnu" in klient.get(reverse("overgange:tal")).content.decode()
    for hvad in ("tal_udskriv", "tal_hent"):
        assert klient.get(reverse(f"overgange:{hvad}"))["Location"] == reverse("overgange:tal")


def test_kun_ens_eget_sted_og_ikke_de_aflyste(by: By, hedensted: None, log_ind: Callable[..., Client]) -> None:
    assert "Der er ingen år at vise endnu" in log_ind(by.leder2).get(reverse("overgange:tal")).content.decode()
    aflyst = Overgang.objects.filter(art=Art.BOERNEHAVE_SKOLE, besoeg__status="afslaaet")
    Overgang.objects.filter(pk__in=[en.pk for en in aflyst]).update(status=Status.AFLYST, aflyst_at=by.nu)
    side = log_ind(by.leder).get(reverse("overgange:tal")).content.decode()
    assert "100 % (163 af 163)" in side
    assert "2 aflyste overgange er ikke talt med" in side
    for navn in ("paedagog", "sundhedsplejerske", "administrator"):
        assert log_ind(by.bruger[navn]).get(reverse("overgange:tal")).status_code == 403


def test_til_tiden_givet_og_laest(by: By, log_ind: Callable[..., Client]) -> None:
    from opsporing.frister import actions as frister
    from overgange.actions.modtager import kvitter

    overgang = lav.overgang(by.alma, by.egern, by.ulv, date(2026, 11, 1), nu=by.nu)
    frister.opret(
        kode="overgange.skema", anledning=overgang.anledning, enhed=by.egern, forfalder=date(2026, 10, 14), nu=by.nu
    )
    en = lav.overlevering(overgang, by=by.paedagog, nu=by.nu, laeses_fra=by.nu.date())
    assert en.anledning is not None
    frister.opret(
        kode="overgange.kvitter", anledning=en.anledning, enhed=by.ulv, forfalder=date(2026, 10, 28), nu=by.nu
    )
    kvitter(overlevering=en, by=by.paedagog_eg, nu=by.nu)
    assert "100 % (1 af 1)" in log_ind(by.leder).get(reverse("overgange:tal")).content.decode()
    fil = log_ind(by.leder).get(reverse("overgange:tal_hent")).content.decode("utf-8-sig").splitlines()
    assert fil[0] == "år;overgang;mål;værdi"
    sted = "Dagpleje eller vuggestue til børnehave"
    assert f"2026;{sted};Overleveret til tiden;100 % (1 af 1)" in fil
    assert f"2026;{sted};Læst af det nye sted inden fristen;100 % (1 af 1)" in fil
    # Nobody was asked yet, and the visit is not decided and its day not over: neither is judged.
    assert f"2026;{sted};Forældrene sagde ja til at give noget videre;ingen endnu" in fil
    assert f"2026;{sted};Besøg, familien deltog i;ingen endnu" in fil


def test_papiret_er_et_maerket_op_dokument(by: By, hedensted: None, log_ind: Callable[..., Client]) -> None:
    svar = log_ind(by.leder).get(reverse("overgange:tal_udskriv"))
    assert svar["Content-Type"] == "application/pdf"
    assert PdfReader(BytesIO(svar.content)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert Log.objects.filter(haendelse="overgange.tal_udskrevet").count() == 1
