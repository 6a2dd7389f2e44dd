"""One module a runtime; `base` says what each must offer. Everything above is written once and serves them all."""
