"""Fits adapters to a model. The only part of the engine that knows torch, and it imports it late."""
