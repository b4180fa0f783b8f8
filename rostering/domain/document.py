"""The base of everything read from a file: frozen, and no unknown key."""

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """A value read from a file; unknown keys are mistakes, values never change afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
