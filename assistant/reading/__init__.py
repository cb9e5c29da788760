"""What a message says, sentence by sentence."""
