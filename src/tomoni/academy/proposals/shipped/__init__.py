"""Programmes that come with Tomoni, as a city writes them in YAML."""
