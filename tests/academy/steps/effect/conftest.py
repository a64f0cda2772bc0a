from academy.steps.flow.fixtures import case as case
from academy.steps.flow.fixtures import page as page
