"""Who may change what concerns everybody: the model, its key, the embedder, confidence."""

from assistant.serve.desks import Desks


def may_change_settings(shared: bool, desks: Desks) -> bool:
    """Whether who uses the page may: an owner of several users, or anybody where only this machine
    reaches it, with no login.

    On a page that is `shared` otherwise it is for whoever runs the process alone, by its
    environment and options.
    """
    return desks.user.may("owner") if desks.shared else not shared
