"""The network: one encoder, with heads for the span, for answerable and for the verdict."""

import copy
import io
import json
import re
import shutil

import numpy as np
import torch
from torch import nn
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from training.pack import packed, unpacked

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
NOT_CONFIG = ("architectures", "model_type", "_name_or_path", "transformers_version")
PIECE = 15_000_000  # bytes of one file, to be put together with cat


class ReaderNetwork(nn.Module):
    """Reads "[CLS] question [SEP] passage [SEP]" and "[CLS] claim [SEP] evidence [SEP]" alike."""

    def __init__(self, encoder, width, mpnet=False):
        super().__init__()
        self.encoder, self.mpnet = encoder, mpnet
        self.span = nn.Linear(width, 2)
        self.answerable = nn.Linear(width, 1)
        self.verdict = nn.Linear(width, 3)

    def forward(self, ids, mask, segments):
        """Start and end logits (batch, tokens, 2), answerable (batch), verdicts (batch, 3)."""
        extra = {} if self.mpnet else {"token_type_ids": segments}
        hidden = self.encoder(input_ids=ids, attention_mask=mask, **extra).last_hidden_state
        first = hidden[:, 0]
        return self.span(hidden), self.answerable(first).squeeze(-1), self.verdict(first)


def configuration(folder, mpnet=False):
    stored = json.loads((folder / "config.json").read_text())
    known = {name: value for name, value in stored.items() if name not in NOT_CONFIG}
    return (MPNetConfig if mpnet else BertConfig)(**known)


def load(folder, mpnet=False):
    """The network with the encoder of folder/model.npz, and its heads where they are stored."""
    config = configuration(folder, mpnet)
    if DEVICE == "cpu":  # plain attention, compiled, is half as fast again as the fused kind there
        config._attn_implementation = "eager"
    encoder = (MPNetModel if mpnet else BertModel)(config, add_pooling_layer=False)
    state = {
        name: torch.from_numpy(value)
        for name, value in unpacked(np.load(folder / "model.npz")).items()
    }
    network = ReaderNetwork(encoder, config.hidden_size, mpnet)
    if DEVICE == "cpu":
        # Random numbers cost more than the matrices there, and a run of one epoch does without.
        for part in network.modules():
            if isinstance(part, nn.Dropout):
                part.p = 0.0
        if shutil.which("g++"):
            encoder.compile(dynamic=True)
    trained = any(name.startswith("encoder.embeddings") for name in state)  # with its heads
    missing, extra = (network if trained else encoder).load_state_dict(state, strict=False)
    missing = [name for name in missing if "position_ids" not in name]
    print(folder.name, "heads too" if trained else "", "missing", missing, "unused", len(extra))
    return network


def every_second_layer(teacher):
    """A network of every second layer of the teacher, with its embeddings and heads."""
    config = copy.deepcopy(teacher.encoder.config)
    config.num_hidden_layers //= 2
    encoder = MPNetModel(config, add_pooling_layer=False)
    student = ReaderNetwork(encoder, config.hidden_size, True)
    kept = {}
    for name, value in teacher.state_dict().items():
        match = re.match(r"(encoder\.encoder\.layer\.)(\d+)(\..*)", name)
        if not match:
            kept[name] = value
        elif int(match[2]) % 2:
            kept[f"{match[1]}{int(match[2]) // 2}{match[3]}"] = value
    print("every second layer", student.load_state_dict(kept, strict=False))
    return student


def save(network, path, rows8=False):
    """The weights as pieces of an .npz: float16, or with their matrices as int8 rows (`rows8`)."""
    state = {
        name: value.detach().float().cpu().numpy()
        for name, value in network.state_dict().items()
        if value.is_floating_point()
    }
    whole = io.BytesIO()
    if rows8:
        np.savez_compressed(whole, **packed(state))
    else:
        np.savez(whole, **{name: value.astype(np.float16) for name, value in state.items()})
    data = whole.getvalue()
    for n in range(-(-len(data) // PIECE)):
        piece = data[n * PIECE : (n + 1) * PIECE]
        path.with_name(f"{path.name}.{n}").write_bytes(piece)
