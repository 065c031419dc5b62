"""Passwords hashed with Argon2id; hashes by bcrypt, as `htpasswd -B` writes them, are read too."""

import os

BCRYPT = ("$2a$", "$2b$", "$2y$")
ARGON2 = "$argon2id$"


def hashed(password: str) -> str:
    """A password's hash, with a salt of its own."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    # OWASP's least for Argon2id: 19 MiB, two passes.
    made = Argon2id(salt=os.urandom(16), length=32, iterations=2, lanes=1, memory_cost=19 * 1024)
    return made.derive_phc_encoded(_bytes(password))


def is_hash(text: str) -> bool:
    """Whether a text begins like a hash that can be compared with a password."""
    return text.startswith((ARGON2, *BCRYPT))


def matches(password: str, hash_: str) -> bool:
    """Whether a hash is this password's; a damaged one is nobody's. It takes its time."""
    given = _bytes(password)
    if hash_.startswith(BCRYPT):
        import bcrypt

        try:
            return bcrypt.checkpw(given, hash_.encode())
        except ValueError:  # longer than bcrypt reads, or no whole hash
            return False
    from cryptography.exceptions import InvalidKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        Argon2id.verify_phc_encoded(given, hash_)
    except (InvalidKey, ValueError):
        return False
    return True


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "replace")
