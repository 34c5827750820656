"""Stage 1: sources become documents, one reader a form."""
