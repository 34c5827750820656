"""The stages put together. Start reading at document.py."""
