"""What no longer stands on the newest of what it was made from."""

from tomoni.engine.cases._graph import Artifact, Case, Version, edges, sorted_upwards


def stale(case: Case) -> dict[str, tuple[str, ...]]:
    """Artifacts whose newest version has something newer upstream, and where that shows.

    The value names the artifacts directly upstream that have a newer version or are stale
    themselves, or that are now quoted and were not there; it is empty when only the plan changed.
    An artifact that was never made is not stale. Linear in artifacts and references.
    """
    found: dict[str, tuple[str, ...]] = {}
    made_from = edges(case)
    for key in sorted_upwards(made_from):
        head = case.head(key)
        if head is None:
            continue
        causes = {
            reference.artifact
            for reference in head.references.values()
            if reference.artifact in found
            or reference.version < len(case.versions[reference.artifact])
        }
        known = {reference.artifact for reference in head.references.values()}
        causes.update(up for up in made_from[key] if up not in known and case.versions.get(up))
        if causes or plan_changed(case.artifacts[key], head):
            found[key] = tuple(sorted(causes))
    return found


def plan_changed(artifact: Artifact, head: Version) -> bool:
    """Whether the newest version was made in another way than the plan now says."""
    plan = artifact.plan
    if plan is None or head.function is None:
        return plan is not None
    return (plan.function, plan.parameters) != (head.function, head.parameters) or any(
        name not in head.references or head.references[name].artifact != source
        for name, source in plan.inputs.items()
    )
