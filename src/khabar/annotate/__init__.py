"""Stage 2, one document: pure steps that know nothing of each other; see pipeline/document.py."""
