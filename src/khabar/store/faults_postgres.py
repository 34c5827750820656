"""What PostgreSQL says when something goes wrong, told as what happened and what to do.

It gives a code of five signs (SQLSTATE); only what hinders a connection comes as words alone.
"""

from __future__ import annotations

_KEPT = "everything committed before is kept"
_AGAIN = "run the same command again: it goes on where it stopped"
_LOST = (f"the server is gone or ended the connection; {_KEPT}", f"Start it and {_AGAIN}.")
_ADVICE = {
    "53100": (f"the server's disk is full; {_KEPT}", f"Free some space there and {_AGAIN}."),
    "53200": (f"the server has no memory left; {_KEPT}", f"Give it more and {_AGAIN}."),
    "53300": ("the server takes no more connections", "Close some, or raise its max_connections."),
    "55P03": (
        f"another process keeps it locked; {_KEPT}",
        "Wait until that process is done and run the same command again.",
    ),
    "40P01": (f"it and another process waited for each other; {_KEPT}", f"Please {_AGAIN}."),
    "57014": (f"the server broke it off; {_KEPT}", "Raise its statement_timeout, and try again."),
    "25006": (
        "it cannot be written: the server only lets it be read",
        "Name the server that takes what is written with --store.",
    ),
    "42501": (
        "this user may not do that there",
        "Let the owner of the database grant the right to create and write tables.",
    ),
    "57P03": ("the server is starting or stopping", "Wait a little and run the command again."),
    "28P01": ("the password is wrong", "Check the user and the password."),
    "28000": (
        "the server lets this user in from here neither with this password nor without one",
        "Check the user, the password, and pg_hba.conf on the server.",
    ),
    "3D000": (
        "there is no such database",
        "Create it (createdb NAME), or name another with --store.",
    ),
    "08001": (
        "no PostgreSQL answers there",
        "Check the host, the port and that the server runs, or name another store with --store.",
    ),
    "XX001": ("the database is damaged", "Bring back a copy, or read the articles again."),
    "XX002": ("an index of the database is damaged", "Run REINDEX DATABASE on it."),
    **dict.fromkeys(("57P01", "57P02", "57P05", "08000", "08003", "08006", "08P01"), _LOST),
}
_WORDS = (
    ("invalid port number", "08001"),
    # libpq and older drivers give no code where no connection comes about.
    ("password authentication failed", "28P01"),
    ("no password supplied", "28P01"),
    ("no pg_hba.conf entry", "28000"),
    ("authentication failed", "28000"),
    ('database "', "3D000"),
    ('role "', "28000"),
    ("too many clients", "53300"),
    ("remaining connection slots", "53300"),
    ("starting up", "57P03"),
    ("shutting down", "57P03"),
    ("server closed the connection", "08006"),
    ("connection is lost", "08006"),
    ("consuming input failed", "08006"),
    ("sending query", "08006"),
    ("terminating connection", "08006"),
    ("the connection is closed", "08006"),
    ("connection is bad", "08006"),
)
_NO_ANSWER = (
    "could not translate host", "failed to resolve host", "Connection refused", "No such file",
    "timeout expired", "connection timeout", "unreachable", "connection failed",
)  # fmt: skip


def advice_of(error: BaseException | None) -> tuple[str, str] | None:
    """What happened, and what to do; None where it is no fault of the user's surroundings."""
    code = getattr(error, "sqlstate", None)
    if code is not None:
        return _ADVICE.get(code)
    if not type(error).__module__.startswith("psycopg"):
        return None
    said = str(error)
    for words, meant in _WORDS:
        if words in said:
            return _ADVICE[meant]
    return _ADVICE["08001"] if any(words in said for words in _NO_ANSWER) else None
