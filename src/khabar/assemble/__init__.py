"""Stage 3, many documents: groups of readings, each built from all of its members."""
