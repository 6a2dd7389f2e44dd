"""GGUF models as folders for ONNX Runtime. Needs the extra "personalize" (torch, transformers, a model builder), whose
packages are imported late and in a process of its own."""
