"""Put a request off one's own desk until a day or an event."""
