"""How fast the pages are in a large municipality: `manage.py bench`. Nothing of it runs when the product is in use."""
