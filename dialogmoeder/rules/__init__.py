"""The rules of meetings: states, days, agendas and numbers. Pure: no Django, the time is handed in."""
