"""Where facts rest between runs."""
