"""Everything adbb does: courses that come and go by themselves, screenings, the team's case, supervision."""
