"""A list page by page, counted in the query that reads it."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Window


class Sidedeling(Paginator):
    """As Django's, for a queryset: the page comes with how many there are in all, which costs no query of its own.

    Use `get_page`. A page beyond the last one is asked for once more, as the last.
    """

    def get_page(self, number: Any) -> Page:
        """The page with this number; the first for what is no number."""
        nr = int(number) if str(number).isdecimal() and len(str(number)) < 10 else 1
        foerste = (max(nr, 1) - 1) * self.per_page
        liste: Any = self.object_list
        taelt = liste.annotate(i_alt_i_listen=Window(Count("*")))
        raekker = list(taelt[foerste : foerste + self.per_page])
        if not raekker and nr > 1:
            return super().get_page(number)
        self.count = raekker[0].i_alt_i_listen if raekker else 0
        return Page(raekker, max(nr, 1), self)
