"""The command line: one command a file; each parses, calls the library, prints and exits."""
