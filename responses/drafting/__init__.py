"""Write the draft of a response: answers, what they rest on, and the words around."""
