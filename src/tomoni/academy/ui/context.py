"""What every page gets besides its own values."""

from django.http import HttpRequest

from tomoni.academy.ui.navigation import Entry, entries_for


def page(request: HttpRequest) -> dict[str, list[tuple[Entry, bool]]]:
    """The global navigation of the page: pairs of entry and whether it is current."""
    return {"navigation": entries_for(request)}
