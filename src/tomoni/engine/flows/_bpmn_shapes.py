"""Which shape of a BPMN file stands for which step."""

from tomoni.engine.flows._bpmn_reading import read


def shapes_of(data: bytes) -> dict[str, str]:
    """XML ids by the ids that `from_bpmn` gives to the steps; a step without a shape is left out.

    Raises as `from_bpmn` does.
    """
    found = read(data)
    return {step.id: key for step, key in zip(found.flow.steps, found.keys, strict=True) if key}
