"""What can go wrong in the domain, each with the sentence the reader gets and its HTTP status."""


class DomainError(Exception):
    """A refusal with a sentence for the reader: which field, what was sent, what would do."""

    status = 400

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class BadInput(DomainError):
    """The words or values sent cannot be accepted."""

    status = 422


class NotFound(DomainError):
    """There is no such thing, or the asker may not know of it."""

    status = 404


class NotAllowed(DomainError):
    """This actor may not do this."""

    status = 403


class Conflict(DomainError):
    """Somebody changed it meanwhile, or the state does not allow it."""

    status = 409


class Unavailable(DomainError):
    """Our fault and passing: answered 503 with Retry-After, nothing lost."""

    status = 503
