"""What was learned: a small encoder that ships with the package and proposes what a text tells."""
