"""One module per wire type: its name in a schema, and the code that puts it into a message and takes it out."""
