"""What processes ask of one another: abstract classes and the values they carry."""
