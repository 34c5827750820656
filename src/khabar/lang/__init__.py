"""What a language must offer, and one folder a language."""
