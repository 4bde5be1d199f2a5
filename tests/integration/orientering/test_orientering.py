"""What the parents know: noted for one, for a stue, for a result, and printed."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from opsporing import tid
from opsporing.adgang.permissions import Denied
from opsporing.models import Emne, Frist, Log, Maade, Orientering, Spaerringsgrund
from opsporing.orientering import actions
from opsporing.orientering.status import er_orienteret
from opsporing.skemaer.actions import indlaes
from opsporing.spaerring import actions as spaerringer
from tests import cast
from tests.cast import By
from trivsel.actions import runder
from trivsel.models import Vurdering


@pytest.fixture
def by(db: Any, monkeypatch: pytest.MonkeyPatch) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    monkeypatch.setattr(tid, "nu", lambda: by.nu)
    return by


@pytest.fixture
def som(client: Client) -> Callable[[Any], Client]:
    def som(user: Any) -> Client:
        client.force_login(user)
        return client

    return som


@pytest.fixture
def vurdering(by: By) -> Vurdering:
    return runder.opret_ekstra(barn=by.barn, enhed=by.egern, by=by.paedagog, nu=by.nu)


def _registrer(by: By, *personer: Any, maade: str = Maade.SKRIFTLIGT) -> list[Orientering]:
    return actions.registrer(
        barn=by.barn, personer=personer, enhed=by.egern, maade=maade, givet_den=by.nu.date(), by=by.paedagog, nu=by.nu
    )


def test_all_custody_holders_must_know(by: By, vurdering: Vurdering) -> None:
    frist = Frist.objects.get(anledning=vurdering.anledning_id, kode="trivsel.orientering")
    _registrer(by, by.mor)
    assert not er_orienteret(by.barn, by.egern)
    _registrer(by, by.far)
    assert er_orienteret(by.barn, by.egern)
    frist.refresh_from_db()
    assert frist.opfyldt_at == by.nu


def test_what_one_unit_told_is_not_told_by_another(by: By) -> None:
    _registrer(by, by.mor, by.far)
    assert not er_orienteret(by.barn, by.ulv)


def test_a_child_without_custody_holders_is_missing(by: By) -> None:
    assert not er_orienteret(by.finn, by.inga)


def test_noting_twice_makes_one_row(by: By) -> None:
    assert len(_registrer(by, by.mor)) == 1
    assert _registrer(by, by.mor) == []


@pytest.mark.parametrize("dage", [1, -366])
def test_an_impossible_day_is_refused(by: By, dage: int) -> None:
    with pytest.raises(Denied):
        actions.registrer(
            barn=by.barn,
            personer=[by.mor],
            enhed=by.egern,
            maade=Maade.MUNDTLIGT,
            givet_den=by.nu.date() + timedelta(days=dage),
            by=by.paedagog,
            nu=by.nu,
        )
    assert not Orientering.objects.exists()


def test_only_custody_holders_count(by: By) -> None:
    with pytest.raises(Denied, match="forældremyndigheden"):
        _registrer(by, by.bos_mor)


def test_taking_it_back_lets_the_deadline_run_again(by: By, vurdering: Vurdering) -> None:
    _registrer(by, by.mor)
    [orientering] = _registrer(by, by.far)
    actions.fortryd(orientering=orientering, by=by.paedagog, nu=by.nu)
    assert not er_orienteret(by.barn, by.egern)
    assert Frist.objects.aabne().filter(anledning=vurdering.anledning_id, kode="trivsel.orientering").exists()


def _resultat(by: By, vurdering: Vurdering, *personer: Any, maade: str = Maade.MUNDTLIGT) -> list[Orientering]:
    return actions.registrer_resultat(
        anledning=vurdering.anledning,
        personer=personer,
        maade=maade,
        givet_den=by.nu.date(),
        by=by.paedagog,
        nu=by.nu,
    )


def test_nothing_on_paper_before_the_talk(by: By, vurdering: Vurdering) -> None:
    with pytest.raises(Denied, match="Tal med"):
        _resultat(by, vurdering, by.mor, maade=Maade.SKRIFTLIGT)
    _resultat(by, vurdering, by.mor)
    assert len(_resultat(by, vurdering, by.mor, maade=Maade.SKRIFTLIGT)) == 1
    with pytest.raises(Denied, match="Tal med"):
        _resultat(by, vurdering, by.far, maade=Maade.SKRIFTLIGT)


def test_nobody_is_told_while_the_matter_is_kept_from_the_parents(by: By, vurdering: Vurdering) -> None:
    spaerringer.saet(
        anledning=vurdering.anledning, grund=Spaerringsgrund.TVIVL, gennemses_om_dage=14, by=by.paedagog, nu=by.nu
    )
    with pytest.raises(Denied, match="overgreb"):
        _resultat(by, vurdering, by.mor)
    assert not Orientering.objects.filter(emne=Emne.RESULTAT).exists()


def test_one_custody_holder_may_be_kept_out_and_the_other_told(by: By, vurdering: Vurdering) -> None:
    spaerringer.saet(
        anledning=vurdering.anledning,
        grund=Spaerringsgrund.MISTANKE,
        gennemses_om_dage=14,
        person=by.far,
        by=by.paedagog,
        nu=by.nu,
    )
    with pytest.raises(Denied):
        _resultat(by, vurdering, by.far)
    assert len(_resultat(by, vurdering, by.mor)) == 1


def test_the_page_of_a_stue_notes_many_and_leaves_protected_ones_out(by: By, som: Callable[..., Client]) -> None:
    client = som(by.paedagog)
    sti = reverse("orientering:stue", args=[by.egern.pk])
    side = client.get(sti).content.decode()
    assert "Alma" in side and "Noteres for sig" in side
    alma, bo, clara = by.egernboern
    svar = client.post(sti, {"boern": [alma.pk, bo.pk], "maade": "skriftligt", "givet_den": by.nu.date().isoformat()})
    assert svar.status_code == 302
    assert er_orienteret(alma, by.egern) and er_orienteret(bo, by.egern)
    afvist = client.post(sti, {"boern": [clara.pk], "maade": "skriftligt", "givet_den": by.nu.date().isoformat()})
    assert afvist.status_code == 422
    assert not er_orienteret(clara, by.egern)


def test_many_at_once_says_nothing_new_of_those_who_know_already(by: By, som: Callable[..., Client]) -> None:
    _registrer(by, by.mor, maade=Maade.MUNDTLIGT)
    sti = reverse("orientering:stue", args=[by.egern.pk])
    client = som(by.paedagog)
    assert "(Frank)" in client.get(sti).text
    client.post(sti, {"boern": [by.barn.pk], "maade": "skriftligt", "givet_den": by.nu.date().isoformat()})
    noteret = Orientering.objects.filter(barn=by.barn).values_list("person__fornavn", "maade")
    assert set(noteret) == {("Merete", "mundtligt"), ("Frank", "skriftligt")}


def test_bad_input_keeps_what_was_written(by: By, som: Callable[..., Client]) -> None:
    sti = reverse("orientering:barn", args=[by.barn.pk])
    svar = som(by.paedagog).post(sti, {"personer": [by.mor.pk], "maade": "skriftligt", "givet_den": "31-02-2026"})
    assert svar.status_code == 422 and "31-02-2026" in svar.content.decode()
    assert not Orientering.objects.exists()


def test_the_result_page(by: By, vurdering: Vurdering, som: Callable[..., Client]) -> None:
    sti = reverse("orientering:resultat", args=[vurdering.anledning_id])
    client = som(by.paedagog)
    svar = client.post(
        sti, {"personer": [by.mor.pk, by.far.pk], "maade": "mundtligt", "givet_den": by.nu.date().isoformat()}
    )
    assert svar.status_code == 302 and svar["Location"] == reverse("trivsel:vurdering", args=[vurdering.pk])
    assert Orientering.objects.filter(emne=Emne.RESULTAT).count() == 2


def _tekst(pdf: bytes) -> tuple[str, int]:
    laeser = PdfReader(BytesIO(pdf))
    return "\n".join(side.extract_text() for side in laeser.pages), len(laeser.pages)


def test_the_notice_says_what_it_must_and_no_more(by: By, som: Callable[..., Client]) -> None:
    svar = som(by.paedagog).get(reverse("orientering:brev", args=[by.barn.pk]))
    assert svar["Content-Type"] == "application/pdf"
    tekst, sider = _tekst(svar.content)
    assert sider <= 2
    for ordet in ("Alma", "Egern", "Datatilsynet", "gemmer vi"):
        assert ordet in tekst
    for ordet in (by.barn.cpr, "Åkjær", "Frank", "Merete"):
        assert ordet not in tekst
    assert Log.objects.filter(haendelse="opsporing.orientering_udskrevet", boern__contains=[str(by.barn.pk)]).exists()


def test_a_protected_childs_notice_asks_first(by: By, som: Callable[..., Client]) -> None:
    client = som(by.paedagog)
    sti = reverse("orientering:brev", args=[by.boern["clara"].pk])
    assert "beskyttelse" in client.get(sti).content.decode()
    assert client.get(sti, {"set": "ja"})["Content-Type"] == "application/pdf"


def test_a_stues_notices_are_one_letter_each_without_the_protected(by: By, som: Callable[..., Client]) -> None:
    svar = som(by.paedagog).get(reverse("orientering:breve", args=[by.egern.pk]))
    tekst, sider = _tekst(svar.content)
    assert "Clara" not in tekst
    assert sider == 6  # Alma's two custody holders and Bo's one, two pages each


@pytest.mark.parametrize("navn", ["stue", "breve"])
def test_another_stue_is_not_found(by: By, som: Callable[..., Client], navn: str) -> None:
    for enhed in (by.ugle, by.ulv, by.naboby.stue):
        assert som(by.paedagog).get(reverse(f"orientering:{navn}", args=[enhed.pk])).status_code == 404


@pytest.mark.parametrize("antal", [1, 50])
def test_the_stue_page_asks_as_often_for_many_as_for_one(
    by: By, som: Callable[..., Client], antal: int, django_assert_max_num_queries: Any
) -> None:
    from opsporing.boern import actions as boern

    for nr in range(antal):
        barn = boern.opret_barn(
            kommune=by.kommune, fornavn=f"Barn{nr}", efternavn="Test", foedt_den=by.barn.foedt_den, by=None, nu=by.nu
        )
        boern.indskriv(barn=barn, enhed=by.egern, by=None, nu=by.nu)
        boern.giv_foraeldremyndighed(barn=barn, person=by.mor, by=None, nu=by.nu)
    client = som(by.paedagog)
    with django_assert_max_num_queries(12):
        client.get(reverse("orientering:stue", args=[by.egern.pk]))
