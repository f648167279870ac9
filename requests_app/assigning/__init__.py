"""Assigning requests: the queue, taking, passing on, handing over, and leave."""
