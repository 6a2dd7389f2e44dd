"""Token boundaries chosen from the text at hand (Feher, Vulić, Minixhofer, arXiv 2411.18553)."""
