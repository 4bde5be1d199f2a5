"""Picture cards: simple drawings a child can point at while the question is read aloud. Drawn for this product.

Each is the inside of an `<svg viewBox="0 0 48 48">` in one line colour, so that it prints and can be seen in any
contrast. A picture never stands alone: the words of the choice are beside it, and are its name to a screen reader.
Pure: no Django.
"""

from collections.abc import Mapping

_OEJNE = '<circle class="is-fyldt" cx="19" cy="{0}" r="1.8"/><circle class="is-fyldt" cx="29" cy="{0}" r="1.8"/>'
_TO_KROPPE = '<path d="M8 40v-8a8 8 0 0 1 16 0v8M24 40v-8a8 8 0 0 1 16 0v8"/>'

#: By the name a form uses for it (`billede` of a choice).
BILLEDER: Mapping[str, str] = {
    # What can be nice.
    "ansigt": '<circle cx="24" cy="24" r="16"/>' + _OEJNE.format(20) + '<path d="M17 28c3 6 11 6 14 0"/>',
    "bog": '<path d="M24 14c-4-3-10-4-16-3v24c6-1 12 0 16 3 4-3 10-4 16-3V11c-6-1-12 0-16 3zM24 14v24"/>',
    "bold": '<circle cx="24" cy="24" r="16"/><path d="M9 19c9 6 21 6 30 0M24 8c-6 9-6 23 0 32"/>',
    "dyr": '<circle cx="24" cy="28" r="13"/><path d="M13 21L12 9l9 6M35 21l1-12-9 6M24 31v2M20 35c2 2 6 2 8 0"/>'
    + _OEJNE.format(26),
    "favn": '<circle cx="19" cy="11" r="5"/><path d="M8 41V28a9 9 0 0 1 17-4M19 30l9 4M26 41v-5a6 6 0 0 1 12 0v5"/>'
    '<circle cx="32" cy="24" r="4"/>',
    "gynge": '<path d="M9 41L16 8h16l7 33M20 8v21M28 8v21M17 29h14"/>',
    "klodser": '<rect x="7" y="26" width="15" height="15"/><rect x="26" y="26" width="15" height="15"/>'
    '<rect x="16.5" y="8" width="15" height="15"/>',
    "loebe": '<circle cx="29" cy="9" r="4"/><path d="M27 16l-7 8 7 6-3 11M20 24l-8 1M27 18l5 6 6-2M21 29l-7 8"/>',
    "musik": '<path d="M18 34V13l18-4v21"/><circle cx="14" cy="34" r="4"/><circle cx="32" cy="30" r="4"/>',
    "sove": '<path d="M6 39V13M6 33h36v6M42 33v-6a6 6 0 0 0-6-6H20v12"/><circle cx="13" cy="26" r="4"/>',
    "spise": '<path d="M8 25h32a16 16 0 0 1-32 0zM31 25l7-16M18 9c-3 4 3 5 0 9M25 9c-3 4 3 5 0 9"/>',
    "tegne": '<path d="M9 39l3-10L32 9l7 7-20 20zM28 13l7 7M27 41c3-4 6 3 11-1"/>',
    "ude": '<path d="M6 41h36M17 41V28"/><circle cx="17" cy="19" r="10"/><circle cx="36" cy="12" r="5"/>',
    "vand": '<path d="M24 6c7 9 12 15 12 21a12 12 0 0 1-24 0c0-6 5-12 12-21zM17 28a7 7 0 0 0 6 6"/>',
    "venner": '<circle cx="16" cy="15" r="5"/><circle cx="32" cy="15" r="5"/>' + _TO_KROPPE,
    # What can be hard.
    "alene": '<circle cx="24" cy="23" r="4"/><path d="M18 41v-6a6 6 0 0 1 12 0v6M6 41h36"/>',
    "farvel": '<path d="M15 27V14a2.5 2.5 0 0 1 5 0v9V10a2.5 2.5 0 0 1 5 0v13V12a2.5 2.5 0 0 1 5 0v12-6'
    'a2.5 2.5 0 0 1 5 0v11c0 8-5 12-11 12-7 0-9-4-13-11-2-4 2-6 4-4zM40 9c3 3 3 6 0 9M9 9c-3 3-3 6 0 9"/>',
    "larm": '<path d="M7 19h8l10-8v26l-10-8H7zM31 17c4 4 4 10 0 14M36 12c7 7 7 17 0 24"/>',
    "moerkt": '<path d="M35 30A15 15 0 1 1 20 8a13 13 0 0 0 15 22zM37 9v8M33 13h8"/>',
    "nye_voksne": '<circle cx="20" cy="14" r="6"/><path d="M7 41v-5a13 13 0 0 1 26 0v5M36 11a4 4 0 1 1 5 4v3"/>'
    '<circle class="is-fyldt" cx="41" cy="23" r="1.8"/>',
    "vente": '<path d="M13 7h22M13 41h22M16 7c0 9 5 12 8 17-3 5-8 8-8 17M32 7c0 9-5 12-8 17 3 5 8 8 8 17"/>',
}
