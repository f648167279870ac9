"""Events that move the clock of a request: clarification, fees, extensions."""
