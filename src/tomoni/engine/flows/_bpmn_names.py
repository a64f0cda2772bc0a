"""Names of BPMN 2.0: its namespaces, ours, and the gateways."""

from tomoni.engine.flows._flow import Gate

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
LINES = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "urn:tomoni:flow:1"
GATEWAYS = {
    Gate.ONE: "exclusiveGateway",
    Gate.ALL: "parallelGateway",
    Gate.ANY: "inclusiveGateway",
}
