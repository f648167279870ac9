"""Write or reprint many letters at once, each independently of the others."""
