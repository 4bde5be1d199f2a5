"""Meetings about children, the teams that hold them, and sparring."""
