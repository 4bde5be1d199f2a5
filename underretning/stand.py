"""What has been done about a received underretning, as the rules ask for it (`rules.krav`)."""

from collections.abc import Collection, Iterable

from opsporing.models import Spaerring
from underretning.models import Boernesamtale, Brev, Brevart, Genvurderingsdeltager, Modtaget, Overgreb, Pligt
from underretning.rules.krav import Fakta


def fakta(modtaget: Modtaget) -> Fakta:
    """The facts of one, in five queries at most. Doubt about abuse counts as suspicion."""
    breve = Brev.objects.filter(modtaget=modtaget).only("art", "sendt_at", "undladt_grund")
    samtaler = Boernesamtale.objects.filter(modtaget=modtaget).only("holdt_den", "uden_foraeldre")
    return fakta_af(modtaget, breve, list(samtaler))


def fakta_af(modtaget: Modtaget, breve: Iterable[Brev], samtaler: Collection[Boernesamtale]) -> Fakta:
    """The facts of one whose letters and talks are read already."""
    klaret = {brev.art for brev in breve if brev.sendt_at or brev.undladt_grund}
    genvurdering = getattr(modtaget, "genvurdering", None) if modtaget.hjaelp_i_gang else None
    genvurderet = genvurdering is not None and genvurdering.afsluttet_at is not None
    overgreb = modtaget.overgreb != Overgreb.NEJ
    return Fakta(
        hjaelp_i_gang=modtaget.hjaelp_i_gang,
        genvurderet=genvurderet,
        ny_deltager=genvurderet and Genvurderingsdeltager.objects.filter(genvurdering=genvurdering, ny=True).exists(),
        overgreb=overgreb,
        foraeldre_mistaenkt=overgreb and _foraeldre_mistaenkt(modtaget),
        ufoedt=modtaget.barn.foedt_den is None,
        samtale=any(s.holdt_den for s in samtaler),
        uden_foraeldre=any(s.holdt_den and s.uden_foraeldre for s in samtaler),
        samtale_undladt=any(not s.holdt_den for s in samtaler),
        skal_kvitteres=not modtaget.anonym,
        kvitteret=Brevart.KVITTERING in klaret,
        skal_svares=modtaget.pligt == Pligt.FAGPERSON and not modtaget.anonym,
        svaret=Brevart.TILBAGEMELDING in klaret,
    )


def _foraeldre_mistaenkt(modtaget: Modtaget) -> bool:
    """Whether the suspicion against somebody at home stands: until myndighed has lifted the switch."""
    spaerringer = list(Spaerring.objects.filter(anledning=modtaget.anledning_id).values_list("ophaevet_at", flat=True))
    if spaerringer:
        return None in spaerringer
    return modtaget.overgreb == Overgreb.HJEMMET
