"""The tags and filters of every page: icons, shapes, bars, dates, and the blocks that hold other things.

Nothing here knows a model: what is shown is handed in. docs/komponenter.md shows each with an example.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.timezone import localtime

from opsporing import dansk
from opsporing.grafer import Graf

register = template.Library()

IKONER = "vendor/dkfds/img/ikoner.svg"

#: The three shapes of a position. The shape is fixed everywhere; words and colours are the municipality's.
FORMER = {
    "groen": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2.2"></circle>',
    "gul": '<path d="M8 2 L14.6 13.6 H1.4 Z" fill="none" stroke="currentColor" stroke-width="2.2" '
    'stroke-linejoin="round"></path><path d="M8 6.6 L11 12 H5 Z" fill="currentColor"></path>',
    "roed": '<rect x="2" y="2" width="12" height="12" rx="1.5" fill="currentColor"></rect>',
    "none": '<path d="M3 8 H13" stroke="currentColor" stroke-width="2"></path>',
}
_RING = '<circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="2"'
#: The five states of work, told by shape.
TILSTANDE = {
    "none": f'{_RING} stroke-dasharray="3 2.5"></circle>',
    "half": f'{_RING}></circle><path d="M9 2 A7 7 0 0 1 9 16 Z" fill="currentColor"></path>',
    "ready": f'{_RING}></circle><circle cx="9" cy="9" r="3" fill="currentColor"></circle>',
    "done": '<circle cx="9" cy="9" r="8" fill="currentColor"></circle>'
    '<path d="M5.4 9.3 L8 11.9 L12.8 6.6" fill="none" stroke="#fff" stroke-width="2"></path>',
    "stop": f'{_RING}></circle><path d="M5 9 H13" stroke="currentColor" stroke-width="2.4"></path>',
}
_DOED = 'focusable="false" aria-hidden="true"'


# ---- shapes ----------------------------------------------------------------------------------------------------------


@register.simple_tag
def ikon(navn: str, *, klasse: str = "icon-svg") -> SafeString:
    """An icon of the design system beside words. Names: ICONS in tools/vendor_dkfds.py."""
    return format_html(
        '<svg class="{}" {}><use href="{}#{}"></use></svg>', klasse, SafeString(_DOED), static(IKONER), navn
    )


@register.simple_tag
def placeringsform(kode: str | None) -> SafeString:
    """Only the shape of a position, for a choice or a legend that has the words beside it."""
    return mark_safe(
        f'<svg class="ops-shape" viewBox="0 0 16 16" {_DOED}>{FORMER.get(kode or "none", FORMER["none"])}</svg>'
    )


@register.simple_tag
def placering(kode: str | None, label: str = "", farver: bool = True) -> SafeString:
    """A position as shape and words. `kode` is groen, gul, roed or empty; `label` is the municipality's word for it."""
    kode = kode if kode in FORMER else "none"
    uden = "" if farver else " is-uden-farve"
    return mark_safe(
        f'<span class="ops-pos is-{kode}{uden}"><svg viewBox="0 0 16 16" {_DOED}>{FORMER[kode]}</svg>'
        f"{conditional_escape(label or 'Ikke sat')}</span>"
    )


@register.simple_tag
def tilstand(kode: str, label: str = "") -> SafeString:
    """How far the work is: none, half, ready, done or stop, always with a word."""
    label = (
        label or {"none": "Ikke begyndt", "half": "I gang", "ready": "Klar", "done": "Færdig", "stop": "Afventer"}[kode]
    )
    return mark_safe(
        f'<span class="ops-state is-{kode}"><svg viewBox="0 0 18 18" {_DOED}>{TILSTANDE[kode]}</svg>'
        f"{conditional_escape(label)}</span>"
    )


@register.simple_tag
def tilstandsform(kode: str) -> SafeString:
    """Only the shape of a state, where the words beside it say what is done or missing."""
    return mark_safe(
        f'<span class="ops-state is-{kode}"><svg viewBox="0 0 18 18" {_DOED}>{TILSTANDE[kode]}</svg></span>'
    )


@register.simple_tag
def flag(label: str, ikonnavn: str = "", slags: str = "") -> SafeString:
    """A fact that changes how a matter is handled. `slags`: strong (acute) or shield (parents are not to know)."""
    billede = ikon(ikonnavn, klasse="") if ikonnavn else ""
    return format_html('<span class="ops-flag{}">{}{}</span>', f" is-{slags}" if slags else "", billede, label)


