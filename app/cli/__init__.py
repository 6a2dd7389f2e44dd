"""The command line: the same engine and the same data, without a window and without Qt."""
