"""A dossier: one self-contained page on what the documents of a store say together."""

from khabar.export.dossier.page import dossier_page

__all__ = ["dossier_page"]
