"""The rules of an underretning: states, deadlines and numbers. Pure: no Django, the time is handed in."""
