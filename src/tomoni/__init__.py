"""Tomoni (ともに): the Data Academy's workbench."""

__version__ = "0.1.0"
