"""Controllers: what the window shows and what its buttons do, without a widget."""
