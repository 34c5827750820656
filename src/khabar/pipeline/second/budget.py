"""How much may be asked of a model in one run."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.errors import KhabarError


class SpentError(Exception):
    """The budget is used up: what is done is kept, and another run goes on from there."""


@dataclass(slots=True, kw_only=True)
class Budget:
    """Requests and tokens that may be used, None without end, and what was used of them.

    A request is not begun once either is used up; the last one may take tokens beyond the end.
    """

    requests: int | None = None
    tokens: int | None = None
    asked: int = 0
    taken: int = 0

    def draw(self) -> None:
        """Take one request out.

        Raises:
            SpentError: nothing is left.
        """
        if self.requests is not None and self.asked >= self.requests:
            raise SpentError
        if self.tokens is not None and self.taken >= self.tokens:
            raise SpentError
        self.asked += 1


def budget_of(said: str | None) -> Budget:
    """The budget that "200", "requests=200" or "requests=200,tokens=50000" gives.

    Raises:
        KhabarError: it gives none.
    """
    budget = Budget()
    for part in said.split(",") if said is not None else ():
        name, _, value = part.strip().rpartition("=")
        if name not in ("", "requests", "tokens") or not (value.isascii() and value.isdecimal()):
            raise KhabarError(
                f"--budget: {said!r} is no budget. Write it as 200 (requests) or tokens=50000."
            )
        if name == "tokens":
            budget.tokens = int(value)
        else:
            budget.requests = int(value)
    return budget
