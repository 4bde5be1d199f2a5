"""Where the repository is, and which apps it holds."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

#: Our own Django apps, the core first.
APPS = sorted((path.parent.name for path in ROOT.glob("*/apps.py")), key=lambda app: (app != "opsporing", app))
