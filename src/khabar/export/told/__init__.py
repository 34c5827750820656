"""Formats that tell what happened event by event, and what these formats share.

The formats here do not import each other; `events`, `parties` and `codes` are common ground.
"""
