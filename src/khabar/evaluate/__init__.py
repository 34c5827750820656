"""Scores khabar on public test sets, in the files that their authors publish."""
