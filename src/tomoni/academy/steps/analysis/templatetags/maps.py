"""The maps of a case, for the step's page."""

from django import template

from tomoni.academy.workspaces.models import Artifact, Case

register = template.Library()


@register.simple_tag
def maps_of(case: Case) -> list[tuple[str, str]]:
    """Key and title of every map; one query."""
    found = Artifact.objects.filter(case=case, kind="map", versions__isnull=False).distinct()
    return [(each.key, each.title or each.key) for each in found.order_by("key")]
