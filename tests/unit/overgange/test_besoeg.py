"""The visit's ways, and the file for a calendar."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overgange.models import Besoegsstatus
from overgange.rules.besoeg import UDFALD, VEJE, Besoegstilstand, kalenderfil, kan, opfoelgning_den

NU = datetime(2026, 10, 14, 8, tzinfo=UTC)
URL = "https://opsporing.example/overgange/besoeg/7/"


def _fil(begynder: datetime = NU, minutter: int = 60, uid: str = "besoeg-7@example") -> bytes:
    return kalenderfil(uid=uid, begynder=begynder, minutter=minutter, url=URL, nu=NU)


def _udfoldet(fil: bytes) -> list[str]:
    return fil.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_tilstandene_er_modellens() -> None:
    assert {t.value for t in Besoegstilstand} == set(Besoegsstatus.values) == {t.value for t in VEJE}


def test_det_holdte_bliver_staaende_og_et_nej_kan_blive_et_ja() -> None:
    assert not any(kan("holdt", til) for til in Besoegstilstand)
    assert kan("afslaaet", Besoegstilstand.AFTALT)
    assert kan("ikke_muligt", Besoegstilstand.AFTALT)
    assert all(kan("tilbudt", til) and kan("aftalt", til) for til in UDFALD)


def test_moedet_ligger_tre_maaneder_efter_starten() -> None:
    assert opfoelgning_den(date(2026, 11, 1), 90) == date(2027, 1, 30)


def test_filen_siger_hvornaar_i_utc_og_hvad_uden_at_sige_hvem() -> None:
    linjer = _udfoldet(_fil(datetime(2026, 10, 26, 9, 30, tzinfo=ZoneInfo("Europe/Copenhagen")), 90))
    assert linjer[0] == "BEGIN:VCALENDAR"
    assert linjer[-1] == "END:VCALENDAR"
    assert "DTSTART:20261026T083000Z" in linjer
    assert "DTEND:20261026T100000Z" in linjer
    assert "SUMMARY:Overgangsbesøg" in linjer
    assert f"URL:{URL}" in linjer
    # Nothing has a place, an organiser or guests.
    navne = {linje.partition(":")[0].partition(";")[0] for linje in linjer}
    assert navne == {
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND",
        "SUMMARY", "DESCRIPTION", "URL", "CLASS", "STATUS", "END",
    }  # fmt: skip


def test_sommertid_og_vintertid_bliver_til_utc() -> None:
    dk = ZoneInfo("Europe/Copenhagen")
    assert b"DTSTART:20260701T070000Z" in _fil(datetime(2026, 7, 1, 9, tzinfo=dk))
    assert b"DTSTART:20261201T080000Z" in _fil(datetime(2026, 12, 1, 9, tzinfo=dk))


def test_et_tidspunkt_uden_zone_er_ikke_et_tidspunkt() -> None:
    with pytest.raises(ValueError, match="tidszone"):
        _fil(datetime(2026, 7, 1, 9))  # noqa: DTZ001 - what is being refused


def test_en_senere_udgave_vinder_over_den_gamle() -> None:
    def nr(nu: datetime) -> int:
        fil = kalenderfil(uid="u", begynder=NU, minutter=30, url=URL, nu=nu)
        return int(re.search(rb"SEQUENCE:(\d+)", fil)[1])  # type: ignore[index]

    assert nr(NU) < nr(NU + timedelta(minutes=1)) < 2**31


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=300))
def test_linjerne_er_hoejst_75_oktetter_og_intet_bogstav_skaeres_over(uid: str) -> None:
    fil = _fil(uid=uid)
    assert fil.endswith(b"\r\n")
    for linje in fil.split(b"\r\n"):
        assert len(linje) <= 75
        linje.decode()
    skrevet = uid.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"UID:{skrevet}" in _udfoldet(fil)


def test_linjeskift_i_en_tekst_bryder_ikke_filen() -> None:
    assert "UID:a\\nATTENDEE:x\\nb" in _udfoldet(_fil(uid="a\r\nATTENDEE:x\nb"))
