"""Writes `docs/underretning-tilstande.md` from the code: `python -m underretning.tilstandstegning`."""

from pathlib import Path

from underretning.rules.tilstande import SKRIVEVEJE, VEJE, tegning

FIL = Path(__file__).parents[1] / "docs" / "underretning-tilstande.md"


def tekst() -> str:
    """The document as it is to be."""
    return f"""# The states of an underretning

Drawn from `underretning/rules/tilstande.py` by `python -m underretning.tilstandstegning`; a test says when it is old.
Every pair of states is tried through the actions in `tests/integration/underretning`.

## For the one who writes it

A draft is sent once, or thrown away and perhaps taken up again. What is sent cannot be taken back.

```mermaid
{tegning(SKRIVEVEJE)}```

## For the one who receives it

`modtaget`: the 24 hours run. `vurderet`: somebody has said whether it is acute. `afgjort`: it is decided what follows.
`lukket`: nothing more is to be done here. `oversendt`: another municipality acts. One step back (`aaben_igen`) takes up
what was closed too early, for a reason that is asked for, or a decision that new knowledge changes.

```mermaid
{tegning(VEJE)}```
"""


if __name__ == "__main__":
    FIL.write_text(tekst(), encoding="utf-8")
