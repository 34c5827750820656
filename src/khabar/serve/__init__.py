"""Stage 5: what people and programs ask of a store, answered by pages and by an API."""
