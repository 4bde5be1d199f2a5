"""Which pages are measured, as whom, and beside which bare page over the same rows."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from adbb.models import Screening
from adbb.rules.score import PUNKTER
from opsporing.adgang.roller import Rolle
from opsporing.maaling.kald import FORSKELLIGE, FattesNoget, Kald, Side, Sted
from opsporing.maaling.sagssider import sagssider
from opsporing.models import Ansaettelse, Barn, Enhed, Enhedstype, Kommune, User
from trivsel.models import EgenVurdering

#: The two houses that queries are counted in.
LILLE, STOR = "Det lille hus", "Det store hus"
#: What a save says it has seen: more than there is, so that nothing is somebody else's.
HAR_SET_ALT = 2**30


def sider(kommune: Kommune, nu: datetime) -> list[Side]:
    """All measured pages. Raises FattesNoget for a municipality too small to have them."""
    return _Valg(kommune, nu).alle()


class _Valg:
    def __init__(self, kommune: Kommune, nu: datetime) -> None:
        self.kommune, self.nu = kommune, nu
        stuer = Enhed.objects.filter(kommune=kommune, type=Enhedstype.STUE).select_related("journalenhed")
        i_huse = stuer.filter(arena="boernehave").order_by("pk")
        almindelige = i_huse.exclude(journalenhed__navn__in=[LILLE, STOR])
        self.steder = [self._sted(stue) for stue in almindelige[:: max(1, almindelige.count() // FORSKELLIGE)]]
        self.steder = [sted for sted in self.steder if sted.boern][:FORSKELLIGE]
        if not self.steder:
            raise FattesNoget("Der er ingen børn i de almindelige huse. Prøv med flere børn.")
        self.lille = self._sted(i_huse.get(journalenhed__navn=LILLE))
        self.stor = self._sted(i_huse.get(journalenhed__navn=STOR))

    def _sted(self, stue: Enhed) -> Sted:
        boern = Barn.objects.i_enhed(stue, self.nu).order_by("fornavn", "pk")
        leder = self._ansat(stue.journalenhed, Rolle.DAGTILBUDSLEDER)
        return Sted(stue, self._ansat(stue, Rolle.PAEDAGOG), leder, list(boern))

    def _ansat(self, enhed: Enhed | None, rolle: Rolle) -> User:
        return Ansaettelse.objects.filter(enhed=enhed, rolle=rolle).select_related("user").earliest("pk").user

    def alle(self) -> list[Side]:
        return [
            *self._daglige(),
            *self._egne(),
            *self._boern(),
            *self._lederens(),
            *self._plejens(),
            *sagssider(self.kommune, self.nu, self.steder, self.lille, self.stor),
        ]

    # ---- the daily work --------------------------------------------------------------------------------------------

    def _daglige(self) -> Iterable[Side]:
        yield self._pr_sted(
            "I dag, pædagog",
            lambda s: Kald(s.paedagog, "/", s.stue.navn),
            lambda s: Kald(s.paedagog, f"/bar/i-dag/{s.stue.pk}/", ""),
        )
        yield self._pr_sted(
            "I dag, leder",
            lambda s: Kald(s.leder, "/", "I dag"),
            lambda s: Kald(s.leder, f"/bar/hus/{s.hus.pk}/i-dag/", ""),
        )
        yield self._pr_sted(
            "Stuen",
            lambda s: Kald(s.paedagog, reverse("stue_vis", args=[s.stue.pk]), s.boern[0].navn),
            lambda s: Kald(s.paedagog, f"/bar/stue/{s.stue.pk}/", s.boern[0].navn),
        )
        yield Side(
            "Barnets side",
            [self._barnets(s, reverse("barn", args=[s.boern[-1].pk])) for s in self.steder],
            [self._barnets(s, f"/bar/barn/{s.boern[-1].pk}/") for s in self.steder],
        )

    def _barnets(self, sted: Sted, sti: str) -> Kald:
        return Kald(sted.paedagog, sti, sted.boern[-1].navn)

    def _pr_sted(self, navn: str, vores: Callable[[Sted], Kald], bar: Callable[[Sted], Kald]) -> Side:
        return Side(
            navn, [vores(s) for s in self.steder], [bar(s) for s in self.steder], vores(self.lille), vores(self.stor)
        )

    # ---- one's own vurdering ---------------------------------------------------------------------------------------

    def _egne(self) -> Iterable[Side]:
        """Own views that have been begun. The bare page saves in others than ours."""
        begyndte = list(
            EgenVurdering.objects.filter(
                kommune=self.kommune, faerdig_at=None, begyndt_at__isnull=False, vurdering__udgaaet_at=None
            )
            .exclude(vurdering__enhed__journalenhed__navn__in=[LILLE, STOR])
            .filter(vurdering__enhed__type=Enhedstype.STUE)
            .select_related("vurdering__barn", "vurderer")
            .order_by("pk")[: 2 * FORSKELLIGE]
        )
        if len(begyndte) < 2:
            raise FattesNoget("For få egne vurderinger er begyndt. Prøv med flere børn.")
        vores, bare = begyndte[::2], begyndte[1::2]
        bare = bare[: len(vores)]
        vores = vores[: len(bare)]
        yield Side(
            "Egen vurdering, åbn",
            [_kald(e, reverse("trivsel:egen", args=[e.vurdering_id]), e.vurdering.barn.navn) for e in vores],
            [_kald(e, f"/bar/egen/{e.pk}/", e.vurdering.barn.navn) for e in vores],
        )
        yield Side(
            "Egen vurdering, gem",
            [_kald(e, reverse("trivsel:egen_gem", args=[e.vurdering_id]), '"rev"', _et_svar(e)) for e in vores],
            [_kald(e, f"/bar/egen/{e.pk}/gem/", '"rev"', _et_svar(e)) for e in bare],
        )

    # ---- finding a child -------------------------------------------------------------------------------------------

    def _boern(self) -> Iterable[Side]:
        yield self._pr_sted(
            "Børn, liste",
            lambda s: Kald(s.leder, reverse("boern"), "Børn"),
            lambda s: Kald(s.leder, f"/bar/boern/{s.hus.sti}/", ""),
        )
        yield self._pr_sted(
            "Søg et barn, leder",
            lambda s: _soeg(s.leder, s.boern[0]),
            lambda s: Kald(s.leder, f"/bar/boern/{s.hus.sti}/?q={s.boern[0].fornavn[:4]}", s.boern[0].fornavn),
        )
        plejen = Enhed.objects.get(kommune=self.kommune, type=Enhedstype.SUNDHEDSPLEJE)
        leder = self._ansat(plejen, Rolle.LEDENDE_SUNDHEDSPLEJERSKE)
        boern = list(Barn.objects.i_enhed(plejen, self.nu).order_by("pk")[:FORSKELLIGE])
        yield Side(
            "Søg et barn, alle distrikter",
            [_soeg(leder, b) for b in boern],
            [Kald(leder, f"/bar/boern/{plejen.sti}/?q={b.fornavn[:4]}", b.fornavn) for b in boern],
        )

    # ---- the leader ------------------------------------------------------------------------------------------------

    def _lederens(self) -> Iterable[Side]:
        for navn, url, bar in (
            ("Lederens overblik", "leder", ""),
            ("Over tiden, liste", "leder_forsinket", "forsinkede/"),
            ("Børnene i runden, liste", "leder_daekning", "side/"),
            ("Børn med aftaler, liste", "leder_aftaler", "handlinger/"),
        ):
            yield self._leders(navn, reverse(url), bar)

    def _leders(self, navn: str, sti: str, bar: str) -> Side:
        return self._pr_sted(
            navn,
            lambda s: Kald(s.leder, sti, "</main>"),
            lambda s: Kald(s.leder, f"/bar/hus/{s.hus.pk}/{bar}", "</table>"),
        )

    # ---- sundhedsplejen --------------------------------------------------------------------------------------------

    def _plejens(self) -> Iterable[Side]:
        """The sundhedsplejerske's day and ADBB, and the same for who leads them."""
        plejen = Enhed.objects.get(kommune=self.kommune, type=Enhedstype.SUNDHEDSPLEJE)
        leder = self._ansat(plejen, Rolle.LEDENDE_SUNDHEDSPLEJERSKE)
        distrikter = list(Enhed.objects.filter(foraelder=plejen).order_by("pk")[:FORSKELLIGE])
        hvem = {d.pk: self._ansat(d, Rolle.SUNDHEDSPLEJERSKE) for d in distrikter}
        for navn, sti, bar in (("I dag", "/", "dag"), ("ADBB, liste", reverse("adbb:liste"), "liste")):
            yield Side(
                f"{navn}, sundhedsplejerske",
                [Kald(hvem[d.pk], sti, "</main>") for d in distrikter],
                [Kald(hvem[d.pk], f"/bar/adbb/{bar}/{d.sti}/", "</table>") for d in distrikter],
            )
            yield Side(
                f"{navn}, ledende sundhedsplejerske",
                [Kald(leder, sti, "</main>")],
                [Kald(leder, f"/bar/adbb/{bar}/{plejen.sti}/", "</table>")],
            )
        yield Side(
            "ADBB, fordeling af scorer",
            [Kald(leder, reverse("adbb:tal"), "</main>")],
            [Kald(leder, f"/bar/adbb/alle/{plejen.sti}/", "</table>")],
        )
        yield from self._forloeb(hvem)

    def _forloeb(self, hvem: dict[int, User]) -> Iterable[Side]:
        """One course, and a screening that has been begun. The bare page saves in others than ours."""
        her = Screening.objects.filter(forloeb__enhed__in=hvem).select_related("forloeb__barn").order_by("pk")
        set_ = list(her.filter(nr=2, forloeb__afsluttet_at=None)[:FORSKELLIGE])
        begyndte = list(her.filter(afsluttet_at=None)[: 2 * FORSKELLIGE])
        if not set_ or len(begyndte) < 2:
            raise FattesNoget("For få ADBB-forløb er i gang. Prøv med flere børn.")
        antal = len(begyndte) // 2
        vores, bare = begyndte[:antal], begyndte[antal : 2 * antal]

        def kald(s: Screening, sti: str, **mere: Any) -> Kald:
            return Kald(hvem[s.forloeb.enhed_id], sti, mere.pop("svar", s.forloeb.barn.navn), **mere)

        yield Side(
            "ADBB, forløb",
            [kald(s, reverse("adbb:forloeb", args=[s.forloeb_id])) for s in set_],
            [kald(s, f"/bar/adbb/{s.forloeb_id}/") for s in set_],
        )
        yield Side(
            "ADBB, screening, åbn",
            [kald(s, reverse("adbb:screening", args=[s.forloeb_id])) for s in vores],
            [kald(s, f"/bar/adbb/screening/{s.pk}/") for s in vores],
        )
        yield Side(
            "ADBB, screening, gem",
            [
                kald(s, reverse("adbb:screening_gem", args=[s.forloeb_id]), svar='"rev"', felter=_et_punkt, json=True)
                for s in vores
            ],
            [kald(s, f"/bar/adbb/screening/{s.pk}/gem/", svar='"rev"', felter=_et_punkt, json=True) for s in bare],
        )


def _et_punkt(gang: int) -> dict[str, Any]:
    """One item, scored differently each time."""
    return {"rev": HAR_SET_ALT, "klient": "maaling", "felter": {PUNKTER[0]: str(gang % 3)}}


def _kald(egen: EgenVurdering, sti: str, svar: str, felter: Callable[[int], dict[str, Any]] | None = None) -> Kald:
    if egen.vurderer is None:
        raise FattesNoget("Den egne vurdering er ingens.")
    return Kald(egen.vurderer, sti, svar, felter, json=felter is not None)


def _et_svar(egen: EgenVurdering) -> Callable[[int], dict[str, Any]]:
    """One tegn, answered differently each time."""
    tegn = next(iter(egen.svar))
    return lambda gang: {
        "rev": HAR_SET_ALT,
        "klient": "maaling",
        "felter": {tegn: ("groen", "gul")[(gang + egen.rev) % 2]},
    }


def _soeg(leder: User, barn: Barn) -> Kald:
    return Kald(leder, reverse("boern"), barn.fornavn, lambda _: {"q": barn.fornavn[:4]})
