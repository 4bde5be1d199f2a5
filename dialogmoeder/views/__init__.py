"""The pages about teams, meetings and sparring."""
