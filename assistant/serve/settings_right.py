"""Who may change what concerns everybody: the model, its key, the embedder, confidence."""


def may_change_settings(shared: bool) -> bool:
    """Whether who uses the page may: anybody where only this machine reaches it, with no login.

    On a `shared` page it is for whoever runs the process alone, by its environment and options.
    """
    return not shared
