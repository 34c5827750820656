"""Curated knowledge as data, each row with its source; loaded, checked, never changed."""
