"""The words of the domain as frozen types; imports nothing but errors."""
