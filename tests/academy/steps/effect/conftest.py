from academy.steps.flow.fixtures import case as case
