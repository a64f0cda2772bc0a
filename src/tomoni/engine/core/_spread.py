"""A number that is not known exactly."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from tomoni.engine.core._values import Value

NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Spread(Value):
    """Lowest, likely and highest of a number that is 0 or more; all alike where it is certain."""

    low: NotNegative
    likely: NotNegative
    high: NotNegative

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.likely <= self.high:
            raise ValueError("low, likely and high are not in order")
        return self
