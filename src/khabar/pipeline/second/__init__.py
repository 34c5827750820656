"""A language model as second reader: it names words, we find them in the text or leave them out."""