@register.simple_tag
def bjaelke(
    vaerdi: float, af: float = 100, *, tynd: bool = False, forsinket: bool = False, maerke: float | None = None
) -> SafeString:
    """A bar of `vaerdi` out of `af`, with an optional mark at a limit. Words must stand beside it."""
    procent = min(max(100 * vaerdi / af, 0), 100) if af else 0
    streg = ""
    if maerke is not None and af:
        streg = f'<rect class="ops-bar__mark" x="{100 * maerke / af:.1f}" width="0.6" height="10"></rect>'
    return mark_safe(
        f'<svg class="ops-bar{" is-thin" if tynd else ""}" viewBox="0 0 100 10" preserveAspectRatio="none" {_DOED}>'
        f'<rect class="ops-bar__bg" width="100" height="10" rx="1"></rect>'
        f'<rect class="ops-bar__fg{" is-late" if forsinket else ""}" width="{procent:.1f}" height="10" rx="1"></rect>'
        f"{streg}</svg>"
    )


@register.simple_tag
def gemt(hvornaar: datetime | None = None, *, slags: str = "gemt", id: str = "") -> SafeString:
    """The line that says what is saved: gemt (with its time), gemmer or offline; `id` for the script that updates."""
    navn, tekst = {
        "gemt": ("check", f"Gemt {dansk.klokken(localtime(hvornaar))}" if hvornaar else "Gemmer, mens du skriver"),
        "gemmer": ("sync", "Gemmer"),
        "offline": ("warning", "Intet net. Gemt her, sendes om lidt"),
    }[slags]
    return format_html(
        '<p class="ops-saved{}"{} role="status">{}<span>{}</span></p>',
        " is-offline" if slags == "offline" else "",
        format_html(' id="{}"', id) if id else "",
        ikon(navn, klasse=""),
        tekst,
    )


# ---- dates and words -------------------------------------------------------------------------------------------------


def _datofilter(navn: str, funktion: Any) -> None:
    def vis(vaerdi: Any) -> str:
        return funktion(vaerdi) if vaerdi else ""

    vis.__doc__ = funktion.__doc__
    register.filter(navn, vis, expects_localtime=True)


for _navn in ("dato", "kort_dato", "kort_dato_aar", "maaned", "dato_ord", "dag_ord", "klokken", "dato_klokken"):
    _datofilter(_navn, getattr(dansk, _navn))


@register.filter
def alder(foedt: date | None, dag: date) -> str:
    """The age on a day: `{{ barn.foedt|alder:i_dag }}`."""
    return dansk.alder(foedt, dag) if foedt else ""


@register.filter(expects_localtime=True)
def hvornaar(forfalder: date, dag: date) -> dansk.Hvornaar:
    """When something falls due, seen from a day: `{% with h=frist.forfalder|hvornaar:i_dag %}`.

    Seen from a moment (`hvornaar:nu`), what falls due at a moment says the hours and minutes there are.
    """
    if not isinstance(dag, datetime):
        return dansk.hvornaar(forfalder, dag)
    if isinstance(forfalder, datetime):
        return dansk.paa_uret(forfalder, dag)
    return dansk.hvornaar(forfalder, localtime(dag).date())


@register.filter
def ejefald(navn: str) -> str:
    """The genitive of a name: `{{ barn.fornavn|ejefald }}`."""
    return dansk.ejefald(str(navn))


@register.filter
def opregning(dele: Iterable[Any]) -> str:
    """Items in a sentence: `{{ navne|opregning }}`."""
    return dansk.opregning([str(d) for d in dele])


_INTERVAL = re.compile(r"\d+-\d+")


@register.filter
def samlet(tekst: str) -> SafeString:
    """A text whose intervals (`4-5 gange`) are not parted at the end of a line; browsers break after the hyphen."""
    sikker = conditional_escape(tekst)
    return mark_safe(_INTERVAL.sub(r'<span class="ops-nowrap">\g<0></span>', sikker))


@register.filter
def sted(enhed: Any) -> str:
    """A unit with its preposition: `{{ enhed|sted }}` is `på Egern`, `i Distrikt Nord` or `hos Inger`."""
    return dansk.sted(enhed.navn, stue=enhed.type == "stue")


@register.filter
def uden_hos(navn: str) -> str:
    """A unit after another preposition: `til {{ enhed.navn|uden_hos }}` is `til Egern`, `til Inger`."""
    return dansk.uden_hos(str(navn))


