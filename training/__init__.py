"""How the reader's weights are made: needs torch and transformers; not part of the wheel."""
