from tomoni.academy.proposals.budget.models import RequestVersion
from tomoni.academy.proposals.errors import ProposalsError


class WrittenMeanwhileError(ProposalsError):
    """Two people wrote in the same fields; nothing was saved. `theirs`: what stands there now."""

    def __init__(self, code: str, *, theirs: RequestVersion) -> None:
        super().__init__(code)
        self.theirs = theirs
