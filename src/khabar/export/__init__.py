"""Stage 4: one file a format; each turns readings into bytes and knows nothing of files."""
