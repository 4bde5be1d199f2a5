"""Every role follows every link it is shown: what was written about abuse is found by those it is for, and by nobody
else, not even as a receipt number.
"""

import re
from collections import Counter, deque
from collections.abc import Callable
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.urls import resolve, reverse
from pypdf import PdfReader

from opsporing.adgang.permissions import Permission, har
from opsporing.models import User
from opsporing.skemaer.actions import indlaes
from tests import cast
from tests.cast import NU, By
from tests.factories.underretning import begyndt, sendt
from underretning.models import Overgreb

LogInd = Callable[[User], Client]
#: Words that stand nowhere else: whom the suspicion is about, in a sent one, in a draft and in one about a colleague.
SENDT, KLADDE, KOLLEGA = "Kobberslangen", "Messingfuglen", "Zinkhesten"
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)"')
#: What ends the session, or answers with what somebody has filled in elsewhere.
IKKE = ("/konto/log-ud", "/static/", "/demo")
FLEST = 400
#: How many pages of one kind are asked for: enough for every child in one house.
FLEST_AF_EEN_SLAGS = 4


def _ord(svar: Any) -> str:
    if svar.headers.get("Content-Type", "").startswith("application/pdf"):
        return "\n".join(side.extract_text() for side in PdfReader(BytesIO(svar.getvalue())).pages)
    return svar.getvalue().decode("utf-8", "ignore")


def kravl(client: Client) -> dict[str, str]:
    """All the pages that can be reached from the first one by links, with what they say."""
    koe, sider = deque(["/"]), {}
    spurgt: set[tuple[str, ...]] = set()
    slags: Counter[str] = Counter()
    while koe:
        adresse = koe.popleft()
        dele = urlsplit(adresse)
        # A list is asked once for each way to narrow it: another day or page of it is made of the same rows.
        art = (dele.path, *sorted(navn for navn, _ in parse_qsl(dele.query, keep_blank_values=True)))
        navn = resolve(dele.path).view_name
        if adresse in sider or art in spurgt or slags[navn] == FLEST_AF_EEN_SLAGS:
            continue
        spurgt.add(art)
        slags[navn] += 1
        svar = client.get(adresse)
        sider[adresse] = _ord(svar) if not svar.streaming else ""
        if svar.status_code in {301, 302}:
            koe.append(svar["Location"])
        for link in LINK.findall(sider[adresse]):
            ny = unescape(link)
            if ny not in sider and not ny.startswith(IKKE):
                koe.append(ny)
        assert len(sider) < FLEST, "the links do not end"
    return sider


@pytest.fixture
def by(db: Any, ur: Any) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    return by


def test_only_those_it_is_for_find_a_trace(by: By, log_ind: LogInd) -> None:
    hjemme = sendt(by.paedagog, [by.barn], overgreb=Overgreb.HJEMMET, overgreb_hvem=SENDT)
    begyndt(by.paedagog, [by.barn], overgreb=Overgreb.TVIVL, overgreb_hvem=KLADDE, nu=NU)
    om_kollega = sendt(
        by.paedagog, [by.barn], overgreb=Overgreb.MEDARBEJDER, mistaenkt=by.paedagog2, overgreb_hvem=KOLLEGA
    )
    numre = {str(u.kvitteringsnummer) for u in (hjemme, om_kollega)}
    laesere = {"paedagog", "socialraadgiver", "myndighedsleder"}
    for navn, user in by.bruger.items():
        sider = kravl(log_ind(user))
        if har(user, Permission.BARN_SE) and user.ansat.enhed == by.egern:
            assert reverse("barn", args=[by.barn.pk]) in sider, navn
        fundet = {ordet for ordet in (SENDT, KLADDE, KOLLEGA) if any(ordet in side for side in sider.values())}
        if navn in laesere:
            # Of a draft myndighed has the switch alone, which says whom it is against.
            assert fundet == {SENDT, KLADDE, KOLLEGA}, navn
            continue
        assert fundet == set(), navn
        steder = [adresse for adresse, side in sider.items() if any(nummer in side for nummer in numre)]
        assert steder == [], navn
