"""Arabic: normalisation, tokens, sentences, clitics, and the tables of its words."""
