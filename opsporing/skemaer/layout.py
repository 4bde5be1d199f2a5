"""How the parts of a form are drawn: one crispy layout object per section, which draws its fields one by one."""

import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from opsporing.skemaer.betingelse import som_koder
from opsporing.skemaer.definition import BILLEDKORT, JA, NEJ, Betingelse, Felt, Felttype, Sektion
from opsporing.skemaer.formularfelter import DEL
from opsporing.skemaer.iagttagelser import DELE
from opsporing.skemaer.pladsholdere import udfyld
from opsporing.skemaer.skrivehjaelp import fund_i_svar, vil_laeses

if TYPE_CHECKING:
    from opsporing.skemaer.formular import Skemaformular

#: How skema.js reads a field's value from the page.
SLAGS = {
    Felttype.TEGN: "valg",
    Felttype.VALG: "valg",
    Felttype.SKALA: "valg",
    Felttype.JA_NEJ: "valg",
    Felttype.FLERVALG: "flervalg",
    Felttype.LINEAL_TEGN: "lineal",
    Felttype.IAGTTAGELSER: "iagttagelser",
}


class Sektionsramme:
    """A section with its heading and fields. ``skemaer/sektion.html``."""

    def __init__(self, sektion: Sektion) -> None:
        self.sektion = sektion

    def render(self, form: "Skemaformular", context: Any, template_pack: Any = TEMPLATE_PACK, **_: Any) -> SafeString:
        """Called by crispy."""
        ord_ = form.pladsholdere
        return mark_safe(
            render_to_string(
                "skemaer/sektion.html",
                {
                    "anker": form.anker(self.sektion),
                    "sektion": self.sektion,
                    "titel": udfyld(self.sektion.titel, ord_),
                    "hjaelp": udfyld(self.sektion.hjaelp, ord_),
                    "genvej": udfyld(str(form.definition.egenskaber.get("genvej", "Alle tegn på trivsel ses")), ord_),
                    "betingelse": betingelse_data(form, self.sektion.vises_naar),
                    "skriveord": form.skriveord_data if form.bringer_skriveord(self.sektion) else "",
                    "felter": [
                        _felt(form, felt, context, template_pack)
                        for felt in self.sektion.felter
                        if form.kan_vises(felt)
                    ],
                },
            )
        )


def betingelse_data(form: "Skemaformular", betingelse: Betingelse | None) -> dict[str, str]:
    """What betinget.js needs: the name of the deciding input and the values that show the element."""
    if betingelse is None:
        return {}
    styrende = form.udvalg.felt(betingelse.felt)
    if styrende is None:
        return {}
    return {
        "felt": form.add_prefix(styrende.kode),
        "vaerdi": "|".join(betingelse.koder_der_viser(styrende.koder)),
    }


def _felt(form: "Skemaformular", felt: Felt, context: Any, template_pack: Any) -> SafeString:
    slags = "gentaget" if felt.gentages else "pr_person" if felt.pr_person else SLAGS.get(felt.type, "tekst")
    return mark_safe(
        render_to_string(
            "skemaer/felt.html",
            {
                "felt": felt,
                "slags": slags if felt.har_svar else "",
                "betingelse": betingelse_data(form, felt.vises_naar),
                "titel": udfyld(felt.tekst, form.pladsholdere),
                "raad": [udfyld(en, form.pladsholdere) for en in felt.egenskaber.get("raad", ())],
                "eksempler": felt.egenskaber.get("eksempler", ()),
                "laeses": vil_laeses(felt),
                "fund": fund_i_svar(felt, form[felt.kode].value(), form.skriveord) if vil_laeses(felt) else (),
                "indhold": _indhold(form, felt, context, template_pack),
            },
        )
    )


