"""The rules of an overgang: states, days and numbers. Pure: no Django, the time is handed in."""
