"""The access matrix: every address times every role, with one's own, another unit's and another municipality's child.

`MATRIX` is the statement; the addresses come from the URL configuration. A new address without a row fails, and so
does a row without an address. An outsider must not be able to tell "not yours" from "not there", so both are 404; a
role that may never do a thing gets 403 before anything is looked up; nobody who is not signed in gets anything but the
sign-in page.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from opsporing.adgang.afvist import om_hvem
from opsporing.adgang.permissions import har
from opsporing.adgang.roller import Rolle
from opsporing.models import Log
from tests.meta.formularer import VRAEVL, Formular, formularer
from tests.meta.matrix import MATRIX, OFFENTLIGE, Maal, Raekke
from tests.meta.scene import Scene, byg_scene
from tests.meta.scene_boern import EGET_BARN

ROLLER = list(Rolle)
STEDER = ("egen", "anden_enhed", "anden_kommune")


def _alle(moenstre: list[Any], navnerum: str = "") -> Iterator[tuple[str, Any]]:
    for moenster in moenstre:
        if isinstance(moenster, URLResolver):
            under = f"{navnerum}{moenster.namespace}:" if moenster.namespace else navnerum
            yield from _alle(moenster.url_patterns, under)
        elif isinstance(moenster, URLPattern):
            yield f"{navnerum}{moenster.name}", moenster.callback


ADRESSER = dict(_alle(get_resolver().url_patterns))


def test_every_address_has_a_name_and_a_row() -> None:
    assert None not in {navn.rsplit(":")[-1] for navn in ADRESSER}
    assert set(ADRESSER) == set(MATRIX) | OFFENTLIGE


def test_only_the_listed_addresses_are_open_to_all() -> None:
    aabne = {navn for navn, view in ADRESSER.items() if not getattr(view, "login_required", True)}
    assert aabne == OFFENTLIGE


@pytest.fixture(scope="module")
def scene(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Scene]:
    """One municipality in which everything exists, for all rows; every request is rolled back."""
    with django_db_blocker.unblock():
        ydre = transaction.atomic()
        ydre.__enter__()
        try:
            yield byg_scene()
        finally:
            transaction.set_rollback(True)
            ydre.__exit__(None, None, None)


def _spoerg(client: Client, navn: str, raekke: Raekke, args: tuple[Any, ...]) -> HttpResponse:
    sti = reverse(navn, args=args)
    with transaction.atomic():
        svar = client.post(sti) if raekke.metode == "POST" else client.get(sti)
        transaction.set_rollback(True)
    return svar


def _klient(scene: Scene, user: Any) -> Client:
    """A browser of its own, in which she is signed in; she signs in once, since what each request does is undone."""
    client = Client(raise_request_exception=True)
    if user.pk in scene.sessioner:
        client.cookies[settings.SESSION_COOKIE_NAME] = scene.sessioner[user.pk]
    else:
        client.force_login(user)
        scene.sessioner[user.pk] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return client


def _er_rolleafvisning(svar: Any) -> bool:
    return svar.status_code == 403 and bool(svar.context) and not svar.context.get("ikke_nu", True)


@pytest.mark.parametrize(("navn", "rolle"), [(n, r) for n in sorted(MATRIX) for r in ROLLER if r in MATRIX[n].roller])
def test_matrix(scene: Scene, navn: str, rolle: Rolle) -> None:
    raekke = MATRIX[navn]
    client = _klient(scene, scene.user(rolle))
    for sted in STEDER if raekke.maal is not Maal.INTET else ("egen",):
        args = scene.args(raekke.maal, rolle, sted)
        if args is None:
            continue
        svar = _spoerg(client, navn, raekke, args)
        hvad = f"{navn} {rolle} {sted}: {svar.status_code}"
        if sted == "egen":
            assert svar.status_code not in (401, 404, 500), hvad
            assert not _er_rolleafvisning(svar), hvad
        else:
            assert svar.status_code == 404, hvad


@pytest.mark.parametrize("navn", sorted(n for n, r in MATRIX.items() if r.roller < set(ROLLER)))
def test_every_other_role_is_turned_away(scene: Scene, navn: str) -> None:
    """Before anything is looked up, so whose it is makes no difference. One of them is seen to be turned away by what
    stands on the view; that it turns the others away too is read there.
    """
    raekke = MATRIX[navn]
    lukket_op_af = getattr(ADRESSER[navn], "permissions", ())
    assert {r for r in ROLLER if any(har(scene.user(r), p) for p in lukket_op_af)} == raekke.roller
    rolle = next(r for r in ROLLER if r not in raekke.roller)
    svar = _spoerg(_klient(scene, scene.user(rolle)), navn, raekke, _hende_og_hvad(scene, navn)[1])
    assert _er_rolleafvisning(svar), f"{navn} {rolle}: {svar.status_code}"


@pytest.mark.parametrize("navn", sorted(MATRIX))
def test_nobody_gets_in_without_signing_in(scene: Scene, navn: str) -> None:
    raekke = MATRIX[navn]
    mulige = (scene.args(raekke.maal, rolle, "egen") for rolle in (Rolle.PAEDAGOG, Rolle.ADMINISTRATOR))
    args = next((a for a in mulige if a is not None), (1,))
    svar = _spoerg(Client(), navn, raekke, args)
    assert svar.status_code in (302, 401), svar.status_code
    if svar.status_code == 302:
        assert svar["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "navn", sorted(n for n, r in MATRIX.items() if r.maal not in (Maal.INTET, Maal.INDLAESNINGSART))
)
def test_a_stranger_who_types_an_id_finds_nothing(scene: Scene, navn: str) -> None:
    raekke = MATRIX[navn]
    rolle = min(raekke.roller)
    args = tuple(
        99_999_999 if isinstance(a, int) else "findes-ikke" for a in scene.args(raekke.maal, rolle, "egen") or (1,)
    )
    assert _spoerg(_klient(scene, scene.user(rolle)), navn, raekke, args).status_code == 404


OM_ET_BARN = {
    *(Maal.BARN, Maal.VURDERING, Maal.PLADS, Maal.ANLEDNING, Maal.HANDLING, Maal.STUE, Maal.TIDLIGERE_BARN),
    *(Maal.SPAERRING, Maal.FORLOEB, Maal.SCREENING, Maal.OVERGANG, Maal.BESOEG, Maal.OVERLEVERING, Maal.BESOEGSBREV),
    *(Maal.MODTAGET, Maal.MODTAGETBILAG, Maal.BREV, Maal.SKRIDT, Maal.PUNKT, Maal.INVITATION, Maal.SPARRING),
}
LAESNINGER = sorted(navn for navn, r in MATRIX.items() if r.maal in OM_ET_BARN and r.metode == "GET")


@pytest.mark.parametrize("navn", LAESNINGER)
def test_every_page_about_a_child_is_logged_once(scene: Scene, navn: str) -> None:
    """Who opens a page about a child leaves one line that names the child, the person and the unit."""
    raekke = MATRIX[navn]
    roller = (Rolle.DAGTILBUDSLEDER, Rolle.PAEDAGOG, Rolle.SUNDHEDSPLEJERSKE, Rolle.SOCIALRAADGIVER)
    rolle = next(r for r in roller if r in raekke.roller)
    user = scene.user(rolle)
    args = scene.args(raekke.maal, rolle, "egen")
    assert args is not None
    barn = (
        scene.tidligere["egern"] if raekke.maal is Maal.TIDLIGERE_BARN else scene.by.boern[EGET_BARN.get(rolle, "alma")]
    )
    client = _klient(scene, user)
    foer = set(Log.objects.values_list("pk", flat=True))
    with transaction.atomic():
        svar = client.get(reverse(navn, args=args))
        nye = Log.objects.exclude(pk__in=foer).filter(boern__contains=[str(barn.pk)], bruger=str(user.pk))
        enheder = list(nye.values_list("enhed", flat=True))
        transaction.set_rollback(True)
    if svar.status_code in (302, 403):  # not possible in this state, so nothing about the child was shown
        assert barn.fornavn not in svar.content.decode()
    else:
        assert enheder == [str(user.ansat.enhed_id)], f"{navn}: {svar.status_code}"


def test_what_is_refused_is_noted_with_the_child_behind_every_address(scene: Scene) -> None:
    """Each address that is about a child says which, so that data protection can find who asked for it."""
    uden = []
    for navn, raekke in MATRIX.items():
        if raekke.maal not in OM_ET_BARN - {Maal.STUE} | {Maal.UNDERRETNING, Maal.UNDERRETNING_SENDT, Maal.EFTERLADT}:
            continue
        _, args = _hende_og_hvad(scene, navn)
        om = om_hvem(resolve(reverse(navn, args=args)), scene.by.kommune.pk)
        if not om[0] or om[1] is None:
            uden.append(navn)
        nabo = om_hvem(resolve(reverse(navn, args=args)), scene.by.naboby.kommune.pk)
        assert nabo == ([], None), navn
    assert uden == []


PAA_SIDER = sorted(navn for navn, r in MATRIX.items() if r.metode == "GET")
KUN_SENDT = sorted(navn for navn, r in MATRIX.items() if r.metode == "POST")
#: What an answer to nonsense may be: the page again, somewhere else, no, not here, said before, told what is wrong.
SVAR_PAA_VRAEVL = {200, 302, 400, 403, 404, 409, 422}


def _hende_og_hvad(scene: Scene, navn: str) -> tuple[Any, tuple[Any, ...]]:
    """Somebody who may use the address, and the arguments that are hers."""
    for rolle in sorted(MATRIX[navn].roller):
        if (args := scene.args(MATRIX[navn].maal, rolle, "egen")) is not None:
            return scene.user(rolle), args
    raise AssertionError(f"{navn}: nobody has anything of the kind")


def _send(client: Client, formular: Formular, vaerdi: str | None) -> int:
    with transaction.atomic():
        send = client.post if formular.metode == "post" else client.get
        svar = send(formular.til, formular.udfyldt(vaerdi))
        transaction.set_rollback(True)
    return svar.status_code


@pytest.mark.parametrize("navn", PAA_SIDER)
def test_every_form_of_every_page_answers_nonsense(scene: Scene, navn: str) -> None:
    """No field of any form can be filled with something that ends in an error page."""
    user, args = _hende_og_hvad(scene, navn)
    client, adresse = _klient(scene, user), reverse(navn, args=args)
    with transaction.atomic():
        side = client.get(adresse)
        transaction.set_rollback(True)
    if side.status_code != 200 or "html" not in side["Content-Type"]:
        return
    for formular in {f for f in formularer(side.content, adresse) if f.felter}:
        for vaerdi in VRAEVL:
            assert _send(client, formular, vaerdi) in SVAR_PAA_VRAEVL, (formular, vaerdi)


@pytest.mark.parametrize("navn", KUN_SENDT)
def test_what_is_only_sent_answers_nonsense(scene: Scene, navn: str) -> None:
    """What a page sends by script, sent by hand."""
    user, args = _hende_og_hvad(scene, navn)
    formular = Formular(
        "post", reverse(navn, args=args), frozenset({"rev", "konflikt", "loesning", "version", "grund"})
    )
    for vaerdi in VRAEVL[1:]:
        assert _send(_klient(scene, user), formular, vaerdi) in SVAR_PAA_VRAEVL, vaerdi
