"""Whether a file has the shape that its JSON Schema asks for, and what else the schemas say of its fields."""
