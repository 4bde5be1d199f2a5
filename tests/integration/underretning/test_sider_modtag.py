"""The receiver's pages through the real client: the inbox, one underretning, and what comes from outside."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing.boern import actions as boern
from opsporing.models import Barn, Log, Person, Spaerring, Udelukkelse, User
from tests.cast import NU, By
from tests.factories.modtaget import afgjort, bilag, indkommet
from tests.factories.underretning import SET, udfyldt
from underretning.actions import behandl, send, skriv
from underretning.actions.modtag import Underretter
from underretning.models import Brev, Modtaget, Overgreb, Pligt, Underretning

LogInd = Callable[[User], Client]
INDBAKKE = "/underretninger/indbakke/"


def tekst(svar: Any) -> str:
    """What stands on the page, without tags and with single spaces."""
    indhold = svar.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", indhold)).split())


def url(navn: str, en: Modtaget, *mere: Any) -> str:
    return reverse(f"underretning:{navn}", args=[en.pk, *mere])


def vurder_svar(en: Modtaget, **felter: Any) -> dict[str, Any]:
    svar = {"akut": "nej", "vurdering": "Hun er tryg hos mormor i nat.", "hjaelp": "nej", "rev": en.rev} | felter
    return {f"vurder-{navn}": vaerdi for navn, vaerdi in svar.items()}


def vurdere(en: Modtaget, by: User) -> Modtaget:
    return behandl.vurder(
        modtaget=en, rev=en.rev, akut=False, vurdering="Tryg i nat.", hjaelp_i_gang=False, by=by, nu=NU
    )[0]


# ---- the inbox ------------------------------------------------------------------------------------------------------


def test_the_inbox_is_ordered_by_the_clock_and_says_it_in_words(by: By, log_ind: LogInd) -> None:
    sen = indkommet(by.alma, by.myndighed, for_timer_siden=24 + 50 / 60)
    midt = indkommet(by.bo, by.myndighed, for_timer_siden=21 + 20 / 60, hastede=True, bilag=[bilag()])
    ny = indkommet(by.clara, by.myndighed, for_timer_siden=0.5)
    side = log_ind(by.socialraadgiver).get(INDBAKKE)
    assert [r.pk for r in side.context["indbakke"].raekker] == [sen.pk, midt.pk, ny.pk]
    sagt = tekst(side)
    assert "50 min. over tiden" in sagt and "2 t. 40 min. tilbage" in sagt and "23 t. 30 min. tilbage" in sagt
    assert "Meldt akut" in sagt and "1 bilag" in sagt and "Ingen har taget den" in sagt
    assert "også om natten og i weekenden" in sagt
    post = Log.objects.get(haendelse="underretning.indbakke_set")
    assert set(post.boern) == {str(b.pk) for b in (by.alma, by.bo, by.clara)}


def test_what_a_colleague_wrote_in_the_form_is_told_by_its_first_observation(by: By, log_ind: LogInd) -> None:
    ny = udfyldt(by.paedagog, [by.alma])
    skriv.gem(
        underretning=ny,
        aendringer={
            "foraeldre_orienteret": "ja",
            "foraeldre_dato": "2026-10-12",
            "foraeldre_af_hvem": "Pia",
            "foraeldre_syn": "De er glade for det.",
        },
        set_rev=ny.rev,
        by=by.paedagog,
        nu=NU,
    )
    send.send(underretning=Underretning.objects.get(pk=ny.pk), by=by.paedagog, nu=NU)
    [raekke] = log_ind(by.socialraadgiver).get(INDBAKKE).context["indbakke"].raekker
    assert raekke.om == SET
    assert "Forældre er orienteret" in [flag.tekst for flag in raekke.flag]
    assert raekke.fra.startswith("Pædagog, Egern, Børnehuset Birken")
    assert "Åkjær" not in raekke.om and "Pia" not in raekke.fra


def test_no_word_of_abuse_and_no_mothers_name_in_the_list(by: By, log_ind: LogInd) -> None:
    indkommet(by.alma, by.myndighed, overgreb=Overgreb.HJEMMET, by=by.socialraadgiver)
    mor = Person.objects.create(kommune=by.kommune, fornavn="Mia", efternavn="Vang")
    ventet = boern.opret_barn(kommune=by.kommune, termin=NU.date() + timedelta(days=90), mor=mor, by=None, nu=NU)
    indkommet(ventet, by.myndighed)
    side = log_ind(by.socialraadgiver).get(INDBAKKE)
    sagt = tekst(side)
    assert "Mistanke om overgreb." in sagt and "Forældre må ikke orienteres" in sagt
    assert sagt.count("blå mærker") == 1  # the other one's, where nobody suspects anything
    assert "Ufødt barn, termin" in sagt and "Vang" not in sagt


def test_the_tabs_count_and_hold_what_waits(by: By, kollega: User, log_ind: LogInd) -> None:
    vurdere(indkommet(by.alma, by.myndighed), by.socialraadgiver)
    vurdere(indkommet(by.bo, by.myndighed), kollega)
    indkommet(by.clara, by.myndighed, underretter=Underretter("8", anonym=True), pligt=Pligt.ALLE)
    hendes = log_ind(by.socialraadgiver)
    assert hendes.get(INDBAKKE).context["indbakke"].antal == {"vurder": 1, "kvitter": 1, "tilbagemeld": 1, "i_dag": 1}
    lederens = log_ind(by.myndighedsleder).get(INDBAKKE, {"fane": "i_dag"})
    assert lederens.context["indbakke"].antal == {"vurder": 1, "kvitter": 2, "tilbagemeld": 2, "i_dag": 2}
    assert {r.navn.split()[0] for r in lederens.context["indbakke"].raekker} == {"Alma", "Bo"}


def test_an_empty_inbox_says_so(by: By, log_ind: LogInd) -> None:
    assert "Alt er vurderet" in tekst(log_ind(by.socialraadgiver).get(INDBAKKE))
    assert not Log.objects.filter(haendelse="underretning.indbakke_set").exists()


def test_opening_a_closed_one_asks_why_and_keeps_the_words(by: By, log_ind: LogInd) -> None:
    en = afgjort(by.barn, by.myndighed, by.socialraadgiver)
    for art in ("kvittering", "tilbagemelding"):
        Brev.objects.create(
            kommune=by.kommune,
            modtaget=en,
            art=art,
            dannet_at=NU,
            dannet_by=by.socialraadgiver,
            undladt_grund="Ringet op.",
        )
    en = behandl.luk(modtaget=en, rev=en.rev, by=by.socialraadgiver, nu=NU)
    klient = log_ind(by.socialraadgiver)
    assert "Hvorfor åbner du den igen?" in tekst(klient.get(url("modtaget", en)))
    assert klient.post(url("aaben_igen", en), {"rev": en.rev}).status_code == 422
    svar = klient.post(url("aaben_igen", en), {"rev": en.rev, "grund": ""})
    assert svar.status_code == 422 and "Skriv, hvorfor underretningen skal åbnes igen." in tekst(svar)
    svar = klient.post(url("aaben_igen", en), {"rev": en.rev - 1, "grund": "Mor har ringet."})
    assert svar.status_code == 409 and "Mor har ringet." in svar.content.decode()
    klient.post(url("aaben_igen", en), {"rev": en.rev, "grund": "Mor har ringet."})
    en.refresh_from_db()
    assert (en.status, en.aabnet_igen_grund) == ("afgjort", "Mor har ringet.")
    assert "Mor har ringet." in tekst(klient.get(url("modtaget", en)))
    klient.post(url("aaben_igen", en), {"rev": en.rev})
    en.refresh_from_db()
    assert en.status == "vurderet"


@pytest.mark.parametrize("sti", [INDBAKKE, "/underretninger/sager/", "/"])
def test_fifty_cost_no_more_questions_than_one(by: By, log_ind: LogInd, sti: str) -> None:
    def fyld(antal: int) -> None:
        for nr in range(antal):
            barn = boern.opret_barn(
                kommune=by.kommune, fornavn=f"Barn{nr}", efternavn="Lund", foedt_den=NU.date(), by=None, nu=NU
            )
            boern.giv_foraeldremyndighed(barn=barn, person=by.ellas_mor, by=None, nu=NU)
            en = indkommet(barn, by.myndighed, bilag=[bilag()])
            behandl.tag(modtaget=en, rev=0, by=by.socialraadgiver, nu=NU)

    klient = log_ind(by.socialraadgiver)
    fyld(1)
    klient.get(sti)
    with CaptureQueriesContext(
        connection,
    ) as een:
        klient.get(sti)
    fyld(49)
    with CaptureQueriesContext(connection) as mange:
        side = klient.get(sti)
    assert "Lund" in side.text
    assert len(mange) <= len(een)


def test_today_begins_with_the_inbox(by: By, log_ind: LogInd) -> None:
    en = indkommet(by.alma, by.myndighed, for_timer_siden=20)
    side = log_ind(by.socialraadgiver).get("/")
    assert "Skal vurderes" in tekst(side) and "4 t. tilbage" in tekst(side)
    assert f'href="{url("modtaget", en)}"' in side.text
    assert "Vurdér underretning" not in tekst(side)
    assert "Skal vurderes" not in tekst(log_ind(by.paedagog).get("/"))


def test_the_menu_has_the_inbox_and_her_cases(by: By, log_ind: LogInd) -> None:
    en = vurdere(indkommet(by.alma, by.myndighed), by.socialraadgiver)
    side = log_ind(by.socialraadgiver).get("/underretninger/sager/")
    assert ">Indbakke<" in side.text and ">Mine sager<" in side.text
    assert url("modtaget", en) in side.text
    assert "Indbakke" not in log_ind(by.paedagog).get("/").text


# ---- one of them ----------------------------------------------------------------------------------------------------


def test_the_page_shows_the_frozen_text_what_is_around_it_and_the_paragraph(by: By, log_ind: LogInd) -> None:
    foer = indkommet(by.david, by.myndighed, nu=NU - timedelta(days=200))
    Modtaget.objects.filter(pk=foer.pk).update(
        status="afgjort", vurderet_at=NU, vurderet_by=by.myndighedsleder, akut=False, vurdering="x",
        afgjort_at=NU, afgjort_by=by.myndighedsleder, udfald="screening", afgoerelse="x",
    )  # fmt: skip
    en = indkommet(by.alma, by.myndighed, for_timer_siden=21, bilag=[bilag()])
    side = log_ind(by.socialraadgiver).get(url("modtaget", en))
    sagt = tekst(side)
    assert "Ved bleskift: tre blå mærker" in sagt and "Pia Bjerre, pædagog, Egern" in sagt
    assert "3 t. tilbage" in sagt and en.kvitteringsnummer in sagt
    assert "David" in sagt and "Screening" in sagt and "Ingen tilbagemelding sendt" in sagt
    assert "Egern, Børnehuset Birken" in sagt
    assert "barnets lov § 133" in sagt and "barnets lov § 136" in sagt
    assert Log.objects.filter(haendelse="underretning.modtaget_set", boern=[str(by.alma.pk)]).count() == 1
    assert not Log.objects.filter(haendelse="underretning.bilag_set").exists()


def test_a_person_shut_out_of_an_earlier_one_sees_no_line_of_it(by: By, log_ind: LogInd) -> None:
    foer = indkommet(by.david, by.myndighed, nu=NU - timedelta(days=9))
    en = indkommet(by.alma, by.myndighed)
    Udelukkelse.objects.create(
        kommune=by.kommune, anledning=foer.anledning, user=by.socialraadgiver, sat_at=NU, sat_by=by.myndighedsleder
    )
    assert "Der er ikke kommet andre" in tekst(log_ind(by.socialraadgiver).get(url("modtaget", en)))
    assert "Der er ikke kommet andre" not in tekst(log_ind(by.myndighedsleder).get(url("modtaget", en)))
    assert log_ind(by.socialraadgiver).get(url("modtaget", foer)).status_code == 404


def test_opening_an_enclosure_is_logged(by: By, log_ind: LogInd) -> None:
    en = indkommet(by.alma, by.myndighed, bilag=[bilag()])
    klient = log_ind(by.socialraadgiver)
    hel = klient.get(url("bilag_vis", en, 1))
    del_ = klient.get(url("bilag_vis", en, 1), headers={"HX-Request": "true"})
    assert "Gul" in hel.text and "Gul" in del_.text and "<main" not in del_.text
    assert Log.objects.filter(haendelse="underretning.bilag_set").count() == 2
    assert klient.get(url("bilag_vis", en, 2)).status_code == 404


def test_who_may_and_who_may_not(by: By, kollega: User, nabo: User, log_ind: LogInd) -> None:
    en = vurdere(indkommet(by.alma, by.myndighed), by.socialraadgiver)
    svar = {user.navn: log_ind(user).get(url("modtaget", en)).status_code for user in (
        by.socialraadgiver, by.myndighedsleder, kollega, nabo, by.paedagog, by.leder, by.forvaltning
    )}  # fmt: skip
    assert list(svar.values()) == [200, 200, 404, 404, 403, 403, 403]


def test_an_unborn_childs_law_is_its_own_and_the_mother_stands_on_the_page(by: By, log_ind: LogInd) -> None:
    mor = Person.objects.create(kommune=by.kommune, fornavn="Mia", efternavn="Vang")
    ventet = boern.opret_barn(kommune=by.kommune, termin=NU.date() + timedelta(days=90), mor=mor, by=None, nu=NU)
    en = vurdere(indkommet(ventet, by.myndighed), by.socialraadgiver)
    sagt = tekst(log_ind(by.socialraadgiver).get(url("modtaget", en)))
    assert "barnets lov §§ 24-27" in sagt and "barnets lov § 20" not in sagt
    assert "Mia Vang" in sagt


# ---- assessing and deciding -----------------------------------------------------------------------------------------


def test_assessing_in_the_browser(by: By, log_ind: LogInd) -> None:
    en = indkommet(by.alma, by.myndighed)
    svar = log_ind(by.socialraadgiver).post(url("vurder", en), vurder_svar(en), follow=True)
    en.refresh_from_db()
    assert (en.status, en.hjaelp_i_gang, en.ansvarlig) == ("vurderet", False, by.socialraadgiver)
    assert "Nu afgør du, hvad der skal ske" in svar.text and "barnets lov § 18" in tekst(svar)


def test_what_is_missing_is_said_and_nothing_is_lost(by: By, log_ind: LogInd) -> None:
    en = indkommet(by.alma, by.myndighed)
    klient = log_ind(by.socialraadgiver)
    svar = klient.post(url("vurder", en), vurder_svar(en, akut="ja", vurdering="Mærkerne ligner greb."))
    assert svar.status_code == 422
    assert "Skriv, hvad der er gjort nu." in tekst(svar) and "Mærkerne ligner greb." in svar.text
    for daarlig in ({}, {"vurder-rev": "x"}, vurder_svar(en, soeskende=["999"]), vurder_svar(en, akut="måske")):
        assert klient.post(url("vurder", en), daarlig).status_code == 422
    assert Modtaget.objects.get(pk=en.pk).status == "modtaget"


def test_the_one_who_comes_second_is_told_and_keeps_her_words(by: By, kollega: User, log_ind: LogInd) -> None:
    en = indkommet(by.alma, by.myndighed)
    mit = vurder_svar(en, vurdering="Mit lange svar.")
    vurdere(en, kollega)
    svar = log_ind(by.socialraadgiver).post(url("vurder", en), mit)
    assert svar.status_code == 409
    assert "Karen Mose har vurderet den" in tekst(svar) and "Mit lange svar." in tekst(svar)
    assert "Alma" not in tekst(svar) and "blå mærker" not in tekst(svar)
    lederens = log_ind(by.myndighedsleder).post(url("vurder", en), mit)
    assert lederens.status_code == 409 and "En kollega var først" in tekst(lederens)
    # Without words of her own, and later, there is nothing to tell.
    tom = log_ind(by.socialraadgiver).post(url("vurder", en), vurder_svar(en, vurdering=""))
    assert tom.status_code == 404


def test_a_colleague_who_took_it_meanwhile_is_named_and_the_words_stay(by: By, kollega: User, log_ind: LogInd) -> None:
    en = indkommet(by.alma, by.myndighed)
    mit = vurder_svar(en, vurdering="Mit lange svar.")
    behandl.tag(modtaget=en, rev=0, by=kollega, nu=NU)
    klient = log_ind(by.socialraadgiver)
    svar = klient.post(url("vurder", en), mit)
    assert svar.status_code == 409 and "Karen Mose har den" in tekst(svar) and "Mit lange svar." in svar.text
    igen = klient.post(url("vurder", en), mit | {"vurder-rev": "1"})
    assert igen.status_code == 302


def test_a_sibling_assessed_meanwhile_is_not_passed_over(by: By, kollega: User, log_ind: LogInd) -> None:
    en, to = (indkommet(barn, by.myndighed, kvitteringsnummer="2026-ABCDEFG") for barn in (by.alma, by.david))
    klient = log_ind(by.socialraadgiver)
    assert "David Åkjær" in tekst(klient.get(url("modtaget", en)))
    vurdere(to, kollega)
    svar = klient.post(url("vurder", en), vurder_svar(en, soeskende=[str(to.pk)]))
    assert (
        svar.status_code == 422
        and "En kollega har vurderet en af søskende" in svar.text
        and "Hun er tryg hos mormor i nat." in svar.text
    )
    assert Modtaget.objects.get(pk=en.pk).status == "modtaget"


def test_deciding_asks_for_what_is_missing_and_keeps_the_reason(by: By, log_ind: LogInd) -> None:
    en = vurdere(indkommet(by.alma, by.myndighed, overgreb=Overgreb.HJEMMET), by.socialraadgiver)
    klient = log_ind(by.socialraadgiver)
    side = tekst(klient.get(url("modtaget", en)))
    assert "Børnehuset skal bruges (barnets lov § 125), når det hele gælder" in side
    ind = {"afgoer-udfald": "ingen", "afgoer-afgoerelse": "Intet mere.", "afgoer-rev": en.rev}
    svar = klient.post(url("afgoer", en), ind)
    assert svar.status_code == 422
    assert "Tal med barnet, eller skriv" in tekst(svar) and "Intet mere." in svar.text
    oplyst = {"politi": "ja", "hjaelp": "nej", "trin": "0", "aarsager": ["18"], "rev": en.rev}
    klient.post(url("oplys", en), {f"oplys-{navn}": vaerdi for navn, vaerdi in oplyst.items()})
    en.refresh_from_db()
    assert (en.politi_eller_sundhed, en.trin, en.aarsager) == (True, 0, ["18"])
    svar = klient.post(url("afgoer", en), ind | {"afgoer-udfald": "undersoegelse", "afgoer-rev": en.rev}, follow=True)
    assert "Børnehuset skal bruges (barnets lov § 125). Der er mistanke" in tekst(svar)


def test_handing_over_and_sending_on(by: By, kollega: User, nabo: User, log_ind: LogInd) -> None:
    en = vurdere(indkommet(by.alma, by.myndighed, bilag=[bilag()]), by.socialraadgiver)
    klient = log_ind(by.socialraadgiver)
    svar = klient.post(url("overdrag", en), {"til": str(kollega.pk), "besked": "Ring til mor.", "rev": en.rev})
    assert svar["Location"] == INDBAKKE
    hendes = log_ind(kollega)
    assert "Ring til mor." in tekst(hendes.get(url("modtaget", en)))
    en.refresh_from_db()
    gammel = hendes.post(url("oversend", en), {"til": "udenfor", "navn": "Ærø", "sammenfatning": "Alt.", "rev": 0})
    assert gammel.status_code == 409 and "Alt." in gammel.text
    tom = hendes.post(url("oversend", en), {"til": "udenfor", "sammenfatning": "Alt.", "rev": en.rev})
    assert tom.status_code == 422 and "Skriv kommunens navn." in tekst(tom)
    svar = hendes.post(
        url("oversend", en), {"til": "udenfor", "navn": "Ærø Kommune", "sammenfatning": "Alt.", "rev": en.rev}
    )
    assert svar.status_code == 302
    pdf = hendes.get(url("oversendt_udskriv", en))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert Log.objects.filter(haendelse="underretning.oversendt_udskrevet").count() == 1


# ---- from outside ---------------------------------------------------------------------------------------------------

REGISTRERET = {
    "ufoedt": "nej",
    "cpr": "",
    "fornavn": "Alma",
    "efternavn": "Åkjær",
    "foedt_den": "2024-09-01",
    "kanal": "telefon",
    "modtaget_at_0": "2026-10-14",
    "modtaget_at_1": "06:30",
    "pligt": "fagperson",
    "kode": "6",
    "navn": "Vagthavende, Politiet",
    "kontakt": "politi@example.dk",
    "set_": "Hentet på gaden i nat.",
    "overgreb": "nej",
}


def registrer(klient: Client, **felter: str) -> Any:
    return klient.post("/underretninger/registrer/", REGISTRERET | felter)


def test_a_call_is_registered_with_the_time_it_came(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.socialraadgiver)
    svar = registrer(klient)
    en = Modtaget.objects.get()
    assert svar["Location"] == url("modtaget", en)
    assert (en.barn, en.kanal, en.underretter_kode) == (by.alma, "telefon", "6")
    assert en.modtaget_at == NU - timedelta(hours=3.5)  # half past six in Denmark
    side = klient.get(url("modtaget", en))
    assert (
        "3 t. 30 min. af de 24 timer er gået: 20 t. 30 min. tilbage." in tekst(side)
        or "af de 24 timer er gået" in side.text
    )
    assert "Hentet på gaden i nat." in tekst(side) and "Skrevet ned af Sofie Kær" in en.indhold["om"]


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"modtaget_at_1": "23:59"}, "senere end nu"),
        ({"fornavn": ""}, "Skriv barnets navn eller CPR-nummer."),
        ({"cpr": "1234"}, "CPR-nummer har 10 cifre"),
        ({"foedt_den": ""}, "Skriv, hvornår barnet er født."),
        ({"foedt_den": "2027-01-01"}, "Dagen er ikke kommet endnu"),
        ({"anonym": "on"}, "kan ikke være anonyme"),
        ({"navn": ""}, "Skriv, hvem der underretter"),
        ({"pligt": "flytning"}, "Skriv den sammenfatning"),
        ({"set_": " "}, "Skriv, hvad der er set og hørt."),
        ({"overgreb": ""}, "Tag stilling"),
        ({"soeskende-1-fornavn": "Vilma"}, "Skriv, hvornår barnet er født."),
        ({"ufoedt": "ja"}, "Skriv, hvornår barnet ventes."),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_stays(
    by: By, log_ind: LogInd, felter: dict[str, str], besked: str
) -> None:
    svar = registrer(log_ind(by.socialraadgiver), **felter)
    assert svar.status_code == 422
    assert besked in tekst(svar)
    assert "politi@example.dk" in svar.text
    assert not Modtaget.objects.exists()


def test_siblings_anonymous_and_suspicion_at_once(by: By, log_ind: LogInd) -> None:
    svar = registrer(
        log_ind(by.socialraadgiver),
        **{
            "cpr": str(by.alma.cpr), "pligt": "alle", "kode": "8", "anonym": "on", "navn": "", "kontakt": "",
            "overgreb": "hjemmet", "soeskende-1-fornavn": "David", "soeskende-1-efternavn": "åkjær",
            "soeskende-1-foedt_den": "2022-03-05",
        },
    )  # fmt: skip
    assert svar.status_code == 302
    to = list(Modtaget.objects.order_by("pk"))
    assert [en.barn for en in to] == [by.alma, by.david]
    assert len({en.kvitteringsnummer for en in to}) == 1
    assert Spaerring.objects.staaende().filter(anledning__in=[en.anledning for en in to]).count() == 2


def test_an_unborn_child_gets_a_row_with_its_mother(by: By, log_ind: LogInd) -> None:
    registrer(
        log_ind(by.socialraadgiver),
        ufoedt="ja", termin="2027-01-22", mor_fornavn="Mia", mor_efternavn="Vang", fornavn="", foedt_den="",
    )  # fmt: skip
    en = Modtaget.objects.get()
    assert en.ufoedt and en.barn.mor is not None and en.barn.mor.navn == "Mia Vang"


def test_a_child_with_another_birthday_is_another_child(by: By, log_ind: LogInd) -> None:
    registrer(log_ind(by.socialraadgiver), foedt_den="2024-09-02")
    assert Modtaget.objects.get().barn != by.alma
    assert Barn.objects.filter(fornavn="Alma").count() == 2
