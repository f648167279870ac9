"""How a request stands: what is complete, waiting, given, owed, contradictory."""
