"""Working days, bank holidays, interpretations of deadlines, and recalculation."""
