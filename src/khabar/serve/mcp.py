"""The desk for assistants that speak the Model Context Protocol.

Start here: assistant. What may be asked stands in mcp_questions.py. Nothing can be changed from
here, every answer has its sources, and what it quotes is marked as data (mcp_quoted.py).
"""

from __future__ import annotations

from importlib.metadata import version

from mcp.server.mcpserver import MCPServer
from mcp.types import ToolAnnotations

from khabar.serve.desk import Desk
from khabar.serve.mcp_questions import Questions
from khabar.serve.mcp_quoted import NOTICE

_INSTRUCTIONS = (
    "khabar reads Arabic news and keeps who did what to whom, when, and who says so according to "
    "whom. Begin with search; ask event, actor or chain with the ids it gives. An event is what "
    "articles report, not what is known to have happened: say who reports it, how it stands "
    "(reported, corroborated, disputed, denied, announced) and on how many origins it rests, and "
    "cite document, day and characters. khabar misreads some sentences: read the sentence of a "
    f"source before you rely on it. {NOTICE}"
)
_LOOKS_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def assistant(desk: Desk) -> MCPServer:
    """The server over an open desk; whoever runs it closes the desk."""
    server = MCPServer(
        "khabar",
        title="khabar",
        description="Who did what to whom in Arabic news, and who says so according to whom.",
        instructions=_INSTRUCTIONS,
        version=version("khabar"),
        log_level="ERROR",
        subscriptions=False,
    )
    asked = Questions(desk)
    for tool in (
        asked.search, asked.event, asked.actor, asked.chain, asked.disputes, asked.announcements,
        asked.article_sentence,
    ):  # fmt: skip
        server.add_tool(tool, annotations=_LOOKS_ONLY)
    server.resource(
        "khabar://documents/{document}",
        name="document",
        title="An article",
        description=f"An article as it was published, by the id of its document. {NOTICE}",
        mime_type="application/json",
    )(asked.document)
    return server
