"""Every kind of page a person comes to by links, from her own menu on, in the demo municipality: none is broken.

The way is walked without a browser, for one person per role; each kind of page is then opened once in a browser, as the
first person who came to it.
"""

import re
from collections import deque
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client
from django.urls import resolve
from playwright.sync_api import Page

from opsporing.adgang.permissions import har
from opsporing.models import User
from tests.support.servers import Server, session_for
from tests.support.sider import Lytter, fejl_paa, saet_bredde

#: One demo person per role. The leader of the neighbouring municipality sees it with another practice.
PERSONER = [
    "paedagog",
    "leder",
    "dagplejer",
    "dagplejekonsulent",
    "sundhedsplejerske",
    "ledende_sundhedsplejerske",
    "ppr",
    "raadgiver",
    "socialraadgiver",
    "myndighedsleder",
    "forvaltning",
    "administrator",
    "databeskyttelse",
    "bakkeby_leder",
]
#: Kinds of pages in the whole product; more would be a sign that the same page counts as many.
FAERREST, FLEST = 60, 180
TELEFON = 390
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')

Slags = tuple[str, ...]


@dataclass
class Fundet:
    """What the walk found: where each kind of page was first seen and by whom, and every answer that was not a page."""

    sider: dict[Slags, tuple[str, str]] = field(default_factory=dict)
    andet: set[Slags] = field(default_factory=set)
    fejl: list[str] = field(default_factory=list)


def slags(adresse: str) -> Slags:
    """What kind of page an address is: its name and the questions asked of it, not which child or unit it is about."""
    dele = urlsplit(adresse)
    return resolve(dele.path).view_name, *sorted({navn for navn, _ in parse_qsl(dele.query, keep_blank_values=True)})


def maa(client: Client, adresse: str) -> bool:
    """Whether the role of the person who last asked something lets her ask this, without asking it."""
    kraeves = getattr(resolve(urlsplit(adresse).path).func, "permissions", ())
    user = client.get("/hjaelp/").wsgi_request.user
    return not kraeves or any(har(user, permission) for permission in kraeves)


def gaa(bruger: str, client: Client, fundet: Fundet) -> None:
    """Follow all links from the first page, once per kind of page; files and letters are made once in all."""
    koe = deque(["/"])
    set_: set[Slags] = set()
    while koe:
        adresse = koe.popleft()
        if (art := slags(adresse)) in set_:
            continue
        set_.add(art)
        if art in fundet.andet:
            if not maa(client, adresse):
                fundet.fejl.append(f"{bruger} {adresse}: 403")
            continue
        svar = client.get(adresse, follow=True)
        if svar.status_code != 200:
            fundet.fejl.append(f"{bruger} {adresse}: {svar.status_code}")
        elif "html" not in svar["Content-Type"]:
            fundet.andet.add(art)
        else:
            fundet.sider.setdefault(art, (bruger, adresse))
            hele = (urljoin(adresse, unescape(link)).split("#")[0] for link in LINK.findall(svar.content.decode()))
            koe.extend(sorted({link for link in hele if link.startswith("/")}))


def test_alle_sider_er_i_orden(demo_server: Server, page: Page) -> None:
    fundet = Fundet()
    for bruger in PERSONER:
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(username=bruger))
        gaa(bruger, client, fundet)

    lytter = Lytter(page, demo_server.url)
    saet_bredde(page, TELEFON)
    fejl, sidste = fundet.fejl, ""
    for bruger, adresse in fundet.sider.values():
        if bruger != sidste:
            page.context.add_cookies([session_for(bruger, demo_server.url)])
            sidste = bruger
        page.goto(f"{demo_server.url}{adresse}", wait_until="domcontentloaded")
        fejl += [f"{bruger} {adresse}: {fund}" for fund in fejl_paa(page, bredder=[TELEFON], axe_ved=[TELEFON])]
    assert not fejl + lytter.klager, "\n".join(fejl + lytter.klager)
    assert FAERREST <= len(fundet.sider) <= FLEST, sorted(fundet.sider)
