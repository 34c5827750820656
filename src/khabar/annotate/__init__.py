"""Stage 2, one document: pure steps, none of which imports another; pipeline/document.py calls them."""
