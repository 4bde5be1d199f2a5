"""Database functions of our own."""

from django.db.models import CharField, Func


class DanskSortering(Func):
    """Sort key in Danish order (aa as å; æ, ø, å after z), the same on every server; see the first migration."""

    function = "dansk_sortering"
    template = '%(function)s(%(expressions)s) COLLATE "C"'
    output_field = CharField()
