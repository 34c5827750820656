"""What stands between a network and the desk: who asks, from where, how often and how much."""
