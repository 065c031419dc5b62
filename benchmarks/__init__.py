"""What is claimed about speed and about what each part earns, beside the alternatives."""
