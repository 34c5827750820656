"""What rules and the learned reader say, brought together, weighed, and kept or left."""
