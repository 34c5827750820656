"""A record as a graph for Gephi and its like: actors are nodes, what stands between them edges."""

from __future__ import annotations

from khabar.export.graphs.drawn import drawn
from khabar.export.graphs.gexf import gexf
from khabar.export.graphs.graphml import graphml

__all__ = ["drawn", "gexf", "graphml"]
