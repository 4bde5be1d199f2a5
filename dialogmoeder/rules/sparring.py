"""The rules of sparring: when an answer is promised, and names in what is asked without a name. Pure."""

import re
from collections.abc import Iterable
from datetime import date

from opsporing.frister.kalender import hverdage_efter

_ORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def svar_senest(stillet: date, hverdage: int) -> date:
    """The last day of the promise: so many hverdage after the question, and one of them at least.

    Help that comes late delays the help to the child (Socialstyrelsen, 2022), so the earliest reading is kept.
    """
    return hverdage_efter(stillet, max(1, hverdage))


def navne_i(tekst: str, navne: Iterable[str]) -> list[str]:
    """Which of the names stand in the text, in the order of the text. Names are words with a capital letter, so that
    the word "sol" is not the child Sol; `Almas` counts for Alma.
    """
    kendte = {del_ for navn in navne for del_ in _ORD.findall(navn) if del_[0].isupper()}
    fundne = (_uden_s(ord_, kendte) for ord_ in _ORD.findall(tekst))
    return list(dict.fromkeys(navn for navn in fundne if navn))


def _uden_s(ord_: str, kendte: set[str]) -> str:
    if ord_ in kendte:
        return ord_
    return ord_[:-1] if ord_.endswith("s") and ord_[:-1] in kendte else ""
