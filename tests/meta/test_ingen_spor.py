"""No trace of an underretning where it must not be: every page is read before there is one and again afterwards.

Those who must not know get the same pages to the letter: no word of it, no count and no other status; what belongs to
it answers them as if it were not there. Those who may know a little find none of the words that were written.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from opsporing.boern import actions as boern
from opsporing.databeskyttelse.udskrift import udskrift
from opsporing.frister.paamindelser import paamind_alle
from opsporing.frister.udsendelse import send_ventende
from opsporing.frosset import Afsnit, Frosset, Linje
from opsporing.models import Anledning, Barn, Frist, Paamindelse, Spaerring, User
from opsporing.organisation import actions as organisation
from opsporing.skemaer.actions import indlaes
from tests import cast
from tests.cast import NU, By
from tests.factories.adgangsnoegle import adgangsnoegle
from tests.factories.modtaget import frosset, indkommet
from tests.factories.underretning import begyndt, svar
from tests.integration.underretning.conftest import ansat
from tests.meta.matrix import MATRIX, Maal
from trivsel.actions import runder
from underretning.actions import behandl, samtale, send, skridt, skriv, videre
from underretning.actions.modtag import Barnedata
from underretning.models import Modtaget, Overgreb, Underretning

#: Begins every word that is written in an underretning, and nothing else.
MAERKE = "Zqx"
#: They must not find out that there is anything.
INTET = (
    *("paedagog2", "paedagog_ugle", "leder2", "sundhedsplejerske", "ppr", "raadgiver"),
    *("administrator", "nabo_administrator", "nabo_leder"),
)
#: They may know a little: that something was sent, that a switch stands, how many, what was logged.
LIDT = ("leder", "socialraadgiver", "tredje", "forvaltning", "databeskyttelse", "nabo_databeskyttelse")
#: What the leader is told: that something was sent about the children, unless she is the one suspected.
LEDEREN_SER = {("underretning:mine", ()), ("barn", ("bo",)), ("barn", ("dina",))}
#: Myndighed decides on the switches without seeing what is behind them: the other caseworkers see these and no more.
MYNDIGHEDEN_SER = {"i_dag", "paamindelser", "spaerringer"}
#: They end what is asked.
UDEN = {"session_hold", "log_ud_overalt", "account_logout"}
#: Letters as PDF take time: read for those nearest to it.
BREVE = {"orientering:brev", "orientering:breve", "leder_udskriv"}
#: The children it is about.
OM = ("alma", "bo", "clara", "dina", "ella")
SKJULT = re.compile(r"\b[A-Za-z0-9]{64}\b")
OM_EN_SAG = {Maal.UNDERRETNING, Maal.UNDERRETNING_SENDT, Maal.MODTAGET, Maal.MODTAGETBILAG, Maal.BREV, Maal.SKRIDT}

Side = tuple[str, tuple[str, ...]]


@dataclass
class Verden:
    """Prøveby with who looks, what was read before, and what was made."""

    by: By
    personer: dict[str, User]
    boern: dict[str, Barn]
    foer: dict[tuple[str, Side], tuple[int, str]] = field(default_factory=dict)
    efter: dict[tuple[str, Side], tuple[int, str]] = field(default_factory=dict)
    udskrift_foer: dict[str, Any] = field(default_factory=dict)
    skrevne: dict[str, Underretning] = field(default_factory=dict)
    modtagne: dict[str, Modtaget] = field(default_factory=dict)
    klienter: dict[str, Client] = field(default_factory=dict)


def _tekst(svaret: Any) -> str:
    if svaret.headers.get("Content-Type", "").startswith("application/pdf"):
        pdf = PdfReader(BytesIO(svaret.content))
        return "\n".join([str(dict(pdf.metadata or {}).get("/Title")), *(s.extract_text() for s in pdf.pages)])
    indhold = b"".join(svaret.streaming_content) if svaret.streaming else svaret.content
    return SKJULT.sub(
        "",
        f"{svaret.headers.get('Location', '')}{svaret.headers.get('Content-Disposition', '')}"
        f"{indhold.decode('utf-8', 'replace')}",
    )


def _klient(v: Verden, navn: str) -> Client:
    if navn not in v.klienter:
        v.klienter[navn] = Client(raise_request_exception=True)
        v.klienter[navn].force_login(v.personer[navn])
    return v.klienter[navn]


def _spoerg(v: Verden, navn: str, sti: str, metode: str = "GET", **data: Any) -> tuple[int, str]:
    klient = _klient(v, navn)
    with transaction.atomic():
        svaret = klient.post(sti, data) if metode == "POST" else klient.get(sti)
        ud = svaret.status_code, _tekst(svaret)
        transaction.set_rollback(True)
    return ud


def _sider(v: Verden, navn: str) -> Iterator[tuple[Side, str]]:
    """All she may ever open that is about nothing in particular, and everything about each child, stue and unit."""
    user = v.personer[navn]
    huse = {"egern": v.by.egern.pk, "nord": v.by.nord.pk}
    for adresse, raekke in MATRIX.items():
        if raekke.metode != "GET" or user.ansat.rolle not in raekke.roller or adresse in UDEN:
            continue
        if adresse in BREVE and navn not in {"leder", "paedagog2"}:
            continue
        if adresse.startswith(("account_", "mfa_", "indlaesning_eksempel")):
            continue
        if raekke.maal is Maal.INTET:
            yield (adresse, ()), reverse(adresse)
        elif raekke.maal in {Maal.BARN, Maal.TIDLIGERE_BARN, Maal.BARN_I_KOMMUNEN}:
            om = ("bo",) if adresse in BREVE else OM
            yield from (((adresse, (b,)), reverse(adresse, args=[v.boern[b].pk])) for b in om)
        elif raekke.maal is Maal.STUE:
            yield from (((adresse, (h,)), reverse(adresse, args=[pk])) for h, pk in huse.items())


def _gaa(v: Verden) -> dict[tuple[str, Side], tuple[int, str]]:
    return {(navn, side): _spoerg(v, navn, sti) for navn in (*INTET, *LIDT) for side, sti in _sider(v, navn)}


def _ord(felt: str) -> str:
    return f"{MAERKE}{felt}"


def _svarene() -> dict[str, Any]:
    """Every text of the form with a word of its own."""
    tekster = ("barnets_ord", "betydning", "barnets_styrker", "proevet", "foraeldre_hvorfor_ikke", "kontakt")
    set_ = [{"id": "a", "dato": "2026-10-12", "tekst": _ord("set"), "kilde": "selv"}]
    return svar(iagttagelser=set_, **{felt: _ord(felt) for felt in tekster})


def _skriv(by: User, barn: Barn | None, *, oplyst: Barnedata | None = None, **ramme: Any) -> Underretning:
    om: dict[str, Any] = {"oplyste": [oplyst]} if oplyst else {"boern": [barn]}
    en = begyndt(by, overgreb_hvem=_ord("hvem"), **om, **ramme)
    skriv.gem(underretning=en, aendringer=_svarene(), set_rev=0, by=by, nu=NU)
    return Underretning.objects.get(pk=en.pk)


def _lav(v: Verden, karen: User) -> None:
    """Drafts, one put away, some sent, one from another municipality, one sent on, and what the receiver wrote."""
    by, pia = v.by, v.by.paedagog
    v.skrevne = {
        "foraelder_kladde": _skriv(pia, by.alma, overgreb=Overgreb.HJEMMET),
        "kollega_kladde": _skriv(pia, by.alma, overgreb=Overgreb.MEDARBEJDER, mistaenkt=by.paedagog2),
        "leder_kladde": _skriv(pia, by.alma, overgreb=Overgreb.LEDER, mistaenkt=by.leder),
        "ukendt_leder": _skriv(pia, by.alma, overgreb=Overgreb.LEDER),
        "kasseret": _skriv(pia, by.alma, overgreb=Overgreb.TVIVL),
        "foraelder": _skriv(pia, by.bo, overgreb=Overgreb.HJEMMET),
        "kollega": _skriv(pia, v.boern["dina"], overgreb=Overgreb.MEDARBEJDER, mistaenkt=by.paedagog2),
        "leder": _skriv(pia, by.clara, overgreb=Overgreb.LEDER, mistaenkt=by.leder),
        "udefra": _skriv(
            v.personer["nina"],
            None,
            # The number of a child in Prøveby: nobody there is to find out, and neither is the one who writes.
            oplyst=Barnedata("Alma", "Som hun siger", by.alma.cpr, date(2024, 9, 1)),
            overgreb=Overgreb.HJEMMET,
            modtager_kommune=by.kommune,
        ),
    }
    skriv.kasser(underretning=v.skrevne["kasseret"], grund=_ord("kasseret"), by=pia, nu=NU)
    for navn in ("foraelder", "kollega", "leder", "udefra"):
        v.skrevne[navn] = send.send(underretning=v.skrevne[navn], by=v.skrevne[navn].skrevet_by, nu=NU)
        nummer = v.skrevne[navn].kvitteringsnummer
        v.modtagne[navn] = Modtaget.objects.get(kvitteringsnummer=nummer)
    bilag = Frosset(_ord("bilag"), "Egern", (Afsnit("", (Linje(_ord("linje"), (_ord("bilagsord"),)),)),))
    v.modtagne["sendt_videre"] = indkommet(
        by.ella, by.myndighed, nu=NU, overgreb=Overgreb.HJEMMET, indhold=frosset(_ord("brev")), bilag=[bilag]
    )
    sofie = by.socialraadgiver
    for navn, en in v.modtagne.items():
        alle = behandl.vurder(modtaget=en, rev=en.rev, akut=False, vurdering=_ord("vurdering"), by=sofie, nu=NU)
        v.modtagne[navn] = alle[0]
    kollega = v.modtagne["kollega"]
    samtale.registrer_samtale(
        modtaget=kollega, holdt_den=NU.date(), uden=True, hvem=_ord("med"), notat=_ord("notat"), by=sofie, nu=NU
    )
    skridt.aftal_skridt(modtaget=kollega, tekst=_ord("skridt"), hvem=_ord("skridthvem"), by=sofie, nu=NU)
    en = Modtaget.objects.get(pk=v.modtagne["sendt_videre"].pk)
    naboby = by.naboby.kommune
    videre.oversend(modtaget=en, rev=en.rev, til=naboby, sammenfatning=_ord("sammenfatning"), by=sofie, nu=NU)
    for navn, raekke in v.modtagne.items():
        en = Modtaget.objects.get(pk=raekke.pk)
        if navn != "sendt_videre":
            videre.overdrag(modtaget=en, rev=en.rev, til=karen, besked=_ord("besked"), by=sofie, nu=NU)
        v.modtagne[navn] = Modtaget.objects.get(pk=en.pk)


def _byg() -> Verden:
    by = cast.byg()
    indlaes(nu=NU)
    nabo = organisation.opret_enhed(
        kommune=by.naboby.kommune, type="myndighed", navn="Naboens afdeling", foraelder=by.naboby.rod, by=None, nu=NU
    )
    dina = boern.opret_barn(
        kommune=by.kommune, fornavn="Dina", efternavn="Lund", foedt_den=date(2024, 8, 1), by=None, nu=NU
    )
    boern.indskriv(barn=dina, enhed=by.egern, by=None, nu=NU - timedelta(days=50))
    boern.indskriv(barn=by.alma, enhed=by.nord, by=None, nu=NU - timedelta(days=50))
    runder.opret_ekstra(barn=by.alma, enhed=by.egern, by=by.paedagog, nu=NU)
    karen = ansat(by, by.myndighed, "karen", "Karen Mose", "socialraadgiver")
    personer = dict(by.bruger) | {
        "tredje": ansat(by, by.myndighed, "tredje", "Tea Lind", "socialraadgiver"),
        "nina": ansat(by, nabo, "nina", "Nina Skov", "socialraadgiver"),
        "nabo_leder": by.naboby.leder,
        "nabo_administrator": by.naboby.administrator,
        "nabo_databeskyttelse": by.naboby.databeskyttelse,
    }
    v = Verden(by, personer, dict(by.boern) | {"dina": dina, "nora": by.naboby.barn})
    for user in personer.values():
        adgangsnoegle(user)
    v.foer = _gaa(v)
    v.udskrift_foer = {navn: udskrift(by.kommune, barn, None, None).dage for navn, barn in v.boern.items()}
    _lav(v, karen)
    v.efter = _gaa(v)
    return v


@pytest.fixture(scope="module")
def verden(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Verden]:
    """All of it once, for all tests; the clock stands still."""
    with django_db_blocker.unblock(), time_machine.travel(NU, tick=False):
        ydre = transaction.atomic()
        ydre.__enter__()
        try:
            yield _byg()
        finally:
            transaction.set_rollback(True)
            ydre.__exit__(None, None, None)


def _forskelle(v: Verden, navn: str) -> set[Side]:
    return {side for (hvem, side), svaret in v.foer.items() if hvem == navn and v.efter[hvem, side] != svaret}


@pytest.mark.parametrize("navn", INTET)
def test_nothing_is_different_for_those_who_must_not_know(verden: Verden, navn: str) -> None:
    assert len([1 for (hvem, _), svaret in verden.efter.items() if hvem == navn and svaret[0] == 200]) > 4
    assert _forskelle(verden, navn) == set()


def test_the_leader_sees_that_something_was_sent_and_nothing_where_a_leader_is_suspected(verden: Verden) -> None:
    assert _forskelle(verden, "leder") == LEDEREN_SER


@pytest.mark.parametrize("navn", ["socialraadgiver", "tredje"])
def test_a_caseworker_who_is_not_responsible_sees_the_switches_alone(verden: Verden, navn: str) -> None:
    # Sofie has the one she sent on.
    egne = {"underretning:sager", "underretning:indbakke"} if navn == "socialraadgiver" else set()
    assert {side for side, _ in _forskelle(verden, navn)} <= MYNDIGHEDEN_SER | egne


@pytest.mark.parametrize("navn", [*INTET, *LIDT])
def test_no_word_of_it_stands_anywhere(verden: Verden, navn: str) -> None:
    spaerret = verden.personer[navn].ansat.rolle == "socialraadgiver"
    fundet = {
        side: re.findall(rf"{MAERKE}\w+", svaret[1]) for (hvem, side), svaret in verden.efter.items() if hvem == navn
    }
    assert {side: ord_ for side, ord_ in fundet.items() if ord_ and not (spaerret and side[0] == "spaerringer")} == {}


def test_what_belongs_to_it_answers_others_as_if_it_were_not_there(verden: Verden) -> None:
    findes_ikke = 99_999_999
    argumenter = {
        Maal.BREV: lambda pk: (pk, "kvittering"),
        Maal.SKRIDT: lambda pk: (pk, 1),
        Maal.MODTAGETBILAG: lambda pk: (pk, 1),
    }
    # The one suspected, the one who had it before, a colleague there, and the municipality that wrote.
    skrivere, modtagere = ("paedagog2", "leder"), ("tredje", "socialraadgiver", "nina")
    fejl = []
    for adresse, raekke in MATRIX.items():
        if raekke.maal not in OM_EN_SAG:
            continue
        skrevet = raekke.maal in {Maal.UNDERRETNING, Maal.UNDERRETNING_SENDT}
        rows: dict[str, Any] = dict(verden.skrevne) if skrevet else dict(verden.modtagne)
        rows = {n: rows[n] for n in (("leder_kladde", "kollega") if skrevet else ("kollega",))}
        args: Callable[[int], tuple[Any, ...]] = argumenter.get(raekke.maal, lambda pk: (pk,))
        for hvem in skrivere if skrevet else modtagere:
            ingen = _spoerg(verden, hvem, reverse(adresse, args=args(findes_ikke)), raekke.metode)
            assert ingen[0] == 404, (hvem, adresse, ingen[0])
            for navn, row in rows.items():
                svaret = _spoerg(verden, hvem, reverse(adresse, args=args(row.pk)), raekke.metode)
                if svaret != ingen:
                    fejl.append((hvem, adresse, navn, svaret[0]))
    assert fejl == []


def test_nothing_can_be_hung_on_its_matters_from_outside(verden: Verden) -> None:
    sager = Anledning.objects.filter(kode__in=["underretning.skrevet", "underretning.modtaget"]).order_by("pk")
    for adresse in ("handling:opret", "orientering:resultat"):
        for sag in sager[:6]:
            for hvem in ("paedagog2", "leder"):
                assert _spoerg(verden, hvem, reverse(adresse, args=[sag.pk]))[0] == 404, (adresse, hvem)


def test_the_parents_log_print_is_as_it_was_while_a_switch_stands_or_a_draft_is_a_draft(verden: Verden) -> None:
    kommune = verden.by.kommune
    for navn in ("alma", "bo", "ella"):
        assert udskrift(kommune, verden.boern[navn], None, None).dage == verden.udskrift_foer[navn], navn


def test_the_history_of_every_row_shows_no_word_of_it(verden: Verden) -> None:
    raekker = [("underretning.underretning", u.pk) for u in verden.skrevne.values()]
    raekker += [("underretning.modtaget", m.pk) for m in verden.modtagne.values()]
    for label, pk in raekker:
        for hvem in ("databeskyttelse", "nabo_databeskyttelse"):
            status, tekst = _spoerg(verden, hvem, reverse("historik", args=[label, pk]))
            assert status in {200, 404}
            assert MAERKE not in tekst


def test_reminders_and_mails_go_to_those_who_have_it_and_name_nothing(verden: Verden) -> None:
    sager = {ub.anledning_id for u in verden.skrevne.values() for ub in u.boern.all()}
    sager |= {m.anledning_id for m in verden.modtagne.values()}
    med_spaerring = set(Spaerring.objects.values_list("sag_id", flat=True))
    foer = len(mail.outbox)
    with transaction.atomic():
        for dage in range(0, 40, 8):
            paamind_alle(nu=NU + timedelta(days=dage))
            send_ventende(nu=NU + timedelta(days=dage))
        paamindede = Paamindelse.objects.filter(frist__anledning__in=sager | med_spaerring)
        modtagere = set(paamindede.values_list("modtager__username", "frist__anledning"))
        breve = mail.outbox[foer:]
        transaction.set_rollback(True)
    myndighed = {"socialraadgiver", "tredje", "karen", "myndighedsleder", "nina"}
    assert {hvem for hvem, sag in modtagere if sag in sager} <= {"paedagog", "karen", "nina", "myndighedsleder"}
    assert {hvem for hvem, _ in modtagere} <= myndighed | {"paedagog"}
    assert Frist.objects.filter(anledning__in=sager).exists()
    for brev in breve:
        assert MAERKE not in brev.subject + str(brev.body)