def _indhold(form: "Skemaformular", felt: Felt, context: Any, template_pack: Any) -> SafeString:
    if felt.type is Felttype.INFORMATION:
        ord_ = form.pladsholdere
        return mark_safe(
            render_to_string(
                "skemaer/information.html",
                {"tekst": udfyld(felt.tekst, ord_), "hjaelp": udfyld(felt.hjaelp, ord_)},
            )
        )
    if felt.type is Felttype.TEGN:
        return _tegn(form.tegnkort(felt))
    vaerdi = form[felt.kode].value()
    if felt.gentages:
        lang = felt.type is Felttype.LANG_TEKST
        return _egen("gentaget", form, felt, {"vaerdier": [*(vaerdi or []), ""], "lang": lang})
    if felt.pr_person:
        tal = felt.type is Felttype.TAL
        return _egen("pr_person", form, felt, {"raekker": [*(vaerdi or []), {"navn": "", "vaerdi": ""}], "tal": tal})
    if felt.type is Felttype.IAGTTAGELSER:
        return _egen("iagttagelser", form, felt, _iagttagelser(form, felt, vaerdi or []))
    if felt.type is Felttype.LINEAL_TEGN:
        return _egen("lineal_tegn", form, felt, {"dele": _linealdele(form, felt, vaerdi or {})})
    if felt.type is Felttype.SKALA and felt.rolle == "punkt":
        return _egen("punkt", form, felt, {"nummer": felt.egenskaber.get("nummer")})
    if felt.type is Felttype.SKALA:
        niveauer = [(nr, felt.egenskaber.get(f"niveau_{nr}", ())) for nr in (1, 3, 5)]
        return _egen("skala", form, felt, {"niveauer": [par for par in niveauer if par[1]]})
    # Yes or no, and few short choices, are one tap each; crispy's own choice of template does for the rest.
    i_raekke = felt.type is Felttype.JA_NEJ or felt.rolle in {"raekke", BILLEDKORT}
    template = "dkfds/segment.html" if i_raekke else None
    return render_field(felt.kode, form, context, template=template, template_pack=template_pack)


def _tegn(kort: dict[str, Any]) -> SafeString:
    """Draw one sign. The same sign with the same answer looks the same for every child, so it is drawn once."""
    svar = tuple((en["vaerdi"], en["tekst"], en["uset"], en["forrige"]) for en in kort["svar"])
    return _tegn_html(svar, tuple((navn, vaerdi) for navn, vaerdi in kort.items() if navn != "svar"))


@lru_cache(maxsize=2000)
def _tegn_html(svar: tuple[tuple[str, str, bool, str], ...], resten: tuple[tuple[str, Any], ...]) -> SafeString:
    felter = ("vaerdi", "tekst", "uset", "forrige")
    kort = dict(resten) | {"svar": [dict(zip(felter, en, strict=True)) for en in svar]}
    return mark_safe(render_to_string("_components/tegn.html", kort))


def _egen(navn: str, form: "Skemaformular", felt: Felt, mere: Mapping[str, Any]) -> SafeString:
    """Draw a field the template pack has no form for."""
    bundet = form[felt.kode]
    return mark_safe(render_to_string(f"skemaer/{navn}.html", {"field": bundet, **mere}))


def _iagttagelser(form: "Skemaformular", felt: Felt, vaerdi: list[dict[str, str]]) -> dict[str, Any]:
    """Every observation as a row, and one that is empty; what has been taken away is not shown again."""
    raekker = [en for en in vaerdi if any(en.get(del_) for del_ in DELE)]
    return {
        "raekker": [*raekker, {"id": secrets.token_hex(6)}],
        "kilder": [(valg.kode, udfyld(valg.tekst, form.pladsholdere)) for valg in felt.valg],
    }


def _linealdele(form: "Skemaformular", felt: Felt, svar: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions about one lineal_tegn, each with its choices."""
    navn = form.add_prefix(felt.kode)
    dele = []
    for del_ in form.udvalg.tegn_svar:
        styrende = next(
            (en for en in form.udvalg.tegn_svar if del_.vises_naar and en.kode == del_.vises_naar.felt), None
        )
        betingelse = {}
        if styrende is not None and del_.vises_naar is not None:
            viser = del_.vises_naar.koder_der_viser(styrende.koder)
            betingelse = {"felt": f"{navn}{DEL}{styrende.kode}", "vaerdi": "|".join(viser)}
        valg = [(JA, "Ja"), (NEJ, "Nej")] if del_.type is Felttype.JA_NEJ else [(v.kode, v.tekst) for v in del_.valg]
        valgte = som_koder(svar.get(del_.kode))
        dele.append(
            {
                "kode": del_.kode,
                "navn": f"{navn}{DEL}{del_.kode}",
                "tekst": udfyld(del_.tekst, form.pladsholdere),
                "valg": [(kode, udfyld(tekst, form.pladsholdere), kode in valgte) for kode, tekst in valg],
                "betingelse": betingelse,
            }
        )
    return dele
