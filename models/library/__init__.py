"""The models that a person has: lists, finds, imports, verifies and removes them."""

from models.library.entry import ModelEntry as ModelEntry
from models.library.library import Library as Library
from models.library.names import display_name as display_name
from models.library.names import model_name as model_name
