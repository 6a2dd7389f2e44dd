"""Downloads of models: where they come from, what has arrived of them, and how the rest is got."""
