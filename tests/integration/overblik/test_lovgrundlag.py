"""What the administrator is told about the law: every reference in force, how sure it is, and what rests on it."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from opsporing import lov
from opsporing.models import User
from opsporing.overblik import views_lov
from opsporing.profil import Praksisprofil
from tests.cast import By
from underretning.lovgrundlag import REGLER, bruges_til

LogInd = Callable[[User], Client]
DAG = date(2026, 11, 17)


def side(client: Client) -> str:
    indhold = client.get("/praksis/lov/").content.decode().split("<main", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", indhold)).split())


def test_every_reference_stands_there_once_and_what_is_unsure_first() -> None:
    linjer = views_lov.linjer(DAG)
    assert sorted(linje.henvisning.noegle for linje in linjer) == sorted(lov.henvisninger(DAG))
    egne = [linje for linje in linjer if linje.bruges_til]
    assert linjer[: len(egne)] == egne
    assert [linje.ses_efter for linje in egne] == sorted((linje.ses_efter for linje in egne), reverse=True)


def test_what_underretninger_rest_on_is_in_the_table_of_laws() -> None:
    assert set(bruges_til()) <= set(lov.henvisninger(DAG))
    assert "Står i breve" in bruges_til()["kvittering"]


def test_what_the_app_names_in_its_templates_and_rules_is_told() -> None:
    """A new paragraph on a page about underretninger comes on the page of the lawyer too."""
    rod = Path(settings.BASE_DIR)
    kilder = [*(rod / "templates/underretning").rglob("*.html"), *(rod / "underretning").rglob("*.py")]
    brugt = {
        noegle
        for kilde in kilder
        for noegle in re.findall(r"\blov\.([a-z_0-9]+)\b|henvisning\(\s*\"([a-z_0-9]+)\"", kilde.read_text())
        for noegle in noegle
        if noegle in lov.tabel()
    }
    assert brugt <= set(bruges_til())


def test_nothing_is_listed_that_the_table_does_not_have() -> None:
    assert set(REGLER) <= set(lov.tabel())


def test_the_administrator_reads_it(by: By, log_ind: LogInd) -> None:
    ord_ = side(log_ind(by.administrator))
    assert "barnets lov § 138" in ord_
    assert "Ikke efterprøvet" in ord_
    assert "Fra en anden kilde" in ord_
    assert "Tilbagemelding til fagpersonen" in ord_
    assert "28 dage (forslaget)" in ord_
    assert "Årsager" in ord_
    assert 'href="/praksis/lov/"' in log_ind(by.administrator).get("/praksis/").content.decode()


def test_a_number_the_municipality_has_chosen_is_no_proposal() -> None:
    valgt = Praksisprofil.fra_data({"underretning_afgoer_dage": 10})
    tal = {et.hvad: et for et in views_lov.forslag(valgt)}
    assert (tal["Hvad underretningen fører til"].tal, tal["Hvad underretningen fører til"].aendret) == (10, True)
    assert not tal["Samtale med barnet"].aendret


@pytest.mark.parametrize("rolle", ["leder", "socialraadgiver", "databeskyttelse"])
def test_nobody_else_needs_it(by: By, log_ind: LogInd, rolle: str) -> None:
    assert log_ind(by.bruger[rolle]).get("/praksis/lov/").status_code == 403
