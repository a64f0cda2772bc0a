from tomoni.engine.core import TomoniError


class AccountsError(TomoniError):
    """A change of people or divisions that cannot be made."""
