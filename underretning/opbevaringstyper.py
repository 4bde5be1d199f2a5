"""How long underretninger are kept. The months are the municipality's (`Praksisprofil.opbevaring`)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from opsporing.models import Kommune
from opsporing.opbevaring.stoppet import er_her_efter
from opsporing.opbevaring.typer import Opbevaring
from underretning.models import Genvurdering, Modtaget, Underretning, Underretningsbarn
from underretning.rules.tilstande import Skrivetilstand, Tilstand

REGNES_FRA = "efter, at barnet er stoppet i kommunens tilbud"


def _boern(kommune: Kommune, foer: datetime) -> QuerySet[Underretningsbarn]:
    skrevet = Underretningsbarn.objects.filter(kommune=kommune, underretning__oprettet_at__lte=foer)
    return skrevet.filter(~er_her_efter(foer, barn="barn"))


def _skrives(boern: Collection[int]) -> Mapping[int, str]:
    kladder = Underretningsbarn.objects.filter(pk__in=boern, underretning__status=Skrivetilstand.KLADDE)
    return dict.fromkeys(kladder.values_list("pk", flat=True), "Underretningen er ikke sendt.")


def _uden_boern(kommune: Kommune, foer: datetime) -> QuerySet[Underretning]:
    boern = Underretningsbarn.objects.filter(underretning=OuterRef("pk"))
    return Underretning.objects.filter(~Exists(boern), kommune=kommune, oprettet_at__lte=foer)


def _modtagne(kommune: Kommune, foer: datetime) -> QuerySet[Modtaget]:
    return Modtaget.objects.filter(~er_her_efter(foer, barn="barn"), kommune=kommune, modtaget_at__lte=foer)


def _genvurderinger(kommune: Kommune, foer: datetime) -> QuerySet[Genvurdering]:
    return Genvurdering.objects.filter(modtaget__in=_modtagne(kommune, foer))


def _ikke_sluttede(genvurderinger: Collection[int]) -> Mapping[int, str]:
    holdt = set(_ikke_lukkede(Genvurdering.objects.filter(pk__in=genvurderinger).values_list("modtaget", flat=True)))
    aabne = Genvurdering.objects.filter(pk__in=genvurderinger, modtaget__in=holdt)
    return dict.fromkeys(aabne.values_list("pk", flat=True), "Underretningen er ikke lukket.")


def _ikke_lukkede(modtagne: Collection[int]) -> Mapping[int, str]:
    aabne = Modtaget.objects.filter(pk__in=modtagne).exclude(status__in=[Tilstand.LUKKET, Tilstand.OVERSENDT])
    return dict.fromkeys(aabne.values_list("pk", flat=True), "Underretningen er ikke lukket.")


OPBEVARING = [
    Opbevaring(
        kode="underretning.barn",
        hvad="underretninger, som er skrevet om barnet",
        model=Underretningsbarn,
        noegle="underretning",
        regnes_fra=REGNES_FRA,
        grund="så den, der har skrevet, kan vise, hvad der blev sendt",
        lov="opbevaringsbegraensning",
        orden=8,
        forfaldne=_boern,
        barn="barn",
        anledning="anledning",
        enhed="anledning__ejer_enhed__navn",
        holder=_skrives,
        # The letter tells what is kept in a unit's daily work; whether somebody has written is not for it to tell.
        i_brev=False,
    ),
    Opbevaring(
        kode="underretning.skrevet",
        hvad="skrevne underretninger, hvor børnene er slettet",
        model=Underretning,
        noegle="underretning",
        regnes_fra="efter, at den er skrevet",
        grund="fordi andet hænger på dem",
        lov="opbevaringsbegraensning",
        orden=9,
        forfaldne=_uden_boern,
        enhed="enhed__navn",
        medfoelger=frozenset({"underretning.bilag"}),
        i_brev=False,
    ),
    Opbevaring(
        kode="underretning.genvurdering",
        hvad="genvurderinger efter en underretning",
        model=Genvurdering,
        noegle="underretning",
        regnes_fra=REGNES_FRA,
        grund="så tidligere bekymringer kan ses, når der kommer en ny",
        lov="genvurdering",
        orden=9,
        forfaldne=_genvurderinger,
        barn="modtaget__barn",
        anledning="modtaget__anledning",
        enhed="modtaget__enhed__navn",
        holder=_ikke_sluttede,
        medfoelger=frozenset({"underretning.genvurderingsdeltager"}),
        i_brev=False,
    ),
    Opbevaring(
        kode="underretning.modtaget",
        hvad="underretninger, som kommunen har modtaget",
        model=Modtaget,
        noegle="underretning",
        regnes_fra=REGNES_FRA,
        grund="så tidligere bekymringer kan ses, når der kommer en ny",
        lov="opbevaringsbegraensning",
        orden=10,
        forfaldne=_modtagne,
        barn="barn",
        anledning="anledning",
        enhed="enhed__navn",
        holder=_ikke_lukkede,
        medfoelger=frozenset(
            f"underretning.{navn}"
            for navn in ("modtagetbilag", "boernesamtale", "overdragelse", "brev", "skridt", "udkast")
        ),
        i_brev=False,
    ),
]