@register.filter
def lille(tekst: str) -> str:
    """A text in the middle of a sentence; what has capitals further on keeps them (`team efter ADBB`)."""
    return dansk.lille(str(tekst))


@register.simple_tag
def antal(n: int, ental: str, flertal: str) -> str:
    """A number with the right form of its noun: `{% antal n "barn" "børn" %}`."""
    return dansk.antal(n, ental, flertal)


# ---- blocks that hold other things -----------------------------------------------------------------------------------


@register.simple_block_tag(end_name="endkort")
def kort(
    content: str, titel: str = "", *, note: str = "", klasse: str = "", niveau: int = 2, id: str = "", krop: bool = True
) -> SafeString:
    """A card with a heading. `klasse`: is-lead, is-flush. `krop=False`: a plain box, not a section with a name."""
    ident = id or slugify(titel)
    hoved = ""
    if titel:
        hoved = format_html(
            '<div class="ops-card__head"><h{0} id="{1}-h">{2}</h{0}>{3}</div>',
            niveau,
            ident,
            titel,
            format_html('<span class="ops-small ops-muted">{}</span>', note) if note else "",
        )
    maerke = format_html(' aria-labelledby="{}-h"', ident) if titel and krop else ""
    tag = "section" if krop else "div"
    return format_html(
        '<{0} class="ops-card{1}"{2}{3}>{4}{5}</{0}>',
        SafeString(tag),
        f" {klasse}" if klasse else "",
        format_html(' id="{}"', id) if id else "",
        maerke,
        hoved,
        SafeString(content),
    )


@register.simple_block_tag(end_name="endeftertanke")
def eftertanke(content: str, titel: str = "", *, slags: str = "") -> SafeString:
    """A professional question or a reminder, one a screen; `slags="stop"` only when something must not happen.

    A title in bold is a sentence of its own: it gets its full stop here if it has none.
    """
    slut = "" if not titel or titel[-1] in ".?!:" else "."
    foran = format_html("<strong>{}{}</strong> ", titel, slut) if titel else ""
    return format_html(
        '<div class="ops-prompt{}"><p>{}{}</p></div>',
        " is-stop" if slags == "stop" else "",
        foran,
        SafeString(content.strip()),
    )


@register.simple_block_tag(end_name="endudeladt")
def udeladt(content: str) -> SafeString:
    """What a list shows and what it leaves out; stands last under every list. Nothing to say gives nothing."""
    tekst = content.strip()
    return format_html('<p class="ops-left-out">{}</p>', SafeString(tekst)) if tekst else SafeString("")


@register.simple_block_tag(end_name="endfoldud")
def foldud(content: str, titel: str, *, aaben: bool = False) -> SafeString:
    """Something most readers do not need: a link-like summary that opens it."""
    return format_html(
        '<details class="ops-more"{}><summary>{}</summary>{}</details>',
        SafeString(" open") if aaben else "",
        titel,
        SafeString(content),
    )


@register.simple_block_tag(end_name="endbilag")
def bilag(content: str, titel: str, note: str = "", *, aaben: bool = False) -> SafeString:
    """A document that folds out: an enclosure as it was when it was frozen, an earlier vurdering."""
    return format_html(
        '<details class="ops-doc"{}><summary>{} {}</summary><div>{}</div></details>',
        SafeString(" open") if aaben else "",
        titel,
        format_html("<small>{}</small>", note) if note else "",
        SafeString(content),
    )


# ---- charts, paging --------------------------------------------------------------------------------------------------


@register.simple_tag
def graf(g: Graf, *, papir: bool = False) -> SafeString:
    """A chart with its numbers in a table beside it; in print the table stands open."""
    return g.render(papir=papir)


_SIDE = re.compile(r"(?:^|&)side=[^&]*")


@register.simple_tag(takes_context=True)
def sidelink(context: Context, nummer: int) -> str:
    """The query string of another page of the same list, with its filters kept."""
    foresp = context.get("request")
    ellers = _SIDE.sub("", foresp.GET.urlencode()).strip("&") if foresp else ""
    return f"?{ellers}&side={nummer}" if ellers else f"?side={nummer}"


@register.filter
def sider(side: Page) -> list[int | str]:
    """The page numbers to offer around the present one, with an ellipsis for what is left out."""
    return list(side.paginator.get_elided_page_range(side.number, on_each_side=1, on_ends=1))
